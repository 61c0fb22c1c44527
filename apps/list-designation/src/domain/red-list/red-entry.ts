import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Authority, Decision, Ending, ListType, Term } from '../designation/designation.ts';

/** 红名单条目的内容 — a benefit that the authority of the sector decided elsewhere: who, on which list, by which decision, for how long. */
export interface RedSubstance {
  /** that of the matter by which it was reported */
  entryId: string;
  subject: SubjectSnapshot;
  listType: ListType;
  authority: Authority;
  decision: Decision;
  term: Term;
}

type InForce = RedSubstance & { status: 'in-force' };
type Ended = RedSubstance & { status: 'ended'; ending: Ending; endedOn: LocalDate; reason: string };
type SetAside = { status: 'not-applicable'; entryId: string; subject: SubjectSnapshot; listTypeCode: string; source: string; code: string; reason: string };

/** 红名单条目 — absent → in force → ended; a report that cannot be taken over is set aside. It is apart from every designation: it burdens nobody and is hit by nobody (SR18). */
export type RedEntry = { status: 'absent' } | InForce | Ended | SetAside;

/** Private facts of an entry of a red list. */
export type RedEntryEvent =
  | { type: 'RedEntryTakenOver'; substance: RedSubstance }
  | { type: 'RedTermRestated'; until: LocalDate | null }
  | { type: 'RedEntryEnded'; ending: Ending; on: LocalDate; reason: string; docNo?: string; by?: string }
  | { type: 'RedReportSetAside'; entryId: string; source: string; subject: SubjectSnapshot; listTypeCode: string; code: string; reason: string }
  | { type: 'RedReportRepeated'; on: LocalDate };

export const noRedEntry: RedEntry = { status: 'absent' };

/** The one place where state changes. */
export function evolveRedEntry(state: RedEntry, event: RedEntryEvent): RedEntry {
  switch (event.type) {
    case 'RedEntryTakenOver': return { status: 'in-force', ...event.substance };
    case 'RedTermRestated': return { ...(state as InForce), term: { ...(state as InForce).term, until: event.until } };
    case 'RedEntryEnded': return { ...(state as InForce), status: 'ended', ending: event.ending, endedOn: event.on, reason: event.reason };
    case 'RedReportSetAside': return { status: 'not-applicable', entryId: event.entryId, subject: event.subject, listTypeCode: event.listTypeCode, source: event.source, code: event.code, reason: event.reason };
    case 'RedReportRepeated': return state;
    default: return assertNever(event);
  }
}
