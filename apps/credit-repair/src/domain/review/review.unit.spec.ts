import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { reviewed } from '../../../test/sample-reviews.ts';
import { TODAY } from '../../../test/sample-repairs.ts';
import { endReview, noteReview } from './review.decide.ts';
import { evolveReview, noReview, type Review, type ReviewEvent } from './review.ts';

type Verb = (state: Review) => readonly ReviewEvent[];
const run = (...verbs: Verb[]): Review => verbs.reduce((state, verb) => verb(state).reduce(evolveReview, state), noReview);
const outcomeOf = (verb: Verb, state: Review): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveReview, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('REVIEW.', '');
    throw error;
  }
};
const ending = { source: 'benxi-market-regulation', on: TODAY, outcome: '复议机关决定维持', today: TODAY };
const verbs = { note: (s) => noteReview(reviewed(), s), end: (s) => endReview(ending, s) } satisfies Record<string, Verb>;
const states = { absent: noReview, open: run(verbs.note), ended: run(verbs.note, verbs.end) } satisfies Record<Review['status'], Review>;

describe('a review: every state under every verb (LZ 43)', () => {
  it.each<[keyof typeof states, keyof typeof verbs, string]>([
    ['absent', 'note', 'ReviewNoted→open'], ['open', 'note', 'ALREADY_NOTED'], ['ended', 'note', 'ALREADY_NOTED'],
    ['absent', 'end', 'NOT_FOUND'], ['open', 'end', 'ReviewEnded→ended'], ['ended', 'end', 'ALREADY_ENDED'],
  ])('%s + %s: %s', (status, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verbs[verb], states[status])).toBe(expected);
  });

  it('nobody but the authority that made the decision notes it or its end', () => {
    expect([outcomeOf((s) => noteReview(reviewed({ source: 'benxi-fire' }), s), noReview), outcomeOf((s) => endReview({ ...ending, source: 'benxi-fire' }, s), states.open)]).toEqual(['NOT_COMPETENT', 'NOT_COMPETENT']);
  });

  it('is accepted from the day of the decision on and not tomorrow, and ends from the acceptance on', () => {
    const accepted = (day: string) => outcomeOf((s) => noteReview(reviewed({ acceptedOn: d(day) }), s), noReview);
    expect(['2026-06-30', '2026-07-01', '2026-11-23', '2026-11-24'].map(accepted)).toEqual(['DAY_OUT_OF_ORDER', 'ReviewNoted→open', 'ReviewNoted→open', 'DAY_OUT_OF_ORDER']);
    const ended = (day: string) => outcomeOf((s) => endReview({ ...ending, on: d(day) }, s), states.open);
    expect(['2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24'].map(ended)).toEqual(['DAY_OUT_OF_ORDER', 'ReviewEnded→ended', 'ReviewEnded→ended', 'DAY_OUT_OF_ORDER']);
  });
});
