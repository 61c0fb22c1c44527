import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import type { ReviewKind, ReviewTargetKind } from '@credit/rulebook/codes';
import { endReview, noteReview } from '../domain/review/review.decide.ts';
import { ReviewAlreadyNoted, ReviewItemUnknown } from '../domain/review/review.errors.ts';
import type { Review, ReviewTarget } from '../domain/review/review.ts';
import type { ObjectionDesk } from './objection-desk.ts';
import { objectionItem, subjectOfItem, targetOf, type ItemState } from './objection-items.ts';

/** 复议诉讼 as it is noted. */
export interface ReviewAsked {
  target: { kind: ReviewTargetKind; id: string };
  kind: ReviewKind;
  acceptanceDocNo: string;
  acceptedOn: LocalDate;
}

/** Who acts: an officer of a department. */
export interface ReviewStep {
  uow: UnitOfWork;
  desk: Pick<ObjectionDesk, 'reviews' | 'city'>;
  by: string;
  source: string;
}

/** 标注复议诉讼 — an item of any standing, as long as it is known: one that was repaired or has run out can still be before a court. */
export async function noteReviewOf({ uow, desk, by, source }: ReviewStep, { target: asked, ...note }: ReviewAsked): Promise<Review> {
  const { today, now } = uow.ctx;
  const item = await objectionItem(uow, asked.kind, asked.id);
  const target = item === null ? undefined : targetOf(desk, item);
  if (item === null || target === undefined) throw new ReviewItemUnknown();
  const reviewId = newEventId();
  return once(() => desk.reviews.update(uow, reviewId, (was) => noteReview({ ...note, reviewId, subject: subjectOfItem(item), target: target as ReviewTarget, notedAt: now, by, source, decidedOn: decidedOn(item), today }, was)));
}

/** 终结. */
export const endReviewOf = ({ uow, desk, source, id }: ReviewStep & { id: string }, { endedOn, outcome }: { endedOn: LocalDate; outcome: string }): Promise<Review> =>
  desk.reviews.update(uow, id, (state) => endReview({ source, on: endedOn, outcome: maskIdentityNumbers(outcome), today: uow.ctx.today }, state));

/** The day of the decision; of a measure there is none to be reviewed here. */
function decidedOn({ kind, data }: ItemState): LocalDate {
  switch (kind) {
    case 'record': return data.decisionDate;
    case 'list-entry': return data.decision.decidedOn;
    case 'measure': throw new ReviewItemUnknown();
  }
}

/** One open review per item and kind: who notes it twice at once meets here. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'review_once') throw new ReviewAlreadyNoted();
    throw error;
  }
}
