import { endedEntry } from '@credit/contracts/events';
import { maxDate, type LocalDate } from '@credit/kernel';
import { type AggregateStore, type EffectsAnswerStore, type UnitOfWork } from '@credit/persistence';
import { beginPosting, followEntry, lapsePosting } from '../domain/list-posting/list-posting.decide.ts';
import { EntryVersionStale, NothingPosted, NothingScheduled, NotYetOver, PostingOver } from '../domain/list-posting/list-posting.errors.ts';
import type { ListPosting, ListPostingEvent } from '../domain/list-posting/list-posting.ts';
import { listEndingCode } from '../domain/policies/list-publicity.ts';
import { answerPublicityEndings, type Ending } from './answer-endings.ts';
import type { ListEntryVersion, Shown } from './project-public-list.ts';

export type PostingStore = AggregateStore<ListPosting, ListPostingEvent>;

/** Token under which the composition root provides the {@link PostingStore}. */
export const POSTINGS = Symbol('list postings');

export interface PostingDesk {
  readonly postings: PostingStore;
  readonly answers: EffectsAnswerStore;
}

const BEGINNING = { name: 'list_postings_beginning', text: `select id from list_posting where status = 'scheduled' and from_on <= $1 and (until_on is null or until_on > $1) order by from_on, id limit $2` };
const OVER = { name: 'list_postings_over', text: `select id from list_posting where status = 'posted' and until_on <= $1 order by until_on, id limit $2` };

/**
 * 名单公布 — every version of an entry that this site shows is followed, in order, in the transaction that took its fact. One that a newer version or its end has overtaken changes nothing.
 * Each ending is answered by what of the entry was on show, also of one that never was (P-14).
 */
export async function followListEntries(uow: UnitOfWork, { postings, answers }: PostingDesk, versions: readonly ListEntryVersion[], shown: readonly Shown[]): Promise<void> {
  const seen = new Map(shown.map((one) => [`${one.state.entryId} ${one.version}`, null as ListPosting | null]));
  const outcomes = await postings.updateMany(uow, shown.map(({ state, version, ruleId, postedOn, businessDate, cause }) => {
    const { entryId, listType, subject, from, until, ending, endedOn } = state;
    const today = businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate);
    const facts = { entryId, entryVersion: version, listType, subject: { ...subject }, ruleId, from, until: until ?? null };
    const command = {
      facts, postedOn, today, termOver: listEndingCode('expired'), ...(state.status === 'ended' ? { ending: { on: endedOn ?? from, reason: listEndingCode(ending ?? 'removed-early') } } : {}),
    };
    const decide = (posting: ListPosting): readonly ListPostingEvent[] => {
      const followed = followEntry(command, posting);
      seen.set(`${entryId} ${version}`, posting);
      return followed;
    };
    return { id: entryId, decide, ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof EntryVersionStale || outcome.error instanceof PostingOver)) throw outcome.error;
  await answerPublicityEndings(uow, answers, versions.flatMap((version): Ending[] => endingOf(uow, version, seen)));
}

/** The ending that a version tells, with the posting as it was before; none when the posting had passed that version. */
function endingOf(uow: UnitOfWork, { state, version, businessDate, cause }: ListEntryVersion, seen: ReadonlyMap<string, ListPosting | null>): Ending[] {
  const ended = endedEntry(state, version);
  const key = `${state.entryId} ${version}`;
  const before = seen.get(key) ?? null;
  if (ended === undefined || (seen.has(key) && before === null)) return [];
  return [{ ended, subject: state.subject, before, today: businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate), ...(cause === undefined ? {} : { cause }) }];
}

/** 到日公布 — at most `limit`. @returns how many were looked at; 0 means that nothing is left */
export async function beginPostings(uow: UnitOfWork, postings: PostingStore, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(BEGINNING, [today, limit])).map(({ id }) => id);
  const outcomes = await postings.updateMany(uow, ids.map((id) => ({ id, decide: (posting: ListPosting) => beginPosting({ today }, posting) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof NothingScheduled)) throw outcome.error;
  return ids.length;
}

/** 期满停止公布 — at most `limit`. @returns how many were looked at; 0 means that nothing is left */
export async function lapsePostings(uow: UnitOfWork, postings: PostingStore, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(OVER, [today, limit])).map(({ id }) => id);
  const outcomes = await postings.updateMany(uow, ids.map((id) => ({ id, decide: (posting: ListPosting) => lapsePosting({ today, reason: listEndingCode('expired') }, posting) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof NothingPosted || outcome.error instanceof NotYetOver)) throw outcome.error;
  return ids.length;
}
