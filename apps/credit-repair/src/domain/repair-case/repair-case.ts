import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { RepairEvidenceKind, RepairTargetKind, RepairWay } from '@credit/rulebook/codes';
import type { RepairEvent } from './repair-case.events.ts';

/** 认定单位 — who made the document, and therefore decides on its repair (谁认定、谁修复). */
export interface Authority {
  /** 部门代码 of the department that speaks for it here */
  source: string;
  uscc: string;
  name: string;
}

/** 修复对象 — one record or one list entry: each is repaired by itself (trap 11). */
export interface RepairTarget {
  kind: RepairTargetKind;
  id: string;
  docNo: string;
  /** of the document; all periods count from it (trap 1) */
  documentDate: LocalDate;
  authority: Authority;
}

/** 修复材料 — one way of repair, with what shows it. */
export interface RepairEvidence {
  kind: RepairEvidenceKind;
  /** what it is, in the applicant's words; identity numbers masked */
  statement: string;
  on: LocalDate;
  /** 培训机构: code of the body that certified the training */
  bodyUscc?: string;
  /** 司法文书号 of the ruling behind a way that needs one */
  rulingNo?: string;
  /** 信用承诺标识: a commitment letter that was made on this platform (decision 32) */
  commitmentId?: string;
}

/** 适用的规则 — the rows by which the case is judged, chosen by the date of the document (trap 34). */
export interface RepairRule {
  ruleId: string;
  clause: string;
  /** first day on which repair may be applied for; absent = as soon as the duties are done */
  earliestOn?: LocalDate;
  /** last day on which the item shows if nothing is repaired; absent = no publicity of its own */
  publicUntil?: LocalDate;
  requires: readonly RepairEvidenceKind[];
}

/** 申请 — what the subject asks for. */
export interface RepairApplication {
  caseId: string;
  subject: SubjectSnapshot;
  target: RepairTarget;
  way: RepairWay;
  rule: RepairRule;
  evidence: readonly RepairEvidence[];
  appliedBy: string;
  appliedOn: LocalDate;
  /** last day for acceptance or refusal; null while the calendar of its year is not announced */
  acceptanceDueOn: LocalDate | null;
}

export interface Decision {
  on: LocalDate;
  by: string;
  reason: string;
  /** 决定书文号; every grant has one */
  docNo?: string;
}

type Known = RepairApplication & { escalatedOn?: LocalDate };
type Pending = Known & { status: 'submitted' };
type Wanting = Known & { status: 'supplement-required'; wanting: { on: LocalDate; what: string } };
type Accepted = Known & { status: 'accepted' | 'extended'; acceptedOn: LocalDate; decisionDueOn: LocalDate | null; extension?: { on: LocalDate; reason: string } };
type Refused = Known & { status: 'rejected'; decision: Decision };
type Denied = Known & { status: 'denied'; decision: Decision };
type Approved = Known & { status: 'approved'; decision: Decision };
type Retracted = Known & { status: 'retracted'; retractedOn: LocalDate };
type Revoked = Known & { status: 'revoked'; decision: Decision; revocation: Decision & { barredUntil: LocalDate } };

/**
 * 信用修复案件: absent → submitted → (supplement-required → submitted) → accepted → (extended) → approved | denied; rejected at acceptance; retracted 撤回 by the applicant; an approval got
 * by false material is revoked 撤销. Silence changes nothing but is escalated. 《信用修复管理办法》(国家发展改革委令第36号)
 */
export type RepairCase = { status: 'absent' } | Pending | Wanting | Accepted | Refused | Denied | Approved | Retracted | Revoked;

/** Cases on which somebody still has to decide something. */
export type OpenCase = Pending | Wanting | Accepted;

export const noCase: RepairCase = { status: 'absent' };

/** The one place where state changes. */
export function evolveCase(state: RepairCase, event: RepairEvent): RepairCase {
  switch (event.type) {
    case 'RepairApplied': return { status: 'submitted', ...event.application };
    case 'SupplementRequired': return { ...(state as Pending), status: 'supplement-required', wanting: { on: event.on, what: event.what } };
    case 'RepairSupplemented': {
      const { wanting: _, escalatedOn: __, ...known } = state as Wanting;
      return { ...known, status: 'submitted', evidence: [...known.evidence, ...event.evidence], acceptanceDueOn: event.acceptanceDueOn };
    }
    case 'RepairAccepted': return { ...newClock(state as Pending), status: 'accepted', acceptedOn: event.on, decisionDueOn: event.decisionDueOn };
    case 'RepairRejected': return { ...(state as Pending), status: 'rejected', decision: event.decision };
    case 'DecisionExtended': return { ...newClock(state as Accepted), status: 'extended', decisionDueOn: event.decisionDueOn, extension: { on: event.on, reason: event.reason } };
    case 'RepairEscalated': return { ...(state as OpenCase), escalatedOn: event.on };
    case 'RepairApproved': return { ...(state as Accepted), status: 'approved', decision: event.decision };
    case 'RepairDenied': return { ...(state as Accepted), status: 'denied', decision: event.decision };
    case 'RepairRetracted': return { ...(state as OpenCase), status: 'retracted', retractedOn: event.on };
    case 'RepairRevoked': return { ...(state as Approved), status: 'revoked', revocation: { ...event.revocation, barredUntil: event.barredUntil } };
    default: return assertNever(event);
  }
}

/** Another day is set: letting that one pass is told of by itself. */
function newClock<S extends OpenCase>({ escalatedOn: _, ...state }: S): Omit<S, 'escalatedOn'> {
  return state;
}

/** The last day for whoever has the next step; null = not announced, undefined = nobody waits for the authority. */
export function nextDueOn(state: RepairCase): LocalDate | null | undefined {
  switch (state.status) {
    case 'submitted': return state.acceptanceDueOn;
    case 'accepted': case 'extended': return state.decisionDueOn;
    default: return undefined;
  }
}

/** 逾期 — the authority has let its last day pass. Silence never approves (§4.4). */
export function isOverdue(state: RepairCase, today: LocalDate): boolean {
  const dueOn = nextDueOn(state);
  return dueOn !== undefined && dueOn !== null && dueOn < today;
}
