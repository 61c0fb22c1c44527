import type { SyntheticSubject } from '@credit/testing';
import { call, tokenFor } from '../harness/gateway.ts';
import { itemOf } from '../harness/commitments.ts';
import type { Department } from '../harness/department.ts';
import { freshNumber } from '../harness/subjects.ts';
import { stepUntilTaken, tellUntilAnswered } from './insistent.ts';
import { insist, Rounds } from './lanes.ts';
import type { Random } from './random.ts';

/** 承诺 — what a firm promised in one case, by which way, and what was acknowledged of it. */
export interface Promised {
  referenceNo: string;
  firm: SyntheticSubject;
  /** `both`: the same promise by Kafka and by REST. */
  way: 'kafka' | 'rest' | 'both';
  wish: 'keep' | 'retract' | 'none';
  commitmentId?: string;
  commitmentCode?: string;
  /** The last step that was acknowledged. */
  done?: 'kept' | 'retracted';
}

/** Firms that promise at a department's window and in its system, are checked, and keep or retract what they promised, one step after the other, each asked until it is taken. */
export class CommitmentLoad {
  readonly promises: Promised[] = [];
  readonly refusals: string[] = [];
  /** Stands in every case number of this load and of no other. */
  readonly word = `示诺${freshNumber()}次`;
  private readonly rounds = new Rounds();
  private item = { itemCode: '', version: 1 };

  constructor(private readonly random: Random, readonly department: Department, private readonly firms: readonly SyntheticSubject[], private readonly date: string) {}

  async start(): Promise<void> {
    const item = itemOf();
    this.item = await insist(async () => {
      const { status, body } = await call('POST', '/v1/commitment-items', { token: await tokenFor({ dept: this.department.source, roles: ['approver'] }), body: item });
      return status === 201 ? { itemCode: body.itemCode as string, version: 1 } : undefined;
    });
    this.rounds.start(this.firms, (firm) => this.walk(this.promiseOf(firm)));
  }

  /** Resolves when the promises that are under way are through. */
  finish(): Promise<void> {
    return this.rounds.finish();
  }

  get itemCode(): string {
    return this.item.itemCode;
  }

  private promiseOf(firm: SyntheticSubject): Promised {
    const { random } = this;
    const promised: Promised = { referenceNo: `${this.word}${this.promises.length + 1}号`, firm, way: random.chance(0.4) ? 'kafka' : random.chance(0.5) ? 'rest' : 'both', wish: random.chance(0.6) ? 'keep' : random.chance(0.5) ? 'retract' : 'none' };
    this.promises.push(promised);
    return promised;
  }

  private async walk(promised: Promised): Promise<void> {
    const { referenceNo, firm, way, wish } = promised;
    const { department: { source, uscc: authorityUscc }, item, date } = this;
    const party = { subjectName: firm.name, subjectClass: 'LEGAL_ENTITY', uscc: firm.uscc };
    if (way !== 'rest') {
      const receipt = await tellUntilAnswered(this.department, 'commitment', { ...party, itemCode: item.itemCode, itemVersion: item.version, authorityUscc, referenceNo, madeOn: date }, ({ state }) => /^(accepted|rejected)/.test(state));
      if (!receipt.state.startsWith('accepted')) return void this.refusals.push(`${referenceNo}: ${receipt.state} ${JSON.stringify(receipt.findings)}`);
    }
    const officer = { dept: source, roles: ['case-officer'] };
    const made = await stepUntilTaken({ what: referenceNo, who: officer, path: '/v1/commitments', body: { promisor: { uscc: firm.uscc }, item, referenceNo, madeOn: date, chosen: true } }, this.refusals);
    if (made === undefined) return;
    promised.commitmentId = made.commitmentId;
    promised.commitmentCode = made.commitmentCode;
    if (wish === 'none') return;
    const path = `/v1/commitments/${made.commitmentId}`;
    const step = wish === 'keep'
      ? { who: officer, path: `${path}/performance`, body: { occasion: 'ITEM_CHECK', on: date, finding: 'FULL', what: '与承诺一致' } }
      : { who: { roles: ['subject'], subject: made.subject.subjectId }, path: `${path}/retraction`, body: { reason: '改按一般程序办理' } };
    if ((await stepUntilTaken({ what: referenceNo, ...step }, this.refusals)) !== undefined) promised.done = wish === 'keep' ? 'kept' : 'retracted';
  }
}
