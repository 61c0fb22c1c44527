import { describe, expect, it } from '@jest/globals';
import { localDate, type Instant } from '@credit/kernel';
import { proofOf, type DecidedCase, type LookUp } from './look-up-proof.ts';

const at = (text: string): Instant => text as Instant;
const decided: DecidedCase = { subjectKey: 'uscc:A', matterKind: 'bidding', decidedOn: localDate('2026-11-25'), heardAt: at('2026-11-25T09:00:00.000Z') };
const lookUp = (over: Partial<LookUp> = {}): LookUp =>
  ({ screeningId: 's1', subjectKey: 'uscc:A', matterKind: 'bidding', askedAt: at('2026-11-25T08:00:00.000Z'), askedOn: localDate('2026-11-25'), automatic: false, ...over });

describe('a decided case is proven by a look-up of its subject and matter', () => {
  it.each<[string, LookUp[], object]>([
    ['none was made', [], { gap: 'none' }],
    ['made on the day, before the decision was told', [lookUp()], { screeningId: 's1' }],
    ['made at the very moment', [lookUp({ askedAt: decided.heardAt })], { screeningId: 's1' }],
    ['made the day before: still valid', [lookUp({ askedOn: localDate('2026-11-24') })], { screeningId: 's1' }],
    ['made two days before: expired', [lookUp({ askedOn: localDate('2026-11-23') })], { gap: 'expired' }],
    ['automatic, made two days before: renewed until the decision', [lookUp({ askedOn: localDate('2026-11-23'), automatic: true })], { screeningId: 's1' }],
    ['made after the decision was told', [lookUp({ askedAt: at('2026-11-25T09:00:00.001Z') })], { gap: 'after-decision' }],
    ['automatic, but after the decision was told', [lookUp({ askedAt: at('2026-11-25T09:00:01.000Z'), automatic: true })], { gap: 'after-decision' }],
    ['made on a day after the decision, told late', [lookUp({ askedOn: localDate('2026-11-26') })], { gap: 'after-decision' }],
    ['of another subject', [lookUp({ subjectKey: 'uscc:B' })], { gap: 'another-subject' }],
    ['by the name only of a subject that has a code', [lookUp({ subjectKey: 'name:1' })], { gap: 'another-subject' }],
    ['for another kind of matter', [lookUp({ matterKind: 'loan' })], { gap: 'another-kind' }],
    ['one that proves among others that do not', [lookUp({ subjectKey: 'uscc:B' }), lookUp({ screeningId: 's2' })], { screeningId: 's2' }],
    ['several that do not: the nearest is told', [lookUp({ askedOn: localDate('2026-11-23') }), lookUp({ subjectKey: 'uscc:B' })], { gap: 'expired' }],
  ])('%s', (_, lookUps, proof) => expect(proofOf(decided, lookUps)).toEqual(proof));

  it('instants are compared as moments, not as texts', () => {
    expect(proofOf({ ...decided, heardAt: at('2026-11-25T09:00:00Z') }, [lookUp({ askedAt: at('2026-11-25T08:59:59.999Z') })])).toEqual({ screeningId: 's1' });
    expect(proofOf({ ...decided, heardAt: at('2026-11-25T09:00:00Z') }, [lookUp({ askedAt: at('2026-11-25T09:00:00.500Z') })])).toEqual({ gap: 'after-decision' });
  });
});
