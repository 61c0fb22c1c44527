import { randomUUID } from 'node:crypto';
import { eventually, type SyntheticSubject } from '@credit/testing';
import { ask, call, tokenFor, type Answer } from './gateway.ts';
import { mustBe } from './officers.ts';
import { freshNumber } from './subjects.ts';

/** 告知承诺事项 as a department publishes it; other members on demand. */
export const itemOf = (over: object = {}): Record<string, any> => ({
  itemCode: `SL-${freshNumber()}`, name: '住所使用证明告知承诺', type: 'CERTIFICATE_REPLACEMENT', told: '以承诺代替住所使用证明；本机关有权核查；不实的，撤销决定并记入信用记录。', conditions: ['住所真实、合法'], modelText: '本单位承诺住所真实、合法。',
  breachLiability: '承诺不实的，撤销登记，记入信用记录。', procedure: '告知、承诺、当场办结、事后核查', checkWindow: { fromDays: 0, toDays: 60, maxChecks: 3, method: '现场核查' }, disclosure: 'PUBLIC', risks: [], ...over,
});

/** 受理部门 — its officers: one handles, another decides and publishes items. */
export class PromiseOffice {
  constructor(readonly source: string) {}

  private officer = (sub: string, role: string): Promise<string> => tokenFor({ dept: this.source, roles: [role], sub: `${this.source}.${sub}` });
  handler = (): Promise<string> => this.officer('li', 'case-officer');
  second = (): Promise<string> => this.officer('wang', 'approver');

  /** 公布承诺事项. @returns its code and version */
  async publishes(item = itemOf()): Promise<{ itemCode: string; version: number }> {
    const { body } = mustBe(201, await call('POST', '/v1/commitment-items', { token: await this.second(), body: item }));
    return { itemCode: body.itemCode, version: body.version };
  }

  /** 作出承诺 at the window of the department; asked again until the firm has come from the register. */
  promises = (firm: Pick<SyntheticSubject, 'uscc'>, item: { itemCode: string; version: number }, over: object = {}): Promise<Answer> => {
    const body = { promisor: { uscc: firm.uscc }, item, referenceNo: `办-${randomUUID()}`, chosen: true, ...over };
    return eventually(async () => {
      const answer = await call('POST', '/v1/commitments', { token: await this.handler(), body });
      return answer.body?.code === 'COMMITMENT.SUBJECT_UNKNOWN' ? undefined : answer;
    }, 'the firm is known to the commitments', { timeoutMs: 30_000, intervalMs: 150 });
  };

  step = async (id: string, verb: string, body: object): Promise<Answer> => call('POST', `/v1/commitments/${id}/${verb}`, { token: await this.handler(), body });
  secondStep = async (id: string, verb: string, body: object): Promise<Answer> => call('POST', `/v1/commitments/${id}/${verb}`, { token: await this.second(), body });
  look = async (id: string): Promise<any> => ask('GET', `/v1/commitments/${id}`, { token: await this.handler() });
}

/** 公示专栏: how the commitment is shown; undefined = it is not. */
export const shownCommitment = async (commitmentCode: string, item: string): Promise<any> => (await ask<{ items: any[] }>('GET', `/v1/public/columns/commitments?item=${item}`)).items.find((one) => JSON.stringify(one).includes(commitmentCode));
