import { eventually, type SyntheticSubject } from '@credit/testing';
import type { Department } from './department.ts';
import { ask, call, tokenFor, type Answer } from './gateway.ts';
import { freshDocNo } from './subjects.ts';

/** 整改证明 and 信用承诺书, what most cases need. */
export const rectified = (on: string): object => ({ kind: 'rectification', statement: '已缴清罚款并整改完毕', on });
export const committed = (on: string): object => ({ kind: 'commitment', statement: '信用承诺书', on });

/** The token with which a firm follows what is its own. */
export async function ownerOf({ uscc }: Pick<SyntheticSubject, 'uscc'>): Promise<string> {
  const { items } = await ask('POST', '/v1/subjects/search', { token: await tokenFor({ roles: ['credit-centre'] }), body: { uscc }, key: null });
  return tokenFor({ roles: ['subject'], subject: items[0].subjectId });
}

/** 申请修复, asked again until the item has come to credit-repair. */
export const applyFor = (owner: string, target: { kind: string; id: string }, evidence: object[], more: object = {}): Promise<Answer> =>
  eventually(async () => {
    const answer = await call('POST', '/v1/repairs', { token: owner, body: { target, evidence, ...more } });
    return answer.body?.code === 'REPAIR.NOT_REPAIRABLE' && /no such item/.test(answer.body.message ?? answer.body.detail ?? answer.text) ? undefined : answer;
  }, 'credit-repair knows the item', { timeoutMs: 30_000, intervalMs: 150 });

/** 认定单位 — the officers who decide on the repair of what their department made. */
export class RepairingOffice {
  constructor(private readonly department: Department) {}

  officer = (): Promise<string> => tokenFor({ dept: this.department.source, roles: ['case-officer'] });
  approver = (): Promise<string> => tokenFor({ dept: this.department.source, roles: ['approver'] });

  step = async (caseId: string, verb: string, body: object, key?: string): Promise<Answer> => call('POST', `/v1/repairs/${caseId}/${verb}`, { token: await this.officer(), body, ...(key === undefined ? {} : { key }) });

  accept = (caseId: string): Promise<Answer> => this.step(caseId, 'acceptance', { accept: true });

  /** 准予修复. */
  grant = (caseId: string, docNo = freshDocNo('修'), key?: string): Promise<Answer> => this.step(caseId, 'decision', { approve: true, reason: '已纠正失信行为、履行完毕相关义务', docNo }, key);

  /** The record as its department reads it: 410 once nobody may use it any more. */
  read = async (recordId: string): Promise<Answer> => call('GET', `/v1/records/${recordId}`, { token: await this.department.token() });
}

/** Waits until the repair of a record has ended its sharing. */
export const notShared = (office: RepairingOffice, recordId: string): Promise<Answer> => eventually(async () => {
  const answer = await office.read(recordId);
  return answer.status === 410 ? answer : undefined;
}, 'the record is not shared any more', { timeoutMs: 30_000, intervalMs: 100 });
