import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Authority } from '../designation/designation.ts';

/** 冲突一方 — an entry, and who decided it. */
export interface ConflictSide {
  entryId: string;
  listType: string;
  authority: Authority;
  docNo: string;
}

/** 冲突的内容 — one subject, an entry of a red list and one of a joint-discipline list, both in force on that day. */
export interface ConflictCase {
  conflictId: string;
  subject: SubjectSnapshot;
  red: ConflictSide;
  black: ConflictSide;
  openedOn: LocalDate;
  /** last day for the decision as it was known on the first day; null = it lies in a year whose holidays were not announced */
  dueOn: LocalDate | null;
}

/** 消除原因: which of the two entries has ended without a decision of this case. */
export type Closing = 'black-ended' | 'red-ended';

type Open = ConflictCase & { status: 'open' };
type Delisted = ConflictCase & { status: 'delisted'; endedOn: LocalDate; decision: { docNo: string; reason: string; by: string } };
type Closed = ConflictCase & { status: 'closed'; endedOn: LocalDate; because: Closing; reason: string };

/** 红黑名单冲突 — absent → open → delisted, by the red list's own authority; or closed by itself when one of the entries has ended. The black entry is touched by no verb of it (O84, SR18). */
export type ListConflict = { status: 'absent' } | Open | Delisted | Closed;

/** Private facts of a conflict. */
export type ConflictEvent =
  | { type: 'ConflictOpened'; case: ConflictCase }
  | { type: 'ConflictDelisted'; on: LocalDate; docNo: string; reason: string; by: string }
  | { type: 'ConflictClosed'; on: LocalDate; because: Closing; reason: string };

export const noConflict: ListConflict = { status: 'absent' };

/** The one place where state changes. */
export function evolveConflict(state: ListConflict, event: ConflictEvent): ListConflict {
  switch (event.type) {
    case 'ConflictOpened': return { status: 'open', ...event.case };
    case 'ConflictDelisted': return { ...(state as Open), status: 'delisted', endedOn: event.on, decision: { docNo: event.docNo, reason: event.reason, by: event.by } };
    case 'ConflictClosed': return { ...(state as Open), status: 'closed', endedOn: event.on, because: event.because, reason: event.reason };
    default: return assertNever(event);
  }
}
