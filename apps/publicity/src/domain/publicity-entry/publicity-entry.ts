import { assertNever, minDate, type LocalDate } from '@credit/kernel';
import type { SubjectClass, SubjectStatus } from '@credit/contracts/subject';
import type { PublicKind, RecordKind } from '@credit/rulebook/codes';
import type { PublicityEntryEvent } from './publicity-entry.events.ts';

/** 信息类别 — kinds of records that this service decides on; only a `PublicKind` ever shows. 《实施方案》信息公示；国办发〔2019〕35号 */
export type { PublicKind, RecordKind };

/** 公示期限 — the last day on which publication is in time; the year whose holiday notice is missing; or none, for decisions older than the rule. */
export type DueDate = { status: 'FIXED'; on: LocalDate } | { status: 'PROVISIONAL'; enteredYear: number } | { status: 'NONE' };

/** 公示事项 — what an entry knows about the record that it decides on. Natural persons: `subjectName` is masked by the register. */
export interface EntryFacts {
  /** also the id of the entry: one entry per record, by primary key */
  recordId: string;
  recordKind: RecordKind;
  /** version of the record's public facts that this decision answers */
  recordVersion: string;
  /** random, opaque public address of the subject */
  publicId: string;
  /** subject at the birth of the entry, for life; merged subjects are resolved when read */
  subjectId: string;
  subjectClass: SubjectClass;
  subjectName: string;
  subjectUscc: string | null;
  subjectStatus: SubjectStatus;
  /** department that sent the record */
  source: string;
  authorityUscc: string;
  docNo: string;
  decisionDate: LocalDate;
  /** day on which the register first received the record */
  receivedOn: LocalDate;
  due: DueDate;
}

/** 公示条目 — states of one entry; one entry per record. */
export type PublicityEntry = Undecided | Withheld | Posted | Withdrawn;

/** 尚未决定 — no version of the record has been seen. */
export interface Undecided {
  status: 'undecided';
}
/** 不予公示 — never public so far, with the coded reason and the rule that says so. */
export interface Withheld extends EntryFacts {
  status: 'withheld';
  reason: string;
  detail: string | null;
  ruleId: string;
}
/** 公示中 — public from `postedOn` up to and including `endsOn`. */
export interface Posted extends EntryFacts {
  status: 'posted';
  ruleId: string;
  firstPostedOn: LocalDate;
  postedOn: LocalDate;
  endsOn: LocalDate;
}
/** 停止公示 — was public, is no longer; `withdrawnOn` is the first day it was not. */
export interface Withdrawn extends EntryFacts {
  status: 'withdrawn';
  reason: string;
  detail: string | null;
  ruleId: string;
  firstPostedOn: LocalDate;
  postedOn: LocalDate;
  endsOn: LocalDate;
  withdrawnOn: LocalDate;
}

export const undecided: PublicityEntry = { status: 'undecided' };

/** The state machine: the only place where an entry changes. */
export function evolve(state: PublicityEntry, event: PublicityEntryEvent): PublicityEntry {
  switch (event.type) {
    case 'EntryPosted':
      return {
        ...factsAfter(state, event.facts), status: 'posted', ruleId: event.ruleId, endsOn: event.endsOn, postedOn: event.on,
        firstPostedOn: wasPublic(state) ? state.firstPostedOn : event.on,
      };
    case 'EntryAmended':
      return wasPublic(state)
        ? { ...factsAfter(state, event.facts), status: 'posted', ruleId: event.ruleId, endsOn: event.endsOn, postedOn: state.postedOn, firstPostedOn: state.firstPostedOn }
        : state;
    case 'EntryWithheld':
      return { ...factsAfter(state, event.facts), status: 'withheld', reason: event.reason, detail: event.detail, ruleId: event.ruleId };
    case 'EntryWithdrawn':
      return wasPublic(state)
        ? {
            ...factsAfter(state, event.facts), status: 'withdrawn', reason: event.reason, detail: event.detail, ruleId: event.ruleId,
            firstPostedOn: state.firstPostedOn, postedOn: state.postedOn, endsOn: state.endsOn, withdrawnOn: event.on,
          }
        : state;
    case 'DueDateFixed':
      return state.status === 'undecided' ? state : { ...state, due: { status: 'FIXED', on: event.on } };
    default:
      return assertNever(event);
  }
}

/** True once the entry has been public, whatever it is now. */
export const wasPublic = (state: PublicityEntry): state is Posted | Withdrawn => state.status === 'posted' || state.status === 'withdrawn';

function factsAfter(state: PublicityEntry, facts: EntryFacts): EntryFacts {
  if (state.status === 'undecided') return facts;
  return { ...facts, publicId: state.publicId, subjectId: state.subjectId, receivedOn: minDate(state.receivedOn, facts.receivedOn) };
}
