import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d, type LocalDate } from '@credit/kernel';
import type { KnownCommitment } from '../commitment/commitment.ts';
import { MARKET } from '../../../test/sample-commitments.ts';
import { declaring, DECLARED_ON, falsity, looking } from '../../../test/sample-declarations.ts';
import { authorise, findFalse, makeDeclaration, recallAuthorisation, rejectVerification, retractDeclaration, verifyDeclaration, type AuthorisationAsked } from './self-declaration.decide.ts';
import { evolveDeclaration, isAuthorised, noDeclaration, TRUTH, verificationOf, type KnownDeclaration, type SelfDeclaration, type SelfDeclarationEvent } from './self-declaration.ts';

type Verb = (state: SelfDeclaration) => readonly SelfDeclarationEvent[];
const TODAY = d('2026-11-23');
const run = (...verbs: Verb[]): SelfDeclaration => verbs.reduce((state, verb) => verb(state).reduce(evolveDeclaration, state), noDeclaration);
const outcomeOf = (verb: Verb, state: SelfDeclaration): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveDeclaration, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};
const period = (over: Partial<AuthorisationAsked> = {}): AuthorisationAsked => ({ purposes: ['credit-report', 'financing'], from: TODAY, until: d('2027-11-23'), ...over });
const by = 'subject-1';
const retract = (truth: KnownCommitment['status'] = 'tracking'): Verb => (s) => retractDeclaration({ today: TODAY, by, reason: '不愿记录', truth }, s);
const find = (truth: KnownCommitment['status'] = 'tracking', over: object = {}): Verb => (s) => findFalse({ ...falsity(), truth, ...over }, s);
const verify = (over: Parameters<typeof looking>[0] & { validUntil?: LocalDate } = {}): Verb => (s) => verifyDeclaration({ ...looking(over), validUntil: over.validUntil }, s);
const reject = (reason = '原件未提供', over: Parameters<typeof looking>[0] = {}): Verb => (s) => rejectVerification({ ...looking(over), reason }, s);
const verbs = {
  declare: (s) => makeDeclaration(declaring(), s), authorise: (s) => authorise({ authorisation: period(), today: TODAY, by }, s), recall: (s) => recallAuthorisation({ today: TODAY, by }, s), find: find(), retract: retract(), verify: verify(), reject: reject(),
} satisfies Record<string, Verb>;
const states = { absent: noDeclaration, declared: run(verbs.declare), 'found-false': run(verbs.declare, verbs.find), retracted: run(verbs.declare, verbs.retract) } satisfies Record<SelfDeclaration['status'], SelfDeclaration>;

describe('自主申报: every state under every verb (O26, O27, O28)', () => {
  it.each<[keyof typeof states, keyof typeof verbs, string]>([
    ['absent', 'declare', 'Declared→declared'], ['declared', 'declare', 'DECLARATION.ALREADY_DECLARED'], ['found-false', 'declare', 'DECLARATION.ALREADY_DECLARED'], ['retracted', 'declare', 'DECLARATION.ALREADY_DECLARED'],
    ['absent', 'authorise', 'DECLARATION.NOT_FOUND'], ['declared', 'authorise', 'Authorised→declared'], ['found-false', 'authorise', 'DECLARATION.WRONG_STEP'], ['retracted', 'authorise', 'DECLARATION.WRONG_STEP'],
    ['absent', 'recall', 'DECLARATION.NOT_FOUND'], ['declared', 'recall', 'AuthorisationRecalled→declared'], ['found-false', 'recall', 'AuthorisationRecalled→found-false'], ['retracted', 'recall', 'DECLARATION.WRONG_STEP'],
    ['absent', 'find', 'DECLARATION.NOT_FOUND'], ['declared', 'find', 'FalsityFound→found-false'], ['found-false', 'find', 'FalsityFound→found-false'], ['retracted', 'find', 'DECLARATION.WRONG_STEP'],
    ['absent', 'retract', 'DECLARATION.NOT_FOUND'], ['declared', 'retract', 'DeclarationRetracted→retracted'], ['found-false', 'retract', 'DeclarationRetracted→retracted'], ['retracted', 'retract', 'DECLARATION.WRONG_STEP'],
    ['absent', 'verify', 'DECLARATION.NOT_FOUND'], ['declared', 'verify', 'DeclarationVerified→declared'], ['found-false', 'verify', 'DeclarationVerified→found-false'], ['retracted', 'verify', 'DECLARATION.WRONG_STEP'],
    ['absent', 'reject', 'DECLARATION.NOT_FOUND'], ['declared', 'reject', 'VerificationRejected→declared'], ['found-false', 'reject', 'VerificationRejected→found-false'], ['retracted', 'reject', 'DECLARATION.WRONG_STEP'],
  ])('%s + %s: %s', (status, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verbs[verb], states[status])).toBe(expected);
  });

  it('nothing is declared without a commitment to its truth, and nothing for tomorrow', () => {
    expect(outcomeOf((s) => makeDeclaration(declaring({ truthCommitment: ' ' }), s), noDeclaration)).toBe('DECLARATION.NO_TRUTH_COMMITMENT');
    expect(outcomeOf((s) => makeDeclaration({ ...declaring(), today: d('2026-11-19') }, s), noDeclaration)).toBe('DECLARATION.DAY_AHEAD');
  });

  it('falsity names the complaint or the inspection that it rests on, and is not found twice in one procedure', () => {
    expect(outcomeOf(find('tracking', { reference: '' }), states.declared)).toBe('DECLARATION.NO_REFERENCE');
    const twice = (['found', 'noticed', 'rectifying', 'breached', 'tracking'] as const).map((truth) => outcomeOf(find(truth), states['found-false']));
    expect(twice).toEqual([...Array.from({ length: 4 }, () => 'DECLARATION.WRONG_STEP'), 'FalsityFound→found-false']);
  });

  it('retracting leaves nothing of its words behind, and does not lead out of the procedure of a false one', () => {
    expect(Object.keys(states.retracted)).toEqual(expect.not.arrayContaining(['title', 'content']));
    expect((['found', 'noticed', 'rectifying', 'breached', 'kept', 'ended'] as const).map((truth) => outcomeOf(retract(truth), states['found-false'])))
      .toEqual([...Array.from({ length: 4 }, () => 'DECLARATION.WRONG_STEP'), 'DeclarationRetracted→retracted', 'DeclarationRetracted→retracted']);
  });
});

describe('数据使用授权: one consent per purpose, with its days', () => {
  const on = (state: SelfDeclaration, purpose: 'credit-report' | 'financing' | 'publication', day: string): boolean => isAuthorised(state as KnownDeclaration, purpose, d(day));
  const declared = run((s) => makeDeclaration(declaring({ authorisation: period() }), s));

  it('holds from its first day to the day before its end, for its purposes and no other', () => {
    expect([on(declared, 'financing', '2026-11-22'), on(declared, 'financing', '2026-11-23'), on(declared, 'financing', '2027-11-22'), on(declared, 'financing', '2027-11-23'), on(declared, 'publication', '2026-12-01')]).toEqual([false, true, true, false, false]);
  });

  it('recalled for one purpose, it holds for the others; recalled again there is nothing left', () => {
    const recall = (purposes?: string[]): Verb => (s) => recallAuthorisation({ purposes, today: TODAY, by }, s);
    const one = recall(['financing'])(declared).reduce(evolveDeclaration, declared);
    expect([on(one, 'financing', '2026-11-23'), on(one, 'credit-report', '2026-11-23')]).toEqual([false, true]);
    expect([outcomeOf(recall(['financing']), one), outcomeOf(recall(['anything']), one), outcomeOf(recall(), one)]).toEqual(['AUTHORISATION.NOTHING_TO_RECALL', 'AUTHORISATION.PURPOSE_UNKNOWN', 'AuthorisationRecalled→declared']);
    const again = ((s: SelfDeclaration) => authorise({ authorisation: period({ purposes: ['financing'] }), today: TODAY, by }, s))(one).reduce(evolveDeclaration, one);
    expect(on(again, 'financing', '2026-11-23')).toBe(true);
  });

  it('renewed, the last word holds, also when it is narrower', () => {
    const renewed = (from: string, until: string) => authorise({ authorisation: period({ purposes: ['financing'], from: d(from), until: d(until) }), today: TODAY, by }, declared).reduce(evolveDeclaration, declared);
    const shorter = renewed('2026-11-23', '2026-12-01');
    expect([on(shorter, 'financing', '2026-11-30'), on(shorter, 'financing', '2026-12-01'), on(shorter, 'credit-report', '2026-12-01')]).toEqual([true, false, true]);
    const later = renewed('2027-01-01', '2028-01-01');
    expect([on(later, 'financing', '2026-12-31'), on(later, 'financing', '2027-12-31')]).toEqual([true, true]);
  });

  it('is refused for a purpose nobody knows, backwards, and without a day; a purpose named twice is one', () => {
    const ask = (over: Partial<AuthorisationAsked>) => outcomeOf((s) => authorise({ authorisation: period(over), today: TODAY, by }, s), declared);
    expect([ask({ purposes: ['marketing'] }), ask({ from: d('2026-11-22') }), ask({ until: TODAY })]).toEqual(['AUTHORISATION.PURPOSE_UNKNOWN', 'AUTHORISATION.PERIOD_UNFIT', 'AUTHORISATION.PERIOD_UNFIT']);
    const first = (over: Partial<AuthorisationAsked>) => outcomeOf((s) => makeDeclaration(declaring({ authorisation: period(over) }), s), noDeclaration);
    expect([first({ from: DECLARED_ON }), first({ from: d('2026-11-19') }), first({ purposes: ['marketing'] })]).toEqual(['Declared→declared', 'AUTHORISATION.PERIOD_UNFIT', 'AUTHORISATION.PURPOSE_UNKNOWN']);
    expect((run((s) => makeDeclaration(declaring({ authorisation: period({ purposes: ['financing', 'financing'] }) }), s)) as KnownDeclaration).consents).toHaveLength(1);
  });

  it('not given, the declaration stands and is authorised for nothing', () => {
    const state = run((s) => makeDeclaration(declaring({ authorisation: undefined }), s));
    expect([state.status, on(state, 'credit-report', '2026-11-23')]).toEqual(['declared', false]);
  });
});

describe('核验: by whom, how, when, and what holds of it (O28)', () => {
  const after = (state: SelfDeclaration, ...steps: Verb[]): SelfDeclaration => steps.reduce((was, verb) => verb(was).reduce(evolveDeclaration, was), state);
  const held = (state: SelfDeclaration, truth: KnownCommitment['status'] = 'tracking', day: LocalDate = TODAY) => verificationOf(state as KnownDeclaration, TRUTH[truth], day)?.reference;

  it('names what it rests on, and says why when it does not confirm', () => {
    expect(['', ' '].flatMap((none) => [outcomeOf(verify({ reference: none }), states.declared), outcomeOf(reject('原件未提供', { reference: none }), states.declared), outcomeOf(reject(none), states.declared)])).toEqual(Array.from({ length: 6 }, () => 'DECLARATION.VERIFICATION_UNFOUNDED'));
    expect(after(states.declared, verify({ validUntil: d('2028-06-30') }))).toMatchObject({ verification: { outcome: 'VERIFIED', method: 'ORIGINAL_DOCUMENT', reference: '证书 00126Q30001R0M', on: TODAY, by: 'officer-1', source: MARKET.source, validUntil: '2028-06-30' } });
    expect(after(states.declared, reject())).toMatchObject({ status: 'declared', verification: { outcome: 'NOT_CONFIRMED', reason: '原件未提供' } });
  });

  it('nobody verifies what he declared or brought himself, or what a department says of itself', () => {
    const brought = run((s) => makeDeclaration(declaring({ declaration: { ...declaring().declaration, source: MARKET.source } }), s));
    const own = run((s) => makeDeclaration(declaring({ declaration: { ...declaring().declaration, by: 'officer-1' } }), s));
    const ofItself = [verify({ uscc: declaring().declaration.subject.uscc! }), reject('x', { uscc: declaring().declaration.subject.uscc! })].map((verb) => outcomeOf(verb, states.declared));
    expect([outcomeOf(verify(), brought), outcomeOf(reject(), brought), outcomeOf(verify(), own), ...ofItself]).toEqual(Array.from({ length: 5 }, () => 'DECLARATION.OWN_VERIFICATION'));
    expect(outcomeOf(verify({ source: 'housing' }), brought)).toBe('DeclarationVerified→declared');
  });

  it('is looked at after it was declared and not before the last look, not tomorrow, and holds at least on its own day', () => {
    const days = (state: SelfDeclaration, ...on: string[]) => on.map((day) => outcomeOf(verify({ on: d(day) }), state));
    const unfit = 'DECLARATION.VERIFICATION_DAY_UNFIT';
    expect(days(states.declared, '2026-11-19', DECLARED_ON, '2026-11-23', '2026-11-24')).toEqual([unfit, 'DeclarationVerified→declared', 'DeclarationVerified→declared', unfit]);
    expect(days(after(states.declared, reject('x', { on: d('2026-11-22') })), '2026-11-21', '2026-11-22')).toEqual([unfit, 'DeclarationVerified→declared']);
    expect([outcomeOf(verify({ validUntil: d('2026-11-22') }), states.declared), outcomeOf(verify({ validUntil: TODAY }), states.declared)]).toEqual([unfit, 'DeclarationVerified→declared']);
  });

  it('the last word holds: not confirmed, it is unverified; on better documents it is verified again', () => {
    const better = verify({ reference: '换发证书' });
    expect([states.declared, after(states.declared, verify()), after(states.declared, verify(), reject()), after(states.declared, verify(), reject(), better)].map((state) => held(state))).toEqual([undefined, '证书 00126Q30001R0M', undefined, '换发证书']);
  });

  it('holds until its last day and not a day longer', () => {
    const state = after(states.declared, verify({ validUntil: d('2026-12-31') }));
    expect(['2026-12-31', '2027-01-01'].map((day) => held(state, 'tracking', d(day)) !== undefined)).toEqual([true, false]);
  });

  it('holds while its truth commitment stands; a finding of falsity suspends it, and one that did not hold takes nothing away', () => {
    const by = (state: SelfDeclaration) => (Object.keys(TRUTH) as KnownCommitment['status'][]).filter((truth) => held(state, truth) !== undefined);
    const standing = ['tracking', 'kept', 'breach-revoked'];
    expect([by(after(states.declared, verify())), by(after(states.declared, verify(), find())), by(after(states.declared, verify(), retract()))]).toEqual([standing, standing, []]);
    expect((Object.keys(TRUTH) as KnownCommitment['status'][]).filter((truth) => [verify({ truth }), reject('x', { truth })].every((verb) => outcomeOf(verb, states.declared) !== 'DECLARATION.WRONG_STEP'))).toEqual(standing);
  });

  it('retracting leaves nothing of it behind', () => {
    expect(after(states.declared, verify(), retract())).not.toHaveProperty('verification');
  });
});
