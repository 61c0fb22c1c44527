import type { DomainError, LocalDate } from '@credit/kernel';
import { live, type Officer } from './designation.decide.ts';
import { BanRuleUnfit, GroundNotShown } from './ban.errors.ts';
import { AlreadyListed, EvidenceNotCited, ExtensionNotLater, ListTypeNotInForce, ListTypeUnknown, NoEffectiveEvidence, NotCompetent, NotYetDue, TermNotOver, WrongStep } from './designation.errors.ts';
import type { DesignationEvent } from './designation.events.ts';
import { banTermLawful, effectiveOf, groundHolds, groundShown, lawfulListType, notListedYet, type LookedUp } from './designation.guards.ts';
import { proposalOf, type Designation, type Ending } from './designation.ts';

/** The number of a list change, taken in its transaction (P-8). */
export interface ListChange {
  listVersion: string;
}

export type InForce = Extract<Designation, { status: 'in-force' }>;

/**
 * 名单生效 — the served decision takes effect on its day; evidence, list type and competence are asked a last time. 国办发〔2020〕49号
 * @throws NotYetDue, NoEffectiveEvidence, GroundNotShown, BanRuleUnfit, ListTypeNotInForce, NotCompetent, AlreadyListed
 */
export function takeEffect(c: ListChange & { today: LocalDate; facts: LookedUp }, state: Designation): readonly DesignationEvent[] {
  const served = live(state);
  if (served.status !== 'served') throw new WrongStep('SERVED', served.status);
  if (c.today < served.term.from) throw new NotYetDue(served.term.from);
  lawfulListType(served.listType.code, c.facts, served.authority, c.today);
  const { proposal, term } = served.procedure;
  const evidence = effectiveOf(served.evidence, c.facts.effective);
  groundShown(proposal.groundCode, proposal.groundRule, evidence);
  banTermLawful(served.listType.kind, term, c.facts, c.today);
  notListedYet(served.listType.code, c.facts);
  return [{ type: 'EntryTookEffect', evidence, listVersion: c.listVersion }];
}

/**
 * 到日生效，或因依据已失而终止 — what a served decision comes to on its day: the entry, or, when evidence, list type or competence are gone, the end of the procedure with that reason.
 * @throws NotYetDue, WrongStep, DesignationEnded
 */
export function beginOrClose(c: Officer & ListChange & { facts: LookedUp }, state: Designation): readonly DesignationEvent[] {
  try {
    return takeEffect(c, state);
  } catch (refusal) {
    if (!GROUND_GONE.some((gone) => refusal instanceof gone)) throw refusal;
    return [{ type: 'DesignationRevoked', on: c.today, reason: (refusal as DomainError).userMessage, by: c.by, listVersion: c.listVersion }];
  }
}

const GROUND_GONE = [NoEffectiveEvidence, GroundNotShown, BanRuleUnfit, ListTypeUnknown, ListTypeNotInForce, NotCompetent, AlreadyListed];

/** 延长期限 — by a document of the designating authority, to a later day. 法释〔2017〕7号第二条 */
export function extendEntry(c: Officer & ListChange & { until: LocalDate; docNo: string }, state: Designation): readonly DesignationEvent[] {
  const { term } = inForce(state);
  if (term.until === null || c.until <= term.until) throw new ExtensionNotLater(term.until);
  return [{ type: 'EntryExtended', until: c.until, docNo: c.docNo, by: c.by, listVersion: c.listVersion }];
}

/** 移出名单 — early, or because the subject was repaired; the last day is what the authority says. 国办发〔2020〕49号 移出条件 */
export function delistEntry(c: Officer & ListChange & { ending: Exclude<Ending, 'revoked' | 'expired'>; on: LocalDate; reason: string; docNo: string; caseId?: string }, state: Designation): readonly DesignationEvent[] {
  inForce(state);
  return [{ type: 'EntryDelisted', ending: c.ending, on: c.on, reason: c.reason, listVersion: c.listVersion, docNo: c.docNo, by: c.by, ...(c.caseId === undefined ? {} : { caseId: c.caseId }) }];
}

/** 期满移出 — states that the term is over, with the day it was due, however late the job runs (P-11). */
export function expireEntry(c: ListChange & { today: LocalDate }, state: Designation): readonly DesignationEvent[] {
  const { until } = inForce(state).term;
  if (until === null || c.today < until) throw new TermNotOver(until);
  return [{ type: 'EntryDelisted', ending: 'expired', on: until, reason: '期限届满', listVersion: c.listVersion }];
}

/** 撤销认定 — it was wrong: as if it had never been. Before anything took effect it closes the procedure. 《实施方案》四（二）；domain §8.3 */
export function revokeDesignation(c: Officer & ListChange & { reason: string }, state: Designation): readonly DesignationEvent[] {
  live(state);
  return [{ type: 'DesignationRevoked', on: c.today, reason: c.reason, by: c.by, listVersion: c.listVersion }];
}

/**
 * 依据文书失效 — a cited document fell: the entry rests on what still stands, or is revoked (P-10); a ban also when what stands no longer shows its ground. 《实施方案》二（三）以处理结果为依据
 * @throws EvidenceNotCited when it does not rest on that document
 */
export function evidenceFell(c: Officer & ListChange & { recordId: string; reason: string; effective: readonly string[] }, state: Designation): readonly DesignationEvent[] {
  const resting = live(state);
  if (!resting.evidence.some(({ recordId }) => recordId === c.recordId)) throw new EvidenceNotCited();
  const evidence = resting.evidence.filter(({ recordId }) => recordId !== c.recordId && c.effective.includes(recordId));
  if (evidence.length > 0 && groundHolds(proposalOf(resting)?.groundRule, evidence)) return [{ type: 'EvidenceRebased', evidence, fell: c.recordId, listVersion: c.listVersion }];
  return [{ type: 'DesignationRevoked', on: c.today, reason: c.reason, by: c.by, listVersion: c.listVersion }];
}

/**
 * 违诺记录已修复 — who is watched for a breach is watched no longer once the breach is repaired: it was right, so it ends as repaired and not as revoked, with the day and the case of the repair; a procedure that is still open is closed so too. What
 * rests on another document goes on resting on that (trap 11); an entry decided elsewhere is its own authority's to end (trap 12). 《实施方案》二（一）重点监管范围
 * @throws EvidenceNotCited when it does not rest on that record
 */
export function breachRepaired(c: Officer & ListChange & { recordId: string; reason: string; standing: readonly string[]; on: LocalDate; caseId: string }, state: Designation): readonly DesignationEvent[] {
  const resting = live(state);
  if (!resting.evidence.some(({ recordId }) => recordId === c.recordId)) throw new EvidenceNotCited();
  if (resting.status === 'in-force' && resting.origin === 'external') return [];
  const evidence = resting.evidence.filter(({ recordId }) => recordId !== c.recordId && c.standing.includes(recordId));
  if (evidence.length > 0 && groundHolds(proposalOf(resting)?.groundRule, evidence)) return [{ type: 'EvidenceRebased', evidence, fell: c.recordId, listVersion: c.listVersion }];
  return [{ type: 'EntryDelisted', ending: 'repaired', on: c.on, reason: c.reason, by: c.by, caseId: c.caseId, listVersion: c.listVersion }];
}

/** What is on the list. @throws WrongStep, DesignationEnded */
export function inForce(state: Designation): InForce {
  const entry = live(state);
  if (entry.status !== 'in-force') throw new WrongStep('IN_FORCE', entry.status);
  return entry;
}
