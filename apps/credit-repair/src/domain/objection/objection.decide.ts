import type { LocalDate } from '@credit/kernel';
import { OBJECTION_OUTCOMES, OBJECTION_REMEDIES, type ObjectionOutcome, type ObjectionTargetKind } from '@credit/rulebook/codes';
import { AlreadyLodged, CorrectionInvalid, FieldUnknown, NotAboutYou, NotLodged, NotYourObjection, ObjectionExtendedBefore, ObjectionNotOverdue, OutcomeNotApplicable, WrongObjectionStep } from './objection.errors.ts';
import type { ObjectionEvent } from './objection.events.ts';
import { isObjectionOverdue, objectionDueOn, type FieldCorrection, type Lodgement, type Objection, type OpenObjection } from './objection.ts';

/** Who acts for a department, and on which business day. */
export interface Acting {
  by: string;
  /** 部门代码 of the officer */
  source: string;
  /** 信用中心 decides what the platform can check by itself */
  centre?: boolean;
  today: LocalDate;
}

export interface Clocks {
  verificationDueOn: LocalDate | null;
  outcomeDueOn: LocalDate | null;
}

/** What is known of the item when the outcome is decided. */
export interface ItemNow {
  /** still in effect: what has ended can no longer be corrected, delisted or revoked */
  live: boolean;
  /** what the data standard says against the corrected content; [] = the register will take it */
  problems: readonly { code: string; field: string }[];
}

/** 提出异议 — by anyone, on any field of what is shown (B29). The item is marked from now on. 《实施方案》二（四）；LZ 48 */
export function lodge(c: Omit<Lodgement, 'lodgedOn'> & { today: LocalDate; shownFields: readonly string[] }, state: Objection): readonly ObjectionEvent[] {
  if (state.status !== 'absent') throw new AlreadyLodged();
  const { today, shownFields, ...lodgement } = c;
  const unknown = c.claims.map(({ field }) => field).filter((field) => !shownFields.includes(field));
  if (unknown.length > 0) throw new FieldUnknown(unknown);
  return [{ type: 'ObjectionLodged', lodgement: { ...lodgement, lodgedOn: today } }];
}

/** 核查 — the provider says what it found, with its reasons; within three working days (LH 41, LS 39). */
export function verify(c: Acting & { erroneous: boolean; reason: string }, state: Objection): readonly ObjectionEvent[] {
  const open = ofProvider(state, c, 'verification');
  if (open.status !== 'lodged') throw new WrongObjectionStep(open.status, 'verification');
  return [{ type: 'ObjectionVerified', finding: { on: c.today, by: c.by, erroneous: c.erroneous, reason: c.reason } }];
}

/** 延长核查期限 — once, while the provider still verifies (LZ 51). */
export function extendVerification(c: Acting & Clocks & { reason: string }, state: Objection): readonly ObjectionEvent[] {
  const open = ofProvider(state, c, 'extension');
  if (open.status !== 'lodged' || open.ownScope) throw new WrongObjectionStep(open.status, 'extension');
  if (open.extension !== undefined) throw new ObjectionExtendedBefore();
  return [{ type: 'ObjectionExtended', on: c.today, by: c.by, reason: c.reason, verificationDueOn: c.verificationDueOn, outcomeDueOn: c.outcomeDueOn }];
}

/** 送交鉴定、检测、专家评审 — its time is not counted (LH 41, LS 39). */
export function beginAppraisal(c: Acting & { what: string }, state: Objection): readonly ObjectionEvent[] {
  const open = ofProvider(state, c, 'appraisal');
  if (open.status === 'appraising') throw new WrongObjectionStep(open.status, 'appraisal');
  return [{ type: 'AppraisalBegun', on: c.today, by: c.by, what: c.what }];
}

/** 鉴定结束 — the clocks go on where they stood. */
export function endAppraisal(c: Acting & Clocks, state: Objection): readonly ObjectionEvent[] {
  const open = ofProvider(state, c, 'appraisal');
  if (open.status !== 'appraising') throw new WrongObjectionStep(open.status, 'appraisal');
  return [{ type: 'AppraisalEnded', on: c.today, by: c.by, verificationDueOn: c.verificationDueOn, outcomeDueOn: c.outcomeDueOn }];
}

export type Decide = Acting & { kind: ObjectionOutcome; reason: string; docNo: string; changes: readonly FieldCorrection[]; item: ItemNow };

/**
 * 作出处理 — corrected, supplemented, withdrawn, delisted, revoked; or rejected, with reasons and remedies (§8.2). Wrong information is corrected or revoked (经核实有误的信息要及时予以更正或撤销, O97).
 * What can be known not to be applicable is refused here.
 */
export function decideOutcome(c: Decide, state: Objection): readonly ObjectionEvent[] {
  const open = opened(state, 'outcome');
  const own = open.target.authority.source === c.source;
  if (!own && !(c.centre === true && open.ownScope)) throw new NotYourObjection(c.source);
  if (open.status !== 'verified' && !(open.status === 'lodged' && open.ownScope)) throw new WrongObjectionStep(open.status, 'outcome');
  const decided = { kind: c.kind, on: c.today, by: c.by, reason: c.reason, docNo: c.docNo };
  if (c.kind === 'rejected') return [{ type: 'ObjectionRejected', outcome: { ...decided, remedies: OBJECTION_REMEDIES.map(({ code }) => code) } }];
  if (!own && c.kind !== 'withdrawn') throw new NotYourObjection(c.source);
  checkApplicable(c, open.target.kind);
  return [{ type: 'ObjectionAccepted', outcome: { ...decided, ...(c.changes.length === 0 ? {} : { changes: c.changes }) } }];
}

/** Whether the item can have this outcome now. */
function checkApplicable({ kind, changes, item }: Decide, targetKind: ObjectionTargetKind): void {
  const targets: readonly ObjectionTargetKind[] = OBJECTION_OUTCOMES.find(({ code }) => code === kind)!.targets;
  if (!targets.includes(targetKind)) throw new OutcomeNotApplicable(`a ${targetKind} cannot be ${kind}`, '该类信息不适用此处理结果');
  if (!item.live) throw new OutcomeNotApplicable('the item has ended already', '该信息已不再有效');
  const corrects = kind === 'corrected' || kind === 'supplemented';
  if (corrects !== changes.length > 0) throw new OutcomeNotApplicable(corrects ? 'the corrected fields have to be named' : `${kind} changes no field`, corrects ? '应当载明更正的字段' : '此处理结果不涉及字段更正');
  if (changes.some(({ oldValue, newValue }) => JSON.stringify(oldValue) === JSON.stringify(newValue))) throw new OutcomeNotApplicable('a field is corrected to what it says', '更正前后的值相同');
  if (kind === 'supplemented' && changes.some(({ oldValue }) => oldValue !== null)) throw new OutcomeNotApplicable('what is there is corrected, not supplemented', '已有内容的字段应当更正而不是补充');
  if (item.problems.length > 0) throw new CorrectionInvalid(item.problems);
}

/** 逾期督办 — somebody has let the last day pass: it is told of, once for each day that was set. Silence never rejects (§8.1). */
export function escalateObjection(c: { today: LocalDate }, state: Objection): readonly ObjectionEvent[] {
  const open = opened(state, 'escalation');
  if (!isObjectionOverdue(open, c.today) || open.escalatedOn !== undefined) throw new ObjectionNotOverdue();
  return [{ type: 'ObjectionEscalated', on: c.today, dueOn: objectionDueOn(open)! }];
}

/** 撤回异议 — by the objector, while nothing has been decided. */
export function retractObjection(c: { by: string; today: LocalDate }, state: Objection): readonly ObjectionEvent[] {
  opened(state, 'retraction');
  return [{ type: 'ObjectionRetracted', on: c.today, by: c.by }];
}

/** 附说明 — by whom the information is about; it stays with the item while that remains (征信业管理条例第十六条). */
export function explain(c: { by: string; today: LocalDate; about: boolean; text: string }, state: Objection): readonly ObjectionEvent[] {
  if (state.status === 'absent') throw new NotLodged();
  if (state.status === 'retracted') throw new WrongObjectionStep(state.status, 'explanation');
  if (!c.about) throw new NotAboutYou();
  return [{ type: 'ObjectionExplained', on: c.today, by: c.by, text: c.text }];
}

function opened(state: Objection, step: string): OpenObjection {
  switch (state.status) {
    case 'absent': throw new NotLodged();
    case 'lodged': case 'verified': case 'appraising': return state;
    default: throw new WrongObjectionStep(state.status, step);
  }
}

function ofProvider(state: Objection, { source }: Acting, step: string): OpenObjection {
  const open = opened(state, step);
  if (open.target.authority.source !== source) throw new NotYourObjection(source);
  return open;
}
