import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';

/** 名单条目 as far as its posting depends on it: one version of it, of a list and a subject that this site shows. */
export interface PostingFacts {
  /** also the id of the posting: one posting per entry, by primary key */
  entryId: string;
  /** version of the entry that this answers */
  entryVersion: string;
  listType: string;
  subject: SubjectSnapshot;
  ruleId: string;
  from: LocalDate;
  /** first day on which the entry no longer counts; null = no fixed term */
  until: LocalDate | null;
}

type Waiting = PostingFacts & { status: 'scheduled' };
type Posted = PostingFacts & { status: 'posted'; postedOn: LocalDate };
type Gone = PostingFacts & { status: 'lapsed' | 'withdrawn'; postedOn: LocalDate; withdrawnOn: LocalDate; reason: string };
type Forgone = PostingFacts & { status: 'forgone' };

/**
 * 名单公布 — absent → scheduled (its first day has not come) → posted → lapsed (its last day has passed; a later end may still be stated) → withdrawn, for good, when its owner has stated the end.
 * Forgone: it ended before it was ever shown. Nothing revives what is withdrawn or forgone (R11).
 */
export type ListPosting = { status: 'absent' } | Waiting | Posted | Gone | Forgone;

/** Private facts of a posting. */
export type ListPostingEvent =
  | { type: 'PostingScheduled'; facts: PostingFacts }
  | { type: 'ListEntryPosted'; facts: PostingFacts; on: LocalDate }
  | { type: 'PostingAmended'; facts: PostingFacts }
  | { type: 'PostingLapsed'; facts: PostingFacts; on: LocalDate; reason: string }
  | { type: 'ListEntryWithdrawn'; facts: PostingFacts; on: LocalDate; reason: string }
  | { type: 'PostingClosed'; facts: PostingFacts };

export const noPosting: ListPosting = { status: 'absent' };

/** The one place where state changes. */
export function evolvePosting(state: ListPosting, event: ListPostingEvent): ListPosting {
  switch (event.type) {
    case 'PostingScheduled': return { ...event.facts, status: 'scheduled' };
    case 'ListEntryPosted': return { ...event.facts, status: 'posted', postedOn: event.on };
    case 'PostingAmended': return { ...(state as Posted | Gone), ...event.facts };
    case 'PostingLapsed': return { ...(state as Posted), ...event.facts, status: 'lapsed', withdrawnOn: event.on, reason: event.reason };
    case 'ListEntryWithdrawn': return { ...(state as Posted), ...event.facts, status: 'withdrawn', withdrawnOn: event.on, reason: event.reason };
    case 'PostingClosed': return state.status === 'lapsed' ? { ...state, ...event.facts, status: 'withdrawn' } : { ...event.facts, status: 'forgone' };
    default: return assertNever(event);
  }
}
