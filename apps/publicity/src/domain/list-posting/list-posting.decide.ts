import type { LocalDate } from '@credit/kernel';
import { EntryVersionStale, NothingPosted, NothingScheduled, NotYetOver, PostingOver } from './list-posting.errors.ts';
import type { ListPosting, ListPostingEvent, PostingFacts } from './list-posting.ts';

/** One version of an entry as its owner stated it; `ending`: how it ended. */
export interface FollowEntry {
  facts: PostingFacts;
  ending?: { on: LocalDate; reason: string };
  /** the day on which it shows, if it shows */
  postedOn: LocalDate;
  today: LocalDate;
  /** code of an end by date */
  termOver: string;
}

/**
 * 名单公布与停止公布 — answers one version of an entry: posted, withdrawn, or kept for its day. 国办发〔2020〕49号：公布；法释〔2017〕7号第六条
 * @throws EntryVersionStale when this or a newer version has been answered; PostingOver when its owner has stated the end (R11)
 */
export function followEntry(c: FollowEntry, state: ListPosting): readonly ListPostingEvent[] {
  const { facts, ending, today } = c;
  if (state.status !== 'absent' && BigInt(facts.entryVersion) <= BigInt(state.entryVersion)) throw new EntryVersionStale(state.entryVersion, facts.entryVersion);
  switch (state.status) {
    case 'absent': case 'scheduled':
      if (ending !== undefined) return [{ type: 'PostingClosed', facts }];
      return [shows(facts, today) ? { type: 'ListEntryPosted', facts, on: c.postedOn } : { type: 'PostingScheduled', facts }];
    case 'posted':
      if (ending !== undefined) return [{ type: 'ListEntryWithdrawn', facts, ...ending }];
      return [facts.until !== null && facts.until <= today ? { type: 'PostingLapsed', facts, on: facts.until, reason: c.termOver } : { type: 'PostingAmended', facts }];
    case 'lapsed':
      if (ending !== undefined) return [{ type: 'PostingClosed', facts }];
      return [shows(facts, today) ? { type: 'ListEntryPosted', facts, on: today } : { type: 'PostingAmended', facts }];
    case 'withdrawn': case 'forgone': throw new PostingOver(state.status);
  }
}

/** 到日公布 — the first day of the entry has come, and its last one has not passed. @throws NothingScheduled */
export function beginPosting(c: { today: LocalDate }, state: ListPosting): readonly ListPostingEvent[] {
  if (state.status !== 'scheduled' || !shows(state, c.today)) throw new NothingScheduled(state.status);
  return [{ type: 'ListEntryPosted', facts: factsOf(state), on: state.from }];
}

/** 期满停止公布 — with the day it was due, however late the job runs; reading has ended it already (P-11). @throws NothingPosted, NotYetOver */
export function lapsePosting(c: { today: LocalDate; reason: string }, state: ListPosting): readonly ListPostingEvent[] {
  if (state.status !== 'posted') throw new NothingPosted(state.status);
  if (state.until === null || c.today < state.until) throw new NotYetOver(state.until);
  return [{ type: 'PostingLapsed', facts: factsOf(state), on: state.until, reason: c.reason }];
}

const shows = ({ from, until }: PostingFacts, today: LocalDate): boolean => from <= today && (until === null || today < until);

const factsOf = ({ entryId, entryVersion, listType, subject, ruleId, from, until }: PostingFacts): PostingFacts => ({ entryId, entryVersion, listType, subject, ruleId, from, until });
