import { listEntryData, penaltyData, type SyntheticSubject } from '@credit/testing';
import { addMonths } from '../harness/calendar.ts';
import type { Department } from '../harness/department.ts';
import { freshNumber } from '../harness/subjects.ts';
import { stepUntilTaken, tellUntilAnswered } from './insistent.ts';
import { Rounds } from './lanes.ts';
import type { Random } from './random.ts';

/** 修复对象 — a penalty or a list entry of a firm of its own, what was asked about it, and what was answered 2xx. */
export interface RepairedItem {
  docNo: string;
  kind: 'record' | 'list-entry';
  firm: SyntheticSubject;
  owner: Department;
  /** `none`: nobody asks; it has to stay as it is. */
  wish: 'grant' | 'deny' | 'revoke' | 'none';
  id?: string;
  caseId?: string;
  /** The last decision that was acknowledged. */
  decided?: 'approved' | 'denied' | 'revoked';
}

const RULING = { kind: 'court-ruling', statement: '终结重整程序的裁定', rulingNo: '（2026）示05破1号' };

/** Firms that ask for repair and departments that grant, deny and take back, one step after the other, each asked until it is taken: penalties after their months, list entries after a reorganisation. */
export class RepairLoad {
  readonly items: RepairedItem[] = [];
  readonly refusals: string[] = [];
  /** Stands in every document number of this load and of no other. */
  readonly word = `示修${freshNumber()}次`;
  private readonly rounds = new Rounds();
  /** Whose repair was taken back because of false evidence: they may not apply for three years. */
  private readonly barred = new Set<SyntheticSubject>();

  constructor(private readonly random: Random, private readonly department: Department, private readonly court: Department, private readonly firms: readonly SyntheticSubject[], private readonly date: string) {}

  start(): void {
    this.rounds.start(this.firms, (firm, round) => this.walk(this.itemOf(firm, round)));
  }

  /** Resolves when the cases that run are through. */
  finish(): Promise<void> {
    return this.rounds.finish();
  }

  /** A firm is on the list for one entry alone: what a look-up of it answers says how that entry stands. */
  private itemOf(firm: SyntheticSubject, round: number): RepairedItem {
    const { random } = this;
    const kind = round === 0 && random.chance(0.3) ? 'list-entry' : 'record';
    const chance = random.next();
    const wish = this.barred.has(firm) ? 'none' : chance < 0.55 ? 'grant' : chance < 0.7 ? 'deny' : kind === 'record' && chance < 0.85 ? 'revoke' : 'none';
    if (wish === 'revoke') this.barred.add(firm);
    const item: RepairedItem = { docNo: `${this.word}${this.items.length + 1}号`, kind, firm, owner: kind === 'record' ? this.department : this.court, wish };
    this.items.push(item);
    return item;
  }

  private async walk(item: RepairedItem): Promise<void> {
    const subjectId = await this.place(item);
    if (item.wish === 'none') return;
    const { date } = this;
    const evidence = item.kind === 'record' ? [{ kind: 'rectification', statement: '已缴清罚款', on: date }, { kind: 'commitment', statement: '信用承诺书', on: date }] : [{ ...RULING, on: date }];
    const asked = await this.step(item, { roles: ['subject'], subject: subjectId }, '', { target: { kind: item.kind, id: item.id }, evidence, ...(item.kind === 'record' ? {} : { way: 'after-reorganisation' }) });
    if (asked === undefined) return;
    item.caseId = asked.caseId;
    const officer = { dept: item.owner.source, roles: ['case-officer'] };
    if ((await this.step(item, officer, `/${item.caseId}/acceptance`, { accept: true })) === undefined) return;
    const approve = item.wish !== 'deny';
    if ((await this.step(item, officer, `/${item.caseId}/decision`, { approve, reason: approve ? '已纠正失信行为' : '义务尚未履行完毕', docNo: `${item.docNo}之修` })) === undefined) return;
    item.decided = approve ? 'approved' : 'denied';
    if (item.wish !== 'revoke') return;
    if ((await this.step(item, { dept: item.owner.source, roles: ['approver'] }, `/${item.caseId}/revocation`, { reason: '缴款凭证系伪造' })) !== undefined) item.decided = 'revoked';
  }

  /** The penalty or the entry on its way in. @returns its subject */
  private async place(item: RepairedItem): Promise<string> {
    const { docNo, firm: party, owner: { authority } } = item;
    const from = addMonths(this.date, -2);
    const receipt = item.kind === 'record'
      ? await tellUntilAnswered(item.owner, 'administrative-penalty', penaltyData({ party, authority, docNo, decisionDate: addMonths(this.date, -4), fineAmountWan: '2' }))
      : await tellUntilAnswered(item.owner, 'list-entry', listEntryData({ party, authority, docNo, decisionDate: from, from }), ({ state }) => state.startsWith('accepted'));
    item.id = item.kind === 'record' ? receipt.recordId! : receipt.matterId!;
    return receipt.subjectId!;
  }

  private step({ docNo }: RepairedItem, who: Parameters<typeof stepUntilTaken>[0]['who'], path: string, body: object): Promise<any> {
    return stepUntilTaken({ what: docNo, who, path: `/v1/repairs${path}`, body }, this.refusals);
  }
}
