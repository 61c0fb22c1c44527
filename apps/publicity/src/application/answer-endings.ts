import type { EffectV1, EndedItemV1 } from '@credit/contracts/events';
import { addDays, epochMsOf, startOfLocalDay, type Instant, type LocalDate } from '@credit/kernel';
import { answerEndings, type EndingAnswered, type EffectsAnswerStore, type UnitOfWork } from '@credit/persistence';
import { wasShown, type CommitmentPosting } from '../domain/commitment-posting/commitment-posting.ts';
import type { ListPosting } from '../domain/list-posting/list-posting.ts';
import type { PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';

/** Token under which the composition root provides the store of the answers. */
export const ANSWERS = Symbol('answers to endings');

/** A record or list entry that has ended, with what was shown of it before. */
export interface Ending extends Omit<EndingAnswered, 'effects'> {
  ended: EndedItemV1;
  /** As it was before the ending was taken; null: this site never decided on it. */
  before: PublicityEntry | ListPosting | null;
  /** of the record of a breach: the commitment on show, as it was before; undefined of any other */
  breach?: CommitmentPosting | undefined;
  today: LocalDate;
}

/** 答复公示的终止 — says of each ending what of the item was on show and since when it no longer is, also when nothing ever was (P-14); in the transaction that withdraws it. */
export const answerPublicityEndings = (uow: UnitOfWork, answers: EffectsAnswerStore, endings: readonly Ending[]): Promise<void> =>
  answerEndings(uow, answers, 'publicity', endings.map(({ before, breach, today, ...ending }) => ({
    ...ending, effects: [...(before === null ? [] : effectsOf(ending.ended, before, today, uow.ctx.now)), ...(breach === undefined ? [] : effectOfBreach(ending.ended, breach, today, uow.ctx.now))],
  })));

function effectsOf({ id, kind }: EndedItemV1, before: PublicityEntry | ListPosting, today: LocalDate, now: Instant): EffectV1[] {
  const shown = shownOf(before);
  if (shown === undefined) return [];
  return [{ effectId: id, kind: kind === 'record' ? 'publicity' : 'list-posting', recipient: 'public', since: shown.since, endedAt: endedAt(shown.notSince, today, now), mustAcknowledge: false }];
}

/** What the record of a breach did on this site: the breach showed. The promise itself is no effect of it. */
function effectOfBreach({ id }: EndedItemV1, posting: CommitmentPosting, today: LocalDate, now: Instant): EffectV1[] {
  if (!wasShown(posting) || posting.breachShownOn === null || posting.recordId !== id) return [];
  const { commitment: { commitmentId, validTo }, breachShownOn: since } = posting;
  const notSince = posting.status === 'withdrawn' ? posting.withdrawnOn : validTo === null ? null : addDays(validTo, 1);
  return [{ effectId: commitmentId, kind: 'commitment-posting', recipient: 'public', since, endedAt: endedAt(notSince, today, now), mustAcknowledge: false }];
}

const endedAt = (notSince: LocalDate | null, today: LocalDate, now: Instant): Instant => (notSince !== null && notSince <= today ? earlier(now, startOfLocalDay(notSince)) : now);

/** When it was first on show, and the first day on which it no longer was by its term or an earlier end. */
function shownOf(before: PublicityEntry | ListPosting): { since: LocalDate; notSince: LocalDate | null } | undefined {
  switch (before.status) {
    case 'posted': return 'firstPostedOn' in before ? { since: before.firstPostedOn, notSince: addDays(before.endsOn, 1) } : { since: before.postedOn, notSince: before.until };
    case 'withdrawn': case 'lapsed': return { since: 'firstPostedOn' in before ? before.firstPostedOn : before.postedOn, notSince: before.withdrawnOn };
    default: return undefined;
  }
}

const earlier = (a: Instant, b: Instant): Instant => (epochMsOf(a) < epochMsOf(b) ? a : b);
