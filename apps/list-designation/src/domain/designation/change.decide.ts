import type { LocalDate } from '@credit/kernel';
import type { Officer } from './designation.decide.ts';
import { ChangePending, CorrectionMissing, DecidedElsewhere, NothingAsked, RemovalNotProvided, RemovalTooEarly } from './change.errors.ts';
import { DateOutOfOrder, DesignationEnded, ExtensionNotLater, SameOfficer } from './designation.errors.ts';
import type { DesignationEvent } from './designation.events.ts';
import { delistEntry, extendEntry, inForce, type InForce, type ListChange } from './entry.decide.ts';
import type { Designation, PendingChange } from './designation.ts';

/** 提前移出规则 of the list, as it applies to this entry; `from` is absent while the correction it counts from is not known. */
export interface RemovalRule {
  from?: LocalDate;
  conditions: string;
  ruleId: string;
  clause: string;
}

/** How the second officer decided. */
export interface ChangeDecision extends Officer, ListChange {
  grant: boolean;
  docNo: string;
  reasons: string;
}

/**
 * 拟延长期限 — a case officer asks for it; `until` is the end that the rules give to that many months more. 各名单期限规则
 * @throws DecidedElsewhere, ChangePending, ExtensionNotLater, WrongStep, DesignationEnded
 */
export function askExtension(c: Officer & { months: number; reasons: string; until: LocalDate }, state: Designation): readonly DesignationEvent[] {
  const { term } = undecidedEntry(state, c.today);
  if (term.until === null || c.until <= term.until) throw new ExtensionNotLater(term.until);
  return [{ type: 'ChangeAsked', change: { kind: 'extension', months: c.months, reasons: c.reasons, askedBy: c.by, askedOn: c.today } }];
}

/** 延长决定 — by somebody other than who asked. @throws NothingAsked, SameOfficer, ExtensionNotLater, WrongStep, DesignationEnded */
export function decideExtension(c: ChangeDecision & { until: LocalDate }, state: Designation): readonly DesignationEvent[] {
  asked('extension', c, state);
  return c.grant ? extendEntry({ by: c.by, today: c.today, until: c.until, docNo: c.docNo, listVersion: c.listVersion }, state) : [declined('extension', c)];
}

/**
 * 申请提前移出 — the subject's application, taken down by a case officer; not before the day that the rules of the list give.
 * 国办发〔2020〕49号 移出条件；各名单移出规则
 * @param c.rule undefined = the rules know no early removal
 * @throws DecidedElsewhere, ChangePending, RemovalNotProvided, CorrectionMissing, RemovalTooEarly, DateOutOfOrder, WrongStep, DesignationEnded
 */
export function askRemoval(c: Officer & { reasons: string; correctedOn?: LocalDate; rule: RemovalRule | undefined }, state: Designation): readonly DesignationEvent[] {
  const { listType } = undecidedEntry(state, c.today);
  const { conditions, ruleId } = removable(c.rule, c.today, listType.code);
  if (c.correctedOn !== undefined && c.correctedOn > c.today) throw new DateOutOfOrder(`the correction lies on ${c.correctedOn}, after today`);
  const change: PendingChange = { kind: 'removal', reasons: c.reasons, conditions, ruleId, askedBy: c.by, askedOn: c.today, ...(c.correctedOn === undefined ? {} : { correctedOn: c.correctedOn }) };
  return [{ type: 'ChangeAsked', change }];
}

/** 移出决定 — by somebody other than who took the application down; removed with the day of the decision. @throws as {@link askRemoval}; NothingAsked, SameOfficer */
export function decideRemoval(c: ChangeDecision & { rule: RemovalRule | undefined }, state: Designation): readonly DesignationEvent[] {
  const { listType } = asked('removal', c, state);
  if (!c.grant) return [declined('removal', c)];
  removable(c.rule, c.today, listType.code);
  return delistEntry({ by: c.by, today: c.today, ending: 'removed-early', on: c.today, reason: c.reasons, docNo: c.docNo, listVersion: c.listVersion }, state);
}

function removable(rule: RemovalRule | undefined, today: LocalDate, code: string): RemovalRule {
  if (rule === undefined) throw new RemovalNotProvided(code);
  if (rule.from === undefined) throw new CorrectionMissing(rule.clause);
  if (today < rule.from) throw new RemovalTooEarly(rule.from, rule.clause);
  return rule;
}

/** What is on the list today by a decision of this department, with nothing waiting. A term that is over is not extended back to life, however late the job states its end. */
function undecidedEntry(state: Designation, today: LocalDate): InForce {
  const entry = ownEntry(state, today);
  if (entry.pending !== undefined) throw new ChangePending(entry.pending.kind);
  return entry;
}

function asked(kind: PendingChange['kind'], { by, today }: Officer, state: Designation): InForce {
  const entry = ownEntry(state, today);
  if (entry.pending?.kind !== kind) throw new NothingAsked(kind);
  if (entry.pending.askedBy === by) throw new SameOfficer();
  return entry;
}

function ownEntry(state: Designation, today: LocalDate): InForce {
  const entry = inForce(state);
  if (entry.origin === 'external') throw new DecidedElsewhere();
  if (entry.term.until !== null && entry.term.until <= today) throw new DesignationEnded('expired');
  return entry;
}

const declined = (kind: PendingChange['kind'], { docNo, reasons, by }: ChangeDecision): DesignationEvent => ({ type: 'ChangeDeclined', kind, docNo, reasons, by });
