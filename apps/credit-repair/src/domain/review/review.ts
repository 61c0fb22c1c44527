import { assertNever, type Instant, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { ReviewKind, ReviewTargetKind } from '@credit/rulebook/codes';

/** 标注对象 — the record or list entry whose decision is under review, and the authority that made it. */
export interface ReviewTarget {
  kind: ReviewTargetKind;
  id: string;
  docNo: string;
  authority: { source: string; uscc: string; name: string };
}

/** 登记内容 — which decision is under which review, by which document of acceptance, since when. */
export interface ReviewNote {
  reviewId: string;
  kind: ReviewKind;
  subject: SubjectSnapshot;
  target: ReviewTarget;
  /** 受理文书号 */
  acceptanceDocNo: string;
  /** 受理日期: from this day on the item is marked */
  acceptedOn: LocalDate;
  notedAt: Instant;
  by: string;
}

type Open = ReviewNote & { status: 'open' };
type Ended = ReviewNote & { status: 'ended'; endedOn: LocalDate; outcome: string };

/**
 * 复议诉讼: absent → open → ended. While it is open its item is marked, not hidden, and nothing is suspended by it: what the outcome changes, its authority reports as a correction or a revocation.
 * 深圳条例第四十三条；行政处罚法第七十三条；domain §4.5, §8.2
 */
export type Review = { status: 'absent' } | Open | Ended;

export const noReview: Review = { status: 'absent' };

/** Private facts of a review. */
export type ReviewEvent = { type: 'ReviewNoted'; note: ReviewNote } | { type: 'ReviewEnded'; on: LocalDate; outcome: string };

/** The one place where state changes. */
export function evolveReview(state: Review, event: ReviewEvent): Review {
  switch (event.type) {
    case 'ReviewNoted': return { ...event.note, status: 'open' };
    case 'ReviewEnded': return { ...(state as Open), status: 'ended', endedOn: event.on, outcome: event.outcome };
    default: return assertNever(event);
  }
}
