import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { REVIEW, type EventEnvelope, type ReviewV1 } from '@credit/contracts/events';
import { evolveReview, noReview, type Review, type ReviewEvent } from '../../src/domain/review/review.ts';
import { reviewFact } from '../../src/outbound/review.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samples = readdirSync(folder).filter((name) => Object.values(REVIEW).some((type) => name.startsWith(type))).map((name) => [name, (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<ReviewV1> }).envelope] as const);

it('finds a sample of each type', () => expect([...new Set(samples.map(([, { type }]) => type))].sort()).toEqual(Object.values(REVIEW).sort()));

it.each(samples)('%s is what the publisher makes of its history; who noted it stays here', (_, { type, data: { target: { source, authorityUscc, authorityName, ...target }, status: _status, endedOn, outcome, ...note } }) => {
  const history: ReviewEvent[] = [
    { type: 'ReviewNoted', note: { ...note, target: { ...target, authority: { source, uscc: authorityUscc, name: authorityName } }, by: '机密' } },
    ...(endedOn === undefined ? [] : [{ type: 'ReviewEnded', on: endedOn, outcome: outcome! } as const]),
  ];
  const told = reviewFact(history.reduce<Review>(evolveReview, noReview));
  expect(told).toEqual({ type, data: samples.find(([, envelope]) => envelope.type === type && envelope.data.reviewId === note.reviewId)![1].data });
  expect(JSON.stringify(told)).not.toContain('机密');
});
