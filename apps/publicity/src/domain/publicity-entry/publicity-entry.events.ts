import type { LocalDate } from '@credit/kernel';
import type { EntryFacts } from './publicity-entry.ts';

/** 公示 — the record is public from `on` up to and including `endsOn`. */
export interface EntryPosted {
  type: 'EntryPosted';
  facts: EntryFacts;
  ruleId: string;
  endsOn: LocalDate;
  on: LocalDate;
}
/** 更新公示 — stays public with other content or another end. */
export interface EntryAmended {
  type: 'EntryAmended';
  facts: EntryFacts;
  ruleId: string;
  endsOn: LocalDate;
  on: LocalDate;
}
/** 不予公示 — decided not to publish what was never public. */
export interface EntryWithheld {
  type: 'EntryWithheld';
  facts: EntryFacts;
  reason: string;
  detail: string | null;
  ruleId: string;
  on: LocalDate;
}
/** 停止公示 — `on` is the first day on which it is not public. */
export interface EntryWithdrawn {
  type: 'EntryWithdrawn';
  facts: EntryFacts;
  reason: string;
  detail: string | null;
  ruleId: string;
  on: LocalDate;
}
/** 期限确定 — a holiday notice was published, the provisional due date is now known. */
export interface DueDateFixed {
  type: 'DueDateFixed';
  on: LocalDate;
}

export type PublicityEntryEvent = EntryPosted | EntryAmended | EntryWithheld | EntryWithdrawn | DueDateFixed;
