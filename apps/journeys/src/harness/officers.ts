import { eventually } from '@credit/testing';
import { ask, call, tokenFor, type Answer } from './gateway.ts';

/** 三项标准 — each answered with a reason. */
export const CRITERIA = {
  VILE_NATURE: { met: true, reason: '责令改正后拒不改正' },
  SERIOUS_CIRCUMSTANCES: { met: true, reason: '两年内受到三次以上处罚' },
  GREAT_SOCIAL_HARM: { met: true, reason: '涉及食品安全，危害公众健康' },
};

/** What an officer proposes, apart from criteria and severity. */
export interface Proposal {
  subjectId: string;
  listType: string;
  recordIds: readonly string[];
  [member: string]: unknown;
}

/** 认定部门 — its two officers, each with a token of his own: one handles the case, another one reviews and decides. */
export class DesignatingOffice {
  constructor(private readonly source: string) {}

  private officer(sub: string, role: string): Promise<string> {
    return tokenFor({ dept: this.source, roles: [role], sub: `${this.source}.${sub}` });
  }

  handler = (): Promise<string> => this.officer('li', 'case-officer');
  second = (): Promise<string> => this.officer('wang', 'approver');

  propose = async (proposal: Proposal): Promise<Answer> => call('POST', '/v1/designations', { token: await this.handler(), body: { criteria: CRITERIA, severity: 'SERIOUS', ...proposal } });

  /** One step of the officer who handles the case. */
  step = async (id: string, verb: string, body: object): Promise<Answer> => call('POST', `/v1/designations/${id}/${verb}`, { token: await this.handler(), body });

  /** One step of the second officer. */
  secondStep = async (id: string, verb: string, body: object): Promise<Answer> => call('POST', `/v1/designations/${id}/${verb}`, { token: await this.second(), body });

  /** Proposes as soon as the evidence has come from the register. @returns the designation */
  proposed(proposal: Proposal): Promise<any> {
    return eventually(async () => mustBe(201, await this.propose(proposal)).body, 'the designation is proposed', { timeoutMs: 30_000, intervalMs: 200 });
  }

  /** The whole way of a proposal to the entry in force; the subject waives its defence. @returns the id of the entry */
  async lists(proposal: Proposal, docNo: string, months?: number): Promise<string> {
    const { designationId: id } = await this.proposed(proposal);
    mustBe(200, await this.step(id, 'notice', { addresseeSubjectId: proposal.subjectId, grounds: '拟列入严重违法失信名单' }));
    mustBe(200, await this.step(id, 'defence', { waived: true }));
    mustBe(200, await this.secondStep(id, 'review', { opinion: '事实清楚，证据充分' }));
    mustBe(200, await this.secondStep(id, 'decision', { list: true, docNo, reasons: '情节严重，社会危害较大', ...(months === undefined ? {} : { months }) }));
    mustBe(200, await this.step(id, 'service', {}));
    return id;
  }

  /** The designation as its department sees it. */
  look = async (id: string): Promise<any> => ask('GET', `/v1/designations/${id}`, { token: await this.handler() });
}

/** @throws Error with what was answered instead */
export function mustBe(status: number, answer: Answer): Answer {
  if (answer.status !== status) throw new Error(`expected ${status}, was answered ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer;
}
