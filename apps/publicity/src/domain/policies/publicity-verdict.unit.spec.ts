import { describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import { defaultRulebook, type PublishabilityInput } from '@credit/rulebook';
import { publicityIsDueOn } from './publication-clock.ts';
import { reasonText, termOverReason, verdictOn, type RecordUnderDecision } from './publicity-verdict.ts';

const day = localDate;
const TODAY = day('2026-11-23');
const fine = (wan: string, over: Partial<PublishabilityInput> = {}): PublishabilityInput => ({
  kind: 'administrative-penalty', subjectClass: 'LEGAL_ENTITY', decisionDate: day('2026-11-02'), today: TODAY, penaltyKinds: ['FINE'], fineAmountWan: wan, ...over,
});
const licence = (over: Partial<PublishabilityInput> = {}): PublishabilityInput => ({
  kind: 'administrative-license', subjectClass: 'LEGAL_ENTITY', decisionDate: day('2026-11-02'), today: TODAY, validTo: day('2031-11-01'), state: '1', ...over,
});
const kindOnly = (kind: PublishabilityInput['kind']): PublishabilityInput => ({ kind, subjectClass: 'LEGAL_ENTITY', decisionDate: day('2026-11-02'), today: TODAY });
const record = (input: PublishabilityInput, over: Partial<RecordUnderDecision> = {}): RecordUnderDecision => ({ status: 'effective', heldReasons: [], repaired: false, shielded: false, subjectClass: input.subjectClass, input, ...over });
const on = (r: RecordUnderDecision) => verdictOn(defaultRulebook, r);

describe('what is public, until when, and why not', () => {
  it.each([
    ['a general penalty for one year from the date of the document', record(fine('2')), { publish: true, endsOn: '2027-11-02' }],
    ['a serious one for three years', record(fine('0', { penaltyKinds: ['REVOKE_PERMIT'] })), { publish: true, endsOn: '2029-11-02' }],
    ['the heaviest of several', record(fine('0.1', { penaltyKinds: ['WARNING', 'FINE', 'SUSPEND_BUSINESS'] })), { publish: true, endsOn: '2029-11-02' }],
    ['a minor one never', record(fine('0', { penaltyKinds: ['WARNING'] })), { publish: false, reason: 'NOT_PUBLIC_MINOR_TIER' }],
    ['a general one reported 14 months late never', record(fine('2', { decisionDate: day('2025-09-20') })), { publish: false, reason: 'NOT_PUBLIC_TERM_OVER' }],
    ['a repaired one no more, whatever was left of its period', record(fine('2'), { repaired: true }), { publish: false, reason: 'RECORD_REPAIRED', ruleId: 'WITHDRAW_ON_REPAIR' }],
    ['a shielded one not now, and repaired it is told as such', record(fine('2'), { shielded: true }), { publish: false, reason: 'RECORD_SHIELDED', ruleId: 'WITHHOLD_WHILE_SHIELDED' }],
    ['an unclassified penalty waits', record(fine('0', { penaltyKinds: ['OTHER'] })), { publish: false, reason: 'TIER_UNDETERMINED', detail: 'UNCLASSIFIED_PENALTY' }],
    ['a document before Order 58 never', record(fine('2', { decisionDate: day('2023-04-30') })), { publish: false, reason: 'NOT_PUBLIC_BEFORE_RULES' }],
    ['a secret never', record(fine('2', { restricted: 'state-secret' })), { publish: false, reason: 'NOT_PUBLIC_SECRET' }],
    ['a licence until its last day', record(licence()), { publish: true, endsOn: '2031-11-01' }],
    ['a licence on its last day still', record(licence({ validTo: TODAY })), { publish: true, endsOn: TODAY }],
    ['a licence after its last day never', record(licence({ validTo: day('2026-11-22') })), { publish: false, reason: 'NOT_PUBLIC_EXPIRED' }],
    ['a licence no longer valid never', record(licence({ state: '2' })), { publish: false, reason: 'NOT_PUBLIC_EXPIRED' }],
    ['a revoked record never', record(licence(), { status: 'revoked' }), { publish: false, reason: 'RECORD_REVOKED' }],
    ['a held record not yet', record(licence(), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'RECORD_HELD', detail: 'UNKNOWN_SUBJECT' }],
    ['a held record of unknown tier waits too', record(fine('0', { penaltyKinds: ['OTHER'] }), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'RECORD_HELD' }],
    ['a held minor one waits for nothing', record(fine('0', { penaltyKinds: ['WARNING'] }), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'NOT_PUBLIC_MINOR_TIER' }],
    ['a held secret waits for nothing', record(fine('2', { restricted: 'state-secret' }), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'NOT_PUBLIC_SECRET' }],
    ['a held document before Order 58 waits for nothing', record(fine('2', { decisionDate: day('2023-04-30') }), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'NOT_PUBLIC_BEFORE_RULES' }],
    ['a judgment never', record(kindOnly('court-judgment')), { publish: false, reason: 'NOT_PUBLIC_KIND' }],
    ['a coercion never, also while held: it waits for nothing', record(kindOnly('administrative-coercion'), { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), { publish: false, reason: 'NOT_PUBLIC_KIND' }],
    ['a person never', record(fine('20', { subjectClass: 'NATURAL_PERSON' })), { publish: false, reason: 'NOT_PUBLIC_PERSON' }],
    ['a person never, also when held', record(fine('20', { subjectClass: 'NATURAL_PERSON' }), { status: 'held', heldReasons: ['X'] }), { publish: false, reason: 'NOT_PUBLIC_PERSON' }],
  ])('%s', (_, subject, expected) => {
    const verdict = on(subject);
    expect(verdict).toMatchObject(expected);
    expect(verdict.ruleId).toMatch(/^[A-Z0-9_]+$/);
    if (!verdict.publish) expect(reasonText(verdict.reason)).not.toBe('');
  });

  it('never publishes a licence whose end is unknown', () => {
    const { validTo: _, ...open } = licence();
    expect(on(record(open))).toMatchObject({ publish: false, reason: 'TERM_UNDETERMINED' });
  });

  it('names the same reason for an end that was stated late as for one that was judged', () => {
    expect(on(record(licence({ validTo: day('2026-01-01') })))).toMatchObject({ reason: termOverReason('administrative-license') });
    expect(on(record(fine('2', { decisionDate: day('2025-09-20') })))).toMatchObject({ reason: termOverReason('administrative-penalty') });
  });
});

describe('seven working days from the decision', () => {
  it.each([
    ['2026-11-23', { status: 'FIXED', on: '2026-12-02' }],
    ['2026-02-13', { status: 'FIXED', on: '2026-03-02' }],
    ['2026-09-30', { status: 'FIXED', on: '2026-10-15' }],
    ['2026-12-22', { status: 'FIXED', on: '2026-12-31' }],
    ['2026-12-23', { status: 'PROVISIONAL', enteredYear: 2027 }],
    ['2015-01-05', { status: 'NONE' }],
  ])('%s', (decided, due) => {
    expect(publicityIsDueOn(defaultRulebook, 'administrative-penalty', day(decided))).toEqual(due);
  });

  it.each(['court-judgment', 'administrative-coercion'] as const)('nothing is due of a %s', (kind) => expect(publicityIsDueOn(defaultRulebook, kind, day('2026-11-23'))).toEqual({ status: 'NONE' }));
});
