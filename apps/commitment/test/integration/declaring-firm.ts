import { randomUUID } from 'node:crypto';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { MARKET, type RunningCommitment } from './running-service.ts';

export const CENTRE = 'benxi-credit-centre';

export const period = (over: object = {}) => ({ purposes: ['financing', 'administrative-approval'], from: '2026-11-23', until: '2027-11-23', ...over });
/** A certificate as its firm declares it, authorised for two purposes. */
export const declaration = (over: object = {}) => ({ category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书', referenceNo: `申-${randomUUID()}`, truthCommitment: '本单位承诺所申报信息真实、完整。', authorisation: period(), ...over });
export const falsity = (over: object = {}) => ({ occasion: 'COMPLAINT', reference: '线索2026-3', on: '2026-11-23', what: '证书编号查无此证', ...over });
export const idsOf = ({ body }: { body: any }): string[] => body.items.map((one: any) => one.declarationId);
export const codeOf = ({ status, body }: { status: number; body: any }): unknown[] => [status, body.code];

/** A firm that declares about itself, an officer who looks, and a bank that reads; all calls are the firm's unless another token is given. */
export async function declaringFirm(s: RunningCommitment) {
  let [firm, self, usccs] = [undefined as unknown as SubjectSnapshot, '', 100];
  const [officer, bank] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['screening-client'], { dept: MARKET })];
  /** A firm of its own, so that what others declared does not show. */
  const another = async (): Promise<void> => {
    firm = await s.subject({ uscc: `91210500MA0TYPE${(usccs += 1)}` });
    self = await s.token(['subject'], { subject: firm.subjectId });
  };
  const declare = (body: object, token = self) => s.call('POST', '/v1/self-declarations', token, body);
  await another();
  return {
    officer, bank, another, declare,
    get firm() { return firm; },
    get self() { return self; },
    declared: async (over: object = {}) => (await declare(declaration(over))).body,
    own: async (id: string) => (await s.call('GET', `/v1/self-declarations/${id}`, self)).body,
    step: (id: string, verb: string, body: object = {}, token = self) => s.call('POST', `/v1/self-declarations/${id}/${verb}`, token, body),
    read: (purpose: string, token = bank, subject = firm) => s.call('GET', `/v1/self-declarations?subjectId=${subject.subjectId}&purpose=${purpose}`, token),
    commitment: async (id: string) => (await s.call('GET', `/v1/commitments/${id}`, self)).body,
    /** A step of its truth commitment, by the credit centre unless another token is given. */
    carry: async (commitmentId: string, verb: string, body: object, token?: string) => s.call('POST', `/v1/commitments/${commitmentId}/${verb}`, token ?? (await s.token(['case-officer'], { dept: CENTRE })), body),
  };
}
export type DeclaringFirm = Awaited<ReturnType<typeof declaringFirm>>;
