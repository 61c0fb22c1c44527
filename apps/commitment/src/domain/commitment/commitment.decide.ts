import type { LocalDate } from '@credit/kernel';
import { FREE_COMMITMENT_TYPES, type CheckOccasion, type Performance } from '@credit/rulebook/codes';
import type { ItemText } from '../commitment-item/commitment-item.ts';
import { AlreadyMade, CommitmentNotFound, DayOutOfOrder, DocumentsOutstanding, ItemNotOffered, NotChosen, NotYourCommitment, NotYourItem, PromiseUnfit, PromisorBarred, WrongStep } from './commitment.errors.ts';
import type { CommitmentEvent } from './commitment.events.ts';
import { isOpen, outstanding, type Commitment, type KnownCommitment, type MadePromise, type OpenCommitment } from './commitment.ts';
import { mustBeOrdinary } from './ordinary-check.ts';

/** What is known of the item and the promisor when the promise is made. */
export interface Standing {
  /** the text of the version that was told; undefined for a free promise */
  item?: { text: ItemText } | undefined;
  /** no such version on the day */
  notOffered?: { itemCode: string; version: number } | undefined;
  /** the department neither published the item nor is under who did */
  notCompetent?: boolean | undefined;
  /** what keeps the promisor from this procedure */
  barred?: { ruleId: string; clause: string; because: string } | undefined;
}

export type MakeCommitment = MadePromise & { today: LocalDate; chosen: boolean; standing: Standing };

const PROJECT_CODE = /^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/;
export const isFree = (type: MadePromise['type']): boolean => (FREE_COMMITMENT_TYPES as readonly string[]).includes(type);

/**
 * 作出承诺 — told in writing, freely chosen, by a text that was published on that day; not open to who has an unrepaired breach or is listed for serious dishonesty.
 * 《实施方案》二（一）: 告知承诺、企业投资项目承诺、政务服务承诺、主动型和自律型承诺 (O4–O7); 深圳条例第五十九、六十一条
 */
export function makeCommitment({ today, chosen, standing, ...promise }: MakeCommitment, state: Commitment): readonly CommitmentEvent[] {
  if (state.status !== 'absent') throw new AlreadyMade(state.commitmentCode);
  if (standing.notOffered !== undefined) throw new ItemNotOffered(standing.notOffered.itemCode, standing.notOffered.version);
  if (standing.notCompetent === true) throw new NotYourItem(promise.accepter.source);
  if (standing.barred !== undefined) throw new PromisorBarred(standing.barred);
  if (!chosen) throw new NotChosen();
  if (promise.madeOn > today) throw new DayOutOfOrder('madeOn', '1949-10-01' as LocalDate, today);
  for (const [field, day] of [['dueOn', promise.dueOn], ['validTo', promise.validTo], ...(promise.documents ?? []).map(({ dueOn }) => ['documents', dueOn] as const)] as const) {
    if (day !== undefined && day < promise.madeOn) throw new PromiseUnfit(field, `${field} lies before the promise`, '期限早于承诺作出日期');
  }
  for (const field of ['content', 'reason', 'breachLiability'] as const) if (promise[field].trim() === '') throw new PromiseUnfit(field, `${field} is empty`, '应当写明承诺事由、承诺内容和违诺责任');
  fitsItem(promise, standing.item?.text);
  return [{ type: 'CommitmentMade', promise }];
}

function fitsItem({ type, documents = [], projectCode, referenceNo }: MadePromise, text: ItemText | undefined): void {
  if (projectCode !== undefined && !PROJECT_CODE.test(projectCode)) throw new PromiseUnfit('projectCode', 'YYYY-RRRRRR-II-TT-SSSSSS', '投资项目代码格式有误');
  if (text === undefined) return;
  if (referenceNo === undefined) throw new PromiseUnfit('referenceNo', 'the number of the case is missing', '应当填写办件编号');
  if (text.projectRequired === true && projectCode === undefined) throw new PromiseUnfit('projectCode', 'the item asks for a project code', '该事项应当填写投资项目代码');
  if (type !== 'DEFICIENT_ACCEPTANCE' && documents.length > 0) throw new PromiseUnfit('documents', 'only of deferred documents', '只有容缺受理可以后补材料');
  if (type === 'DEFICIENT_ACCEPTANCE' && documents.length === 0) throw new PromiseUnfit('documents', 'the deferred documents are missing', '容缺受理应当载明后补材料和期限');
  const stranger = documents.find(({ name }, n) => !(text.deferrable ?? []).includes(name) || documents.findIndex((one) => one.name === name) !== n);
  if (stranger !== undefined) throw new PromiseUnfit('documents', `${stranger.name} may not be deferred, or is named twice`, '该材料不在可容缺的材料清单中，或者重复');
}

/** Who acts for the department to which the promise was made. */
export interface Acting { by: string; source: string; today: LocalDate }

/** 补交材料 — late is still supplied: what follows from being late is said by the procedure, not by the calendar. */
export function supplyDocuments(c: Acting & { names: readonly string[]; on: LocalDate }, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, c, 'supply');
  between('on', c.on, open.madeOn, c.today);
  const left = outstanding(open).map(({ name }) => name);
  const stranger = c.names.find((name) => !left.includes(name));
  if (stranger !== undefined) throw new PromiseUnfit('names', `${stranger} is not outstanding`, '该材料不在待补交的材料中');
  return [{ type: 'DocumentsSupplied', names: c.names, on: c.on, by: c.by }];
}

export interface Performed extends Acting {
  occasion: CheckOccasion;
  reference?: string | undefined;
  on: LocalDate;
  finding: Performance;
  what: string;
  unperformed?: string | undefined;
  /** kept so far, and to be kept further: the commitment stays open */
  interim?: boolean | undefined;
}

/**
 * 履约核查 — on an ordinary occasion, or to see that what was found wanting is kept after all. Full performance closes the commitment; anything else is a finding, and breaches nothing before the promisor was heard (O10, O11).
 * 《实施方案》二（一）: 将信用承诺履约情况纳入信用记录; 深圳条例第六十三条
 */
export function reportPerformance(c: Performed, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, c, 'check');
  between('on', c.on, open.madeOn, c.today);
  if (open.status === 'tracking') mustBeOrdinary(c, open);
  const { occasion, on, finding, what, by, reference } = c;
  const checked: CommitmentEvent = { type: 'PerformanceChecked', check: { occasion, on, finding, what, by, ...(reference === undefined ? {} : { reference }) } };
  if (finding === 'FULL') {
    if (c.interim === true && open.status === 'tracking') return [checked];
    if (c.interim === true) throw new WrongStep(open.status, 'interim check');
    const left = outstanding(open);
    if (left.length > 0) throw new DocumentsOutstanding(left.map(({ name }) => name));
    return [checked, { type: 'CommitmentKept', assessment: { performance: 'FULL', on: c.today, by } }];
  }
  if (c.unperformed === undefined || c.unperformed === '') throw new PromiseUnfit('unperformed', 'what was not performed is missing', '应当写明未履行的承诺内容');
  if (open.status !== 'tracking') throw new WrongStep(open.status, 'finding');
  return [checked, { type: 'NonPerformanceFound', on, by, unperformed: c.unperformed }];
}

/** 撤回承诺 — by the promisor, with a reason, before anything has been found or completed; the ordinary procedure takes its place (LZ 62). */
export function retractCommitment(c: { by: string; today: LocalDate; reason: string }, state: Commitment): readonly CommitmentEvent[] {
  if (state.status === 'absent') throw new CommitmentNotFound();
  if (state.status !== 'tracking' || isFree(state.type)) throw new WrongStep(state.status, 'retraction');
  return [{ type: 'CommitmentRetracted', ended: { on: c.today, by: c.by, reason: c.reason } }];
}

/** 终止自愿承诺 — by the promisor, at any time while nothing is found against it; its history stays (O7). */
export function endCommitment(c: { by: string; today: LocalDate; reason: string }, state: Commitment): readonly CommitmentEvent[] {
  if (state.status === 'absent') throw new CommitmentNotFound();
  if ((state.status !== 'tracking' && state.status !== 'kept') || !isFree(state.type)) throw new WrongStep(state.status, 'ending');
  return [{ type: 'CommitmentEnded', ended: { on: c.today, by: c.by, reason: c.reason } }];
}

/** 关联修复案件 — the case in which this commitment was handed in; told once. */
export function linkRepair(c: { caseId: string }, state: Commitment): readonly CommitmentEvent[] {
  if (state.status === 'absent') throw new CommitmentNotFound();
  return state.repairCaseId === c.caseId ? [] : [{ type: 'RepairLinked', caseId: c.caseId }];
}

/** The commitment, if somebody still has to look at it and it was made to this department. */
export function ofAccepter(state: Commitment, { source }: Pick<Acting, 'source'>, step: string): OpenCommitment {
  mustBeYours(state, source);
  if (!isOpen(state)) throw new WrongStep(state.status, step);
  return state;
}

export function mustBeYours(state: Commitment, source: string): asserts state is KnownCommitment {
  if (state.status === 'absent') throw new CommitmentNotFound();
  if (state.accepter.source !== source) throw new NotYourCommitment(source);
}

export function between(field: string, day: LocalDate, from: LocalDate, to: LocalDate): void {
  if (day < from || day > to) throw new DayOutOfOrder(field, from, to);
}

