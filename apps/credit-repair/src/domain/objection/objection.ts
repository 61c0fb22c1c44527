import { assertNever, type Instant, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { ObjectionGround, ObjectionOutcome, ObjectionRemedy, ObjectionTargetKind } from '@credit/rulebook/codes';
import type { ObjectionEvent } from './objection.events.ts';

/** 异议对象 — one record, list entry or measure, and the authority that provided it. */
export interface ObjectionTarget {
  kind: ObjectionTargetKind;
  id: string;
  docNo: string;
  authority: {
    /** 部门代码 of the department that answers for it here */
    source: string;
    uscc?: string;
    name: string;
  };
}

/** 异议内容 — what a field shows, and what it should say, in the objector's words; identity numbers masked. */
export interface Claim {
  field: string;
  shown?: string;
  shouldBe?: string;
}

/** 异议人 — kept here and told to nobody. */
export interface Objector {
  /** who acted: the objector's token, or the officer of the window */
  by: string;
  /** 信用主体标识 of an objector with a token */
  subjectId?: string;
  /** name of whoever objected at the window */
  name?: string;
}

/** 异议申请. */
export interface Lodgement {
  objectionId: string;
  /** whom the item is about */
  subject: SubjectSnapshot;
  target: ObjectionTarget;
  /** the fields in question; none = the whole item */
  claims: readonly Claim[];
  ground: ObjectionGround;
  ruleId: string;
  /** 自行可核查: nobody else has to be asked */
  ownScope: boolean;
  statement: string;
  objector: Objector;
  lodgedOn: LocalDate;
  /** from this moment on the item is marked */
  lodgedAt: Instant;
  /** last day of the provider; null while the calendar of its year is not announced, and where nobody has to be asked */
  verificationDueOn: LocalDate | null;
  /** last day for the outcome; null while the calendar of its year is not announced */
  outcomeDueOn: LocalDate | null;
}

/** 核查结论 of the provider. */
export interface Finding {
  on: LocalDate;
  by: string;
  erroneous: boolean;
  reason: string;
}

export type FieldValue = string | boolean | readonly string[];

/** 更正项 — before and after. */
export interface FieldCorrection {
  field: string;
  oldValue: FieldValue | null;
  newValue: FieldValue | null;
}

/** 处理结果. */
export interface Outcome {
  kind: ObjectionOutcome;
  on: LocalDate;
  by: string;
  reason: string;
  docNo: string;
  changes?: readonly FieldCorrection[];
  remedies?: readonly ObjectionRemedy[];
}

type Known = Lodgement & { finding?: Finding; extension?: { on: LocalDate; reason: string }; escalatedOn?: LocalDate; explanation?: { on: LocalDate; text: string } };
type Waiting = Known & { status: 'lodged' };
type Verified = Known & { status: 'verified'; finding: Finding };
type Appraising = Known & { status: 'appraising'; appraisal: { begunOn: LocalDate; what: string } };
type Decided = Known & { status: 'accepted' | 'rejected'; outcome: Outcome };
type Retracted = Known & { status: 'retracted'; retractedOn: LocalDate };

/**
 * 异议: absent → lodged → verified by the provider → accepted | rejected; appraising 鉴定 in between, which the clocks do not count; retracted 撤回 by the objector. What the platform can check by
 * itself is decided without asking the provider. Silence is escalated and rejects nothing. 《实施方案》二（四）建立健全信用主体权益保护机制；domain §8
 */
export type Objection = { status: 'absent' } | Waiting | Verified | Appraising | Decided | Retracted;

/** 有异议 — while it is open its item is marked. */
export type OpenObjection = Waiting | Verified | Appraising;

export const noObjection: Objection = { status: 'absent' };

/** The one place where state changes. */
export function evolveObjection(state: Objection, event: ObjectionEvent): Objection {
  switch (event.type) {
    case 'ObjectionLodged': return { status: 'lodged', ...event.lodgement };
    case 'ObjectionVerified': return { ...newClock(state as Waiting), status: 'verified', finding: event.finding };
    case 'ObjectionExtended': return { ...newClock(state as Waiting), verificationDueOn: event.verificationDueOn, outcomeDueOn: event.outcomeDueOn, extension: { on: event.on, reason: event.reason } };
    case 'AppraisalBegun': return { ...(state as Waiting | Verified), status: 'appraising', appraisal: { begunOn: event.on, what: event.what } };
    case 'AppraisalEnded': {
      const { appraisal: _, finding, ...known } = state as Appraising;
      const clocks = { verificationDueOn: event.verificationDueOn, outcomeDueOn: event.outcomeDueOn };
      return finding === undefined ? { ...known, ...clocks, status: 'lodged' } : { ...known, ...clocks, finding, status: 'verified' };
    }
    case 'ObjectionEscalated': return { ...(state as OpenObjection), escalatedOn: event.on };
    case 'ObjectionExplained': return { ...(state as Exclude<Objection, { status: 'absent' }>), explanation: { on: event.on, text: event.text } };
    case 'ObjectionAccepted': return { ...(state as OpenObjection), status: 'accepted', outcome: event.outcome };
    case 'ObjectionRejected': return { ...(state as OpenObjection), status: 'rejected', outcome: event.outcome };
    case 'ObjectionRetracted': return { ...(state as OpenObjection), status: 'retracted', retractedOn: event.on };
    default: return assertNever(event);
  }
}

/** Another day is set: letting that one pass is told of by itself. */
function newClock<S extends OpenObjection>({ escalatedOn: _, ...state }: S): Omit<S, 'escalatedOn'> {
  return state;
}

/** The last day for whoever has the next step; null = not announced, undefined = no clock runs: it is closed, or an appraisal is under way. */
export function objectionDueOn(state: Objection): LocalDate | null | undefined {
  switch (state.status) {
    case 'lodged': return state.ownScope ? state.outcomeDueOn : state.verificationDueOn;
    case 'verified': return state.outcomeDueOn;
    default: return undefined;
  }
}

/** 逾期 — somebody has let the last day pass. Silence rejects nothing (§8.1). */
export function isObjectionOverdue(state: Objection, today: LocalDate): boolean {
  const dueOn = objectionDueOn(state);
  return dueOn !== undefined && dueOn !== null && dueOn < today;
}
