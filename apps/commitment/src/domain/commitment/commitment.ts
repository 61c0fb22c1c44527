import { assertNever, type Instant, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { CheckOccasion, CommitmentType, Disclosure, Performance } from '@credit/rulebook/codes';
import type { CheckWindow } from '../commitment-item/commitment-item.ts';
import type { CommitmentEvent } from './commitment.events.ts';

/** 受理单位; a free promise is taken by the department that runs the platform. */
export interface Accepter {
  source: string;
  uscc: string;
  name: string;
}

/** 容缺材料 */
export interface DeferredDocument {
  name: string;
  dueOn: LocalDate;
  suppliedOn?: LocalDate;
}

/** 核查 */
export interface Check {
  occasion: CheckOccasion;
  on: LocalDate;
  finding: Performance;
  what: string;
  /** 抽查计划编号、线索编号: an occasion other than the item's own check names what it rests on */
  reference?: string;
  by: string;
}

/** 承诺书 — what was promised to whom, by which text, as it was made. */
export interface MadePromise {
  commitmentId: string;
  /** 承诺编码, C20 */
  commitmentCode: string;
  type: CommitmentType;
  subject: SubjectSnapshot;
  /** 承诺事项, in the version whose text was told; a free promise has none */
  item?: { itemId: string; itemCode: string; version: number; name: string };
  accepter: Accepter;
  /** 办件编号 */
  referenceNo?: string;
  projectCode?: string;
  reason: string;
  content: string;
  breachLiability: string;
  /** 告知内容, kept as it was told */
  told?: string;
  madeOn: LocalDate;
  validTo?: LocalDate;
  dueOn?: LocalDate;
  /** 提醒日; absent without a day for performance */
  remindOn?: LocalDate;
  documents?: readonly DeferredDocument[];
  disclosure: Disclosure;
  /** SHA-256 of the canonical text of the promise, hexadecimal */
  contentHash: string;
  madeAt: Instant;
  by: string;
  checkWindow?: CheckWindow;
}

interface Tracked { checks: readonly Check[]; repairCaseId?: string }
interface Finding { found: { on: LocalDate; by: string; unperformed: string } }
interface Notice { notice: { on: LocalDate; by: string; grounds: string; explainUntil: LocalDate | null }; explanation?: { on: LocalDate; by: string; what: string } | { on: LocalDate; by: string; waived: true } }
interface Order { rectification: { on: LocalDate; by: string; until: LocalDate; demands: string } }
export interface Assessment { performance: Performance; on: LocalDate; by: string }
export interface BreachDecision { performance: Exclude<Performance, 'FULL'>; on: LocalDate; by: string; docNo: string; unperformed: string; accountability: string }

type Tracking = MadePromise & Tracked & { status: 'tracking' };
type Found = MadePromise & Tracked & Finding & { status: 'found' };
type Noticed = MadePromise & Tracked & Finding & Notice & { status: 'noticed' };
type Rectifying = MadePromise & Tracked & Finding & Notice & Order & { status: 'rectifying' };
type Kept = MadePromise & Tracked & { status: 'kept'; assessment: Assessment };
type Breached = MadePromise & Tracked & Finding & Notice & Order & { status: 'breached'; decision: BreachDecision };
type BreachRevoked = Omit<Breached, 'status'> & { status: 'breach-revoked'; ended: Ending };
type Over = MadePromise & Tracked & { status: 'retracted' | 'ended'; ended: Ending; assessment?: Assessment };
interface Ending { on: LocalDate; by: string; reason: string }

/**
 * 信用承诺: absent → tracking → kept; or tracking → found → noticed → (tracking again, when the explanation is accepted) → rectifying → kept | breached → breach-revoked when the finding was wrong. retracted 撤回 before
 * completion, ended 终止 of a free one. No day that passes changes the state: a missed date breaches nothing (O11).
 */
export type Commitment = { status: 'absent' } | Tracking | Found | Noticed | Rectifying | Kept | Breached | BreachRevoked | Over;
export type KnownCommitment = Exclude<Commitment, { status: 'absent' }>;
/** 尚未认定: somebody still has to look at it. */
export type OpenCommitment = Tracking | Found | Noticed | Rectifying;

export const noCommitment: Commitment = { status: 'absent' };

/** The one place where state changes. */
export function evolveCommitment(state: Commitment, event: CommitmentEvent): Commitment {
  switch (event.type) {
    case 'CommitmentMade': return { status: 'tracking', checks: [], ...event.promise };
    case 'DocumentsSupplied': return { ...(state as OpenCommitment), documents: (state as OpenCommitment).documents!.map((one) => (event.names.includes(one.name) ? { ...one, suppliedOn: event.on } : one)) };
    case 'PerformanceChecked': return { ...(state as OpenCommitment), checks: [...(state as OpenCommitment).checks, event.check] };
    case 'NonPerformanceFound': return { ...(state as Tracking), status: 'found', found: { on: event.on, by: event.by, unperformed: event.unperformed } };
    case 'BreachNoticed': return { ...(state as Found), status: 'noticed', notice: { on: event.on, by: event.by, grounds: event.grounds, explainUntil: event.explainUntil } };
    case 'BreachExplained': return { ...(state as Noticed), explanation: event.explanation };
    case 'ExplanationAccepted': {
      const { found: _, notice: __, explanation: ___, ...known } = state as Noticed;
      return { ...known, status: 'tracking', ...(event.dueOn === undefined ? {} : { dueOn: event.dueOn, remindOn: event.remindOn }) };
    }
    case 'RectificationOrdered': return { ...(state as Noticed), status: 'rectifying', rectification: { on: event.on, by: event.by, until: event.until, demands: event.demands } };
    case 'CommitmentKept': return { ...(state as OpenCommitment), status: 'kept', assessment: event.assessment };
    case 'BreachDecided': return { ...(state as Rectifying), status: 'breached', decision: event.decision };
    case 'BreachRevoked': return { ...(state as Breached), status: 'breach-revoked', ended: event.ended };
    case 'CommitmentRetracted': return { ...(state as Tracking), status: 'retracted', ended: event.ended };
    case 'CommitmentEnded': return { ...(state as Tracking | Kept), status: 'ended', ended: event.ended };
    case 'RepairLinked': return { ...(state as KnownCommitment), repairCaseId: event.caseId };
    default: return assertNever(event);
  }
}

/** 未补交的容缺材料. */
export const outstanding = ({ documents = [] }: Pick<MadePromise, 'documents'>): readonly DeferredDocument[] => documents.filter(({ suppliedOn }) => suppliedOn === undefined);

/** 逾期 — computed when read; nothing follows from it by itself. */
export function isOverdue(state: Commitment, today: LocalDate): boolean {
  if (state.status === 'absent' || !isOpen(state)) return false;
  return (state.dueOn !== undefined && state.dueOn < today) || outstanding(state).some(({ dueOn }) => dueOn < today);
}

export const isOpen = (state: KnownCommitment): state is OpenCommitment => state.status === 'tracking' || state.status === 'found' || state.status === 'noticed' || state.status === 'rectifying';
