import type { LocalDate } from '@credit/kernel';
import { NotYourDecision, ReviewAlreadyNoted, ReviewDayOutOfOrder, ReviewEndedBefore, ReviewNotFound } from './review.errors.ts';
import type { Review, ReviewEvent, ReviewNote } from './review.ts';

/**
 * 标注 — by the authority that made the decision, on a day from that of the decision to today. It suspends nothing.
 * @throws ReviewAlreadyNoted, NotYourDecision, ReviewDayOutOfOrder
 */
export function noteReview({ source, decidedOn, today, ...note }: ReviewNote & { source: string; decidedOn: LocalDate; today: LocalDate }, state: Review): readonly ReviewEvent[] {
  if (state.status !== 'absent') throw new ReviewAlreadyNoted();
  if (note.target.authority.source !== source) throw new NotYourDecision(source);
  if (note.acceptedOn < decidedOn || note.acceptedOn > today) throw new ReviewDayOutOfOrder(decidedOn, today);
  return [{ type: 'ReviewNoted', note }];
}

/**
 * 终结 — by the same authority, once, with the outcome in words, on a day from that of the acceptance to today: the mark is gone.
 * @throws ReviewNotFound, NotYourDecision, ReviewEndedBefore, ReviewDayOutOfOrder
 */
export function endReview(c: { source: string; on: LocalDate; outcome: string; today: LocalDate }, state: Review): readonly ReviewEvent[] {
  if (state.status === 'absent') throw new ReviewNotFound();
  if (state.target.authority.source !== c.source) throw new NotYourDecision(c.source);
  if (state.status === 'ended') throw new ReviewEndedBefore(state.endedOn);
  if (c.on < state.acceptedOn || c.on > c.today) throw new ReviewDayOutOfOrder(state.acceptedOn, c.today);
  return [{ type: 'ReviewEnded', on: c.on, outcome: c.outcome }];
}
