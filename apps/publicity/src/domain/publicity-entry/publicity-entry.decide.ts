import { addDays, compareDates, minDate, type LocalDate } from '@credit/kernel';
import { OBJECTION_UPHELD, type Verdict } from '../policies/publicity-verdict.ts';
import type { PublicityEntryEvent } from './publicity-entry.events.ts';
import { DueDateNotProvisional, EntryNotPosted, RecordVersionStale, TermNotOver } from './publicity-entry.errors.ts';
import { wasPublic, type EntryFacts, type PublicityEntry } from './publicity-entry.ts';

/** 公示决定所需 — one version of a record with what the rules say about it today. */
export interface DecidePublicity {
  facts: EntryFacts;
  verdict: Verdict;
  today: LocalDate;
}

/**
 * 公示或不予公示 — answer one version of a record: post, amend, withhold or withdraw, always with a rule.
 * 行政处罚法第四十八条；《信用修复管理办法》（36号令）第三条
 * @throws RecordVersionStale when this or a newer version has been answered
 */
export function decidePublicity(command: DecidePublicity, state: PublicityEntry): readonly PublicityEntryEvent[] {
  const { facts, verdict, today } = command;
  if (state.status !== 'undecided' && BigInt(facts.recordVersion) <= BigInt(state.recordVersion)) {
    throw new RecordVersionStale(state.recordVersion, facts.recordVersion);
  }
  if (verdict.publish) {
    const type = state.status === 'posted' ? 'EntryAmended' : 'EntryPosted';
    return [{ type, facts, ruleId: verdict.ruleId, endsOn: verdict.endsOn, on: today }];
  }
  const decision = { facts, reason: verdict.reason, detail: verdict.detail, ruleId: verdict.ruleId };
  if (!wasPublic(state)) return [{ type: 'EntryWithheld', ...decision, on: today }];
  const on = state.status === 'withdrawn' ? state.withdrawnOn : minDate(today, addDays(state.endsOn, 1));
  return [{ type: 'EntryWithdrawn', ...decision, on }];
}

/**
 * 公示期届满 — state that the term is over; `withdrawnOn` is the day after its last day, however late the job runs.
 * 《信用修复管理办法》（36号令）：最长公示期届满，停止公示
 * @throws EntryNotPosted, TermNotOver
 */
export function endTerm(command: { today: LocalDate; reason: string }, state: PublicityEntry): readonly PublicityEntryEvent[] {
  if (state.status !== 'posted') throw new EntryNotPosted(state.status);
  if (compareDates(command.today, state.endsOn) <= 0) throw new TermNotOver(state.endsOn);
  return [{ type: 'EntryWithdrawn', facts: factsOf(state), reason: command.reason, detail: null, ruleId: state.ruleId, on: addDays(state.endsOn, 1) }];
}

/** 异议成立 — the publication was found past its period. §8.2 @throws EntryNotPosted */
export function withdrawOnObjection({ today }: { today: LocalDate }, state: PublicityEntry): readonly PublicityEntryEvent[] {
  if (state.status !== 'posted') throw new EntryNotPosted(state.status);
  return [{ type: 'EntryWithdrawn', facts: factsOf(state), reason: OBJECTION_UPHELD.reason, detail: null, ruleId: OBJECTION_UPHELD.ruleId, on: minDate(today, addDays(state.endsOn, 1)) }];
}

/**
 * 期限由暂定转为确定 — a published calendar turns a provisional due date into a date.
 * 发改办财金〔2018〕424号：作出决定之日起7个工作日内
 * @throws DueDateNotProvisional
 */
export function fixDueDate(command: { on: LocalDate }, state: PublicityEntry): readonly PublicityEntryEvent[] {
  if (state.status === 'undecided' || state.due.status !== 'PROVISIONAL') throw new DueDateNotProvisional(state.status);
  return [{ type: 'DueDateFixed', on: command.on }];
}

function factsOf(state: Exclude<PublicityEntry, { status: 'undecided' }>): EntryFacts {
  const { recordId, recordKind, recordVersion, publicId, subjectId, subjectClass, subjectName, subjectUscc, subjectStatus } = state;
  const { source, authorityUscc, docNo, decisionDate, receivedOn, due } = state;
  return {
    recordId, recordKind, recordVersion, publicId, subjectId, subjectClass, subjectName, subjectUscc, subjectStatus,
    source, authorityUscc, docNo, decisionDate, receivedOn, due,
  };
}
