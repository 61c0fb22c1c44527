import { DomainError, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { ListTypeUnknown, TermInvalid } from '../designation/designation.errors.ts';
import { competentFor, subjectReached, termValid, type LookedUp } from '../designation/designation.guards.ts';
import type { Authority, Decision, Ending, ListType, Term } from '../designation/designation.ts';
import { RedEntryOver, RedTermNotOver } from './red-entry.errors.ts';
import type { RedEntry, RedEntryEvent } from './red-entry.ts';

/** One version of an entry of a red list, as its authority reported it, with what was looked up. */
export interface RedReport {
  entryId: string;
  subject: SubjectSnapshot;
  listTypeCode: string;
  authority: Authority;
  decision: Decision;
  /** the term, or the rule because of which none can be told */
  term: Term | DomainError;
  removal?: { kind: Ending; on: LocalDate; reason: string };
  facts: Pick<LookedUp, 'listType' | 'competent'>;
  today: LocalDate;
}

/**
 * 红名单报送 — an entry that the authority of the sector has decided; no documents of misconduct stand behind it. 国发〔2016〕33号
 * Total (P-13): each version takes the entry over, ends it, moves its end, repeats it, or is set aside with a reason.
 */
export function takeRedReport(c: RedReport, state: RedEntry): readonly RedEntryEvent[] {
  switch (state.status) {
    case 'absent': case 'not-applicable': return takeOver(c);
    case 'in-force': return follow(c, state.term.until);
    case 'ended': return [{ type: 'RedReportRepeated', on: c.today }];
  }
}

/** 移出红名单 — by decision of its own authority, because the subject is on a joint-discipline list. 《实施方案》红黑名单交叉比对 (SR18) @throws RedEntryOver */
export function delistRedEntry(c: { by: string; today: LocalDate; docNo: string; reason: string }, state: RedEntry): readonly RedEntryEvent[] {
  if (state.status !== 'in-force') throw new RedEntryOver(state.status);
  return [{ type: 'RedEntryEnded', ending: 'removed-early', on: c.today, reason: c.reason, docNo: c.docNo, by: c.by }];
}

/** 期满移出 — states that the term is over, with the day it was due (P-11). @throws RedEntryOver, RedTermNotOver */
export function expireRedEntry(c: { today: LocalDate }, state: RedEntry): readonly RedEntryEvent[] {
  if (state.status !== 'in-force') throw new RedEntryOver(state.status);
  const { until } = state.term;
  if (until === null || c.today < until) throw new RedTermNotOver(until);
  return [{ type: 'RedEntryEnded', ending: 'expired', on: until, reason: '期限届满' }];
}

function takeOver(c: RedReport): readonly RedEntryEvent[] {
  const lawful = lawfulReport(c);
  if (lawful instanceof DomainError) return [setAside(c, lawful.code.slice(lawful.code.indexOf('.') + 1), lawful.userMessage)];
  if (c.removal !== undefined) return [setAside(c, 'REMOVED_ALREADY', `该条目已于${c.removal.on}移出或撤销`)];
  const { entryId, subject, authority, decision } = c;
  return [{ type: 'RedEntryTakenOver', substance: { entryId, subject, authority, decision, ...lawful } }];
}

function follow({ removal, term, today }: RedReport, until: LocalDate | null): readonly RedEntryEvent[] {
  if (removal !== undefined) return [{ type: 'RedEntryEnded', ending: removal.kind, on: removal.on, reason: removal.reason }];
  if (!(term instanceof DomainError) && term.until !== until) return [{ type: 'RedTermRestated', until: term.until }];
  return [{ type: 'RedReportRepeated', on: today }];
}

const setAside = ({ entryId, subject, listTypeCode, authority }: RedReport, code: string, reason: string): RedEntryEvent =>
  ({ type: 'RedReportSetAside', entryId, subject, listTypeCode, source: authority.source, code, reason });

/** List type and term, or the rule that stands against taking the entry over. */
function lawfulReport({ listTypeCode, facts, subject, authority, term, today }: RedReport): { listType: ListType; term: Term } | DomainError {
  try {
    const listType = competentFor(listTypeCode, facts, authority, today);
    if (listType.kind !== 'red') throw new ListTypeUnknown(listTypeCode);
    subjectReached(listTypeCode, facts, subject.subjectClass, undefined);
    if (term instanceof DomainError) return term;
    termValid(term, listType.kind, undefined);
    if (term.until !== null && term.until <= today) throw new TermInvalid(`the term was over on ${term.until}`, `该红名单期限已于${term.until}届满`);
    return { listType, term };
  } catch (refusal) {
    if (refusal instanceof DomainError) return refusal;
    throw refusal;
  }
}
