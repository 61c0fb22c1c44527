import { localDate as d, type Instant } from '@credit/kernel';
import type { noteReview } from '../src/domain/review/review.decide.ts';
import { firm, market, TODAY } from './sample-repairs.ts';

/** The reconsideration of a penalty of the firm. */
export const reviewed = (over: Partial<Parameters<typeof noteReview>[0]> = {}): Parameters<typeof noteReview>[0] => ({
  reviewId: '0193a000-0000-7000-8000-000000000500', kind: 'reconsideration', subject: firm, target: { kind: 'record', id: '0193a000-0000-7000-8000-000000000300', docNo: '示市监罚〔2026〕7号', authority: market },
  acceptanceDocNo: '示政行复受字〔2026〕12号', acceptedOn: d('2026-11-20'), notedAt: '2026-11-23T02:00:00.000Z' as Instant, by: 'officer-1', source: market.source, decidedOn: d('2026-07-01'), today: TODAY, ...over,
});
