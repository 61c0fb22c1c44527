import type { LocalDate } from '@credit/kernel';
import { REPAIR_EVIDENCE_KINDS, type RepairEvidenceKind } from '@credit/rulebook/codes';
import { AlreadyApplied, AlreadyExtended, ApplicantBarred, BodyNotAccredited, EvidenceMissing, NotApplied, NotOverdue, NotRepairable, NotYourDecision, RulingMissing, TooEarly, WrongStep } from './repair-case.errors.ts';
import type { RepairEvent } from './repair-case.events.ts';
import { isOverdue, nextDueOn, type OpenCase, type RepairApplication, type RepairCase, type RepairEvidence } from './repair-case.ts';

/** Who acts for the authority, and on which business day. */
export interface Acting {
  by: string;
  /** 部门代码 of the officer */
  source: string;
  today: LocalDate;
}

/** What is known of the item and the applicant when repair is asked for. */
export interface Standing {
  /** why it cannot be repaired: not in effect, not a burden, excluded by law */
  notRepairable?: { why: string; userMessage: string };
  /** the item is the applicant's */
  own: boolean;
  /** another case of the item is open, or it has been repaired */
  otherCase?: string;
  barredUntil?: LocalDate;
  /** training bodies that were accredited on the day of each certificate */
  accredited: (bodyUscc: string, on: LocalDate) => boolean;
}

export type ApplyForRepair = Omit<RepairApplication, 'appliedOn'> & { today: LocalDate; standing: Standing };

/** What the required set lacks, in the order of the rule. */
const lacking = (requires: readonly RepairEvidenceKind[], evidence: readonly RepairEvidence[]): RepairEvidenceKind[] => requires.filter((kind) => !evidence.some((one) => one.kind === kind));

function checkEvidence(requires: readonly RepairEvidenceKind[], evidence: readonly RepairEvidence[], accredited: Standing['accredited']): void {
  for (const { kind, bodyUscc, rulingNo, on } of evidence) {
    if (kind === 'training' && (bodyUscc === undefined || !accredited(bodyUscc, on))) throw new BodyNotAccredited(on);
    if (kind === 'court-ruling' && rulingNo === undefined) throw new RulingMissing();
  }
  const missing = lacking(requires, evidence);
  if (missing.length > 0) throw new EvidenceMissing(missing, missing.map((kind) => REPAIR_EVIDENCE_KINDS.find(({ code }) => code === kind)!.text));
}

/**
 * 申请信用修复 — by the subject itself, for one record or entry of its own. Too early is refused with the earliest day (trap 8); what lacks is named.
 * 《信用修复管理办法》第二条（信用主体依法享有修复的权利）；《实施方案》二（三）探索建立信用修复机制 (O66, O69)
 */
export function applyForRepair({ standing, today, ...application }: ApplyForRepair, state: RepairCase): readonly RepairEvent[] {
  if (state.status !== 'absent') throw new AlreadyApplied(state.status);
  const { rule } = application;
  if (!standing.own) throw new NotRepairable('the item is about another subject', '该信息不是申请人的信息');
  if (standing.notRepairable !== undefined) throw new NotRepairable(standing.notRepairable.why, standing.notRepairable.userMessage);
  if (standing.otherCase !== undefined) throw new AlreadyApplied(standing.otherCase);
  if (standing.barredUntil !== undefined && today < standing.barredUntil) throw new ApplicantBarred(standing.barredUntil);
  if (rule.earliestOn !== undefined && today < rule.earliestOn) throw new TooEarly(rule.earliestOn, rule.clause);
  checkEvidence(rule.requires, application.evidence, standing.accredited);
  return [{ type: 'RepairApplied', application: { ...application, appliedOn: today } }];
}

/** 一次性告知补正 — what still lacks; the clock of acceptance begins anew with the answer. */
export function requireSupplement(c: Acting & { what: string }, state: RepairCase): readonly RepairEvent[] {
  const open = ofAuthority(state, c, 'supplement');
  if (open.status !== 'submitted') throw new WrongStep(open.status, 'supplement');
  return [{ type: 'SupplementRequired', on: c.today, by: c.by, what: c.what }];
}

/** 补正 — by the applicant. */
export function supplement(c: { by: string; today: LocalDate; evidence: readonly RepairEvidence[]; acceptanceDueOn: LocalDate | null; accredited: Standing['accredited'] }, state: RepairCase): readonly RepairEvent[] {
  const open = opened(state, 'supplement');
  if (open.status !== 'supplement-required') throw new WrongStep(open.status, 'supplement');
  checkEvidence([], c.evidence, c.accredited);
  return [{ type: 'RepairSupplemented', on: c.today, by: c.by, evidence: c.evidence, acceptanceDueOn: c.acceptanceDueOn }];
}

/** 受理 — within three working days of the application (§4.4). */
export function acceptRepair(c: Acting & { decisionDueOn: LocalDate | null }, state: RepairCase): readonly RepairEvent[] {
  if (ofAuthority(state, c, 'acceptance').status !== 'submitted') throw new WrongStep(state.status, 'acceptance');
  return [{ type: 'RepairAccepted', on: c.today, by: c.by, decisionDueOn: c.decisionDueOn }];
}

/** 不予受理 — with the reason, which the applicant is told (§4.4). */
export function rejectRepair(c: Acting & { reason: string }, state: RepairCase): readonly RepairEvent[] {
  if (ofAuthority(state, c, 'acceptance').status !== 'submitted') throw new WrongStep(state.status, 'acceptance');
  return [{ type: 'RepairRejected', decision: { on: c.today, by: c.by, reason: c.reason } }];
}

/** 延长办理期限 — once, where the case is complex or has to be verified: ten more working days (§4.4). */
export function extendDecision(c: Acting & { reason: string; decisionDueOn: LocalDate | null }, state: RepairCase): readonly RepairEvent[] {
  const open = ofAuthority(state, c, 'extension');
  if (open.status === 'extended') throw new AlreadyExtended();
  if (open.status !== 'accepted') throw new WrongStep(open.status, 'extension');
  return [{ type: 'DecisionExtended', on: c.today, by: c.by, reason: c.reason, decisionDueOn: c.decisionDueOn }];
}

/** 作出修复决定 — within seven working days of acceptance: approved, and every effect of the item ends; or denied, with the reason (§4.4). */
export function decideRepair(c: Acting & { approve: boolean; reason: string; docNo: string }, state: RepairCase): readonly RepairEvent[] {
  const open = ofAuthority(state, c, 'decision');
  if (open.status !== 'accepted' && open.status !== 'extended') throw new WrongStep(open.status, 'decision');
  return [{ type: c.approve ? 'RepairApproved' : 'RepairDenied', decision: { on: c.today, by: c.by, reason: c.reason, docNo: c.docNo } }];
}

/** 逾期督办 — the authority has let its day pass: somebody else is told. Silence never approves and never ends a case (§4.4). */
export function escalate(c: { today: LocalDate }, state: RepairCase): readonly RepairEvent[] {
  const open = opened(state, 'escalation');
  if (!isOverdue(open, c.today) || open.escalatedOn !== undefined) throw new NotOverdue();
  return [{ type: 'RepairEscalated', on: c.today, dueOn: nextDueOn(open)! }];
}

/** 撤回申请 — by the applicant, while nothing has been decided. */
export function retractRepair(c: { by: string; today: LocalDate }, state: RepairCase): readonly RepairEvent[] {
  opened(state, 'retraction');
  return [{ type: 'RepairRetracted', on: c.today, by: c.by }];
}

/** 撤销修复 — it was got by false material: what is left of the publicity is restored, and the subject is barred for the time that the rules say (§4.5, trap 19). */
export function revokeRepair(c: Acting & { reason: string; barredUntil: LocalDate }, state: RepairCase): readonly RepairEvent[] {
  if (state.status === 'absent') throw new NotApplied();
  if (state.target.authority.source !== c.source) throw new NotYourDecision(c.source);
  if (state.status !== 'approved') throw new WrongStep(state.status, 'revocation');
  return [{ type: 'RepairRevoked', revocation: { on: c.today, by: c.by, reason: c.reason }, barredUntil: c.barredUntil }];
}

function opened(state: RepairCase, step: string): OpenCase {
  switch (state.status) {
    case 'absent': throw new NotApplied();
    case 'submitted': case 'supplement-required': case 'accepted': case 'extended': return state;
    default: throw new WrongStep(state.status, step);
  }
}

function ofAuthority(state: RepairCase, { source }: Acting, step: string): OpenCase {
  const open = opened(state, step);
  if (open.target.authority.source !== source) throw new NotYourDecision(source);
  return open;
}
