import type { EffectV1, EndedItemV1 } from '@credit/contracts/events';
import { addDays, epochMsOf, startOfLocalDay, type Instant, type LocalDate } from '@credit/kernel';
import { answerEndings, type EndingAnswered, type EffectsAnswerStore, type UnitOfWork } from '@credit/persistence';
import type { ListPosting } from '../domain/list-posting/list-posting.ts';
import type { PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';

/** Token under which the composition root provides the store of the answers. */
export const ANSWERS = Symbol('answers to endings');

/** A record or list entry that has ended, with what was shown of it before. */
export interface Ending extends Omit<EndingAnswered, 'effects'> {
  ended: EndedItemV1;
  /** As it was before the ending was taken; null: this site never decided on it. */
  before: PublicityEntry | ListPosting | null;
  today: LocalDate;
}

/** 答复公示的终止 — says of each ending what of the item was on show and since when it no longer is, also when nothing ever was (P-14); in the transaction that withdraws it. */
export const answerPublicityEndings = (uow: UnitOfWork, answers: EffectsAnswerStore, endings: readonly Ending[]): Promise<void> =>
  answerEndings(uow, answers, 'publicity', endings.map(({ before, today, ...ending }) => ({ ...ending, effects: before === null ? [] : effectsOf(ending.ended, before, today, uow.ctx.now) })));

function effectsOf({ id, kind }: EndedItemV1, before: PublicityEntry | ListPosting, today: LocalDate, now: Instant): EffectV1[] {
  const shown = shownOf(before);
  if (shown === undefined) return [];
  const { since, notSince } = shown;
  const endedAt = notSince !== null && notSince <= today ? earlier(now, startOfLocalDay(notSince)) : now;
  return [{ effectId: id, kind: kind === 'record' ? 'publicity' : 'list-posting', recipient: 'public', since, endedAt, mustAcknowledge: false }];
}

/** When it was first on show, and the first day on which it no longer was by its term or an earlier end. */
function shownOf(before: PublicityEntry | ListPosting): { since: LocalDate; notSince: LocalDate | null } | undefined {
  switch (before.status) {
    case 'posted': return 'firstPostedOn' in before ? { since: before.firstPostedOn, notSince: addDays(before.endsOn, 1) } : { since: before.postedOn, notSince: before.until };
    case 'withdrawn': case 'lapsed': return { since: 'firstPostedOn' in before ? before.firstPostedOn : before.postedOn, notSince: before.withdrawnOn };
    default: return undefined;
  }
}

const earlier = (a: Instant, b: Instant): Instant => (epochMsOf(a) < epochMsOf(b) ? a : b);
