import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, localDate, type LocalDate } from '@credit/kernel';
import fc from 'fast-check';
import { expireCommitment, followBreachRecord, followCommitment, objectToBreach } from './commitment-posting.decide.ts';
import { evolveCommitmentPosting, noCommitmentPosting, type BreachRecord, type CommitmentFacts, type CommitmentPosting, type CommitmentPostingEvent, type Standing } from './commitment-posting.ts';

type Verb = (state: CommitmentPosting) => readonly CommitmentPostingEvent[];
const TODAY = localDate('2026-11-23');
const LAST = localDate('2026-12-31');
const [BUREAU, OTHER] = ['11210500MB0XY1017D', '11210500MB0XY10258'];
const RECORD = '0193a000-0000-7000-8000-0000000000c1';
const subject = { subjectId: '0193a000-0000-7000-8000-0000000000aa', subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' } as const;
const facts = (version: number, standing: Standing, over: Partial<CommitmentFacts> = {}): CommitmentFacts => ({
  commitmentId: '0193a000-0000-7000-8000-0000000000c0', commitmentCode: '21050020261123000101', version: String(version), subject, standing, disclosed: true, type: 'CERTIFICATE_REPLACEMENT', itemCode: 'BX-ZM-001', department: 'benxi-market-regulation',
  validTo: LAST, assessedBy: standing === 'breached' ? BUREAU : null, contentHash: 'a'.repeat(64), content: { content: '本单位承诺住所真实' }, ...over,
});
const record = (version: number, standing: BreachRecord['standing'], over: Partial<BreachRecord> = {}): BreachRecord => ({ recordId: RECORD, version: String(version), authorityUscc: BUREAU, standing, objected: false, ...over });
const follow = (f: CommitmentFacts, today: LocalDate = TODAY): Verb => (s) => followCommitment({ facts: f, today }, s);
const register = (r: BreachRecord, today: LocalDate = TODAY): Verb => (s) => followBreachRecord({ record: r, subjectId: subject.subjectId, today }, s);
const after = (...list: Verb[]): CommitmentPosting => list.reduce<CommitmentPosting>((at, verb) => verb(at).reduce(evolveCommitmentPosting, at), noCommitmentPosting);

const verbs = {
  tracked: follow(facts(9, 'tracking')),
  kept: follow(facts(9, 'kept')),
  breached: follow(facts(9, 'breached')),
  undisclosed: follow(facts(9, 'tracking', { disclosed: false, content: null })),
  retracted: follow(facts(9, 'retracted')),
  older: follow(facts(1, 'tracking')),
  recordStands: register(record(9, 'effective')),
  recordFalls: register(record(9, 'revoked')),
  recordOlder: register(record(1, 'effective')),
  objected: (s) => objectToBreach({ recordId: RECORD, today: TODAY }, s),
  expired: (s) => expireCommitment({ today: addDays(LAST, 1) }, s),
} satisfies Record<string, Verb>;

const states = {
  absent: noCommitmentPosting,
  awaited: after(register(record(1, 'effective'))),
  withheld: after(register(record(1, 'held')), follow(facts(2, 'breached'))),
  tracking: after(follow(facts(2, 'tracking'))),
  breach: after(follow(facts(2, 'breached')), register(record(1, 'effective'))),
  withdrawn: after(follow(facts(2, 'breached')), register(record(1, 'effective')), register(record(2, 'repaired'))),
} satisfies Record<string, CommitmentPosting>;
type State = keyof typeof states;

const [posted, amended, gone, withheld] = ['CommitmentPosted→posted', 'CommitmentAmended→posted', 'CommitmentWithdrawn→withdrawn', 'CommitmentWithheld→withheld'];
const stays = 'CommitmentFollowed→posted';
const matrix: Record<keyof typeof verbs, Record<State, string>> = {
  tracked: { absent: posted, awaited: posted, withheld: posted, tracking: stays, breach: amended, withdrawn: posted },
  kept: { absent: posted, awaited: posted, withheld: posted, tracking: amended, breach: amended, withdrawn: posted },
  breached: { absent: withheld, awaited: posted, withheld, tracking: gone, breach: stays, withdrawn: 'CommitmentFollowed→withdrawn' },
  undisclosed: { absent: withheld, awaited: withheld, withheld, tracking: gone, breach: gone, withdrawn: gone },
  retracted: { absent: withheld, awaited: withheld, withheld, tracking: gone, breach: gone, withdrawn: gone },
  older: { absent: posted, awaited: posted, withheld: 'VERSION_STALE', tracking: 'VERSION_STALE', breach: 'VERSION_STALE', withdrawn: 'VERSION_STALE' },
  recordStands: { absent: 'BreachRecordAwaits→awaited', awaited: 'BreachRecordAwaits→awaited', withheld: posted, tracking: stays, breach: stays, withdrawn: posted },
  recordFalls: { absent: 'BreachRecordAwaits→awaited', awaited: 'BreachRecordAwaits→awaited', withheld, tracking: stays, breach: gone, withdrawn: gone },
  recordOlder: { absent: 'BreachRecordAwaits→awaited', awaited: 'VERSION_STALE', withheld: 'VERSION_STALE', tracking: stays, breach: 'VERSION_STALE', withdrawn: 'VERSION_STALE' },
  objected: { absent: 'NO_SUCH_RECORD', awaited: 'BreachRecordAwaits→awaited', withheld, tracking: 'NO_SUCH_RECORD', breach: gone, withdrawn: gone },
  expired: { absent: 'NOT_POSTED', awaited: 'NOT_POSTED', withheld: 'NOT_POSTED', tracking: gone, breach: gone, withdrawn: 'NOT_POSTED' },
};

const outcomeOf = (verb: Verb, state: CommitmentPosting): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveCommitmentPosting, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('COMMITMENT_POSTING.', '');
  }
};

describe('a commitment on the site: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [state, expected] of Object.entries(expectations)) {
      it(`${state} + ${name}: ${expected}`, () => expect(outcomeOf(verbs[name as keyof typeof verbs], states[state as State])).toBe(expected));
    }
  }
});

describe('what shows', () => {
  it('a breach only while the record stands that its authority made of it: another authority’s does not count', () => {
    expect(after(follow(facts(2, 'breached')), register(record(1, 'effective', { authorityUscc: OTHER })))).toMatchObject({ status: 'withheld', reason: 'BREACH_NOT_RECORDED' });
    expect(states.breach).toMatchObject({ status: 'posted', state: 'breached', recordId: RECORD, breachShownOn: TODAY });
  });
  it.each([['held', 'RECORD_HELD'], ['revoked', 'RECORD_REVOKED'], ['repaired', 'RECORD_REPAIRED'], ['shielded', 'RECORD_SHIELDED']] as const)('a record that is %s shows no breach', (standing, reason) => {
    expect(after(follow(facts(2, 'breached')), register(record(1, 'effective')), register(record(2, standing)))).toMatchObject({ status: 'withdrawn', state: 'breached', reason, withdrawnOn: TODAY });
  });
  it('a breach shielded and shown again keeps the days on which it, and the commitment, first showed', () => {
    const later = addDays(TODAY, 9);
    const again = after(follow(facts(2, 'tracking')), follow(facts(3, 'breached'), addDays(TODAY, 2)), register(record(1, 'effective'), addDays(TODAY, 3)), register(record(2, 'shielded'), addDays(TODAY, 5)), register(record(3, 'effective'), later));
    expect(again).toMatchObject({ status: 'posted', postedOn: TODAY, breachShownOn: addDays(TODAY, 3) });
  });
  it('withdrawn for another reason it has not been on show since the first', () => {
    const repaired = after(follow(facts(2, 'breached')), register(record(1, 'effective')), register(record(2, 'shielded')), register(record(3, 'repaired'), addDays(TODAY, 9)));
    expect(repaired).toMatchObject({ status: 'withdrawn', withdrawnOn: TODAY, reason: 'RECORD_REPAIRED' });
  });
  it('an objection to its publication that was upheld holds against every later version of the record, known before it or not', () => {
    for (const steps of [[verbs.objected, register(record(2, 'effective'))], [register(record(2, 'effective', { objected: true })), register(record(3, 'effective'))]]) {
      expect(after(follow(facts(2, 'breached')), register(record(1, 'effective')), ...steps)).toMatchObject({ status: 'withdrawn', reason: 'OBJECTION_UPHELD' });
    }
  });
  it.each([['retracted', 'COMMITMENT_RETRACTED'], ['ended', 'COMMITMENT_ENDED'], ['breach-revoked', 'BREACH_REVOKED']] as const)('%s: withdrawn as %s', (standing, reason) => {
    expect(after(follow(facts(2, 'tracking')), follow(facts(3, standing)))).toMatchObject({ status: 'withdrawn', reason });
  });
  it('another text or another last day is an amendment; a version in which nothing moves that a reader sees is none', () => {
    const first = follow(facts(2, 'tracking'));
    expect(outcomeOf(follow(facts(3, 'tracking', { content: { content: '本单位承诺住所真实、可用于经营' } })), after(first))).toBe(amended);
    expect(outcomeOf(follow(facts(3, 'tracking', { validTo: null })), after(first))).toBe(amended);
    expect(outcomeOf(follow(facts(3, 'tracking')), after(first))).toBe(stays);
  });
});

describe('days', () => {
  it('expires after its last day, dated the day it was due, and not before; without a last day never', () => {
    expect(outcomeOf((s) => expireCommitment({ today: LAST }, s), states.tracking)).toBe('STILL_VALID');
    expect(after(follow(facts(2, 'tracking')), (s) => expireCommitment({ today: localDate('2027-03-01') }, s))).toMatchObject({ withdrawnOn: addDays(LAST, 1), reason: 'COMMITMENT_EXPIRED' });
    expect(outcomeOf(verbs.expired, after(follow(facts(2, 'tracking', { validTo: null }))))).toBe('STILL_VALID');
  });
  it('known only after its last day, it never shows; ended after that, it has not shown since that day', () => {
    const late = addDays(LAST, 30);
    for (const standing of ['tracking', 'kept', 'breached'] as const) expect(after(register(record(1, 'effective')), follow(facts(2, standing), late))).toMatchObject({ status: 'withheld', reason: 'COMMITMENT_EXPIRED' });
    expect(after(follow(facts(2, 'tracking')), follow(facts(3, 'retracted'), late))).toMatchObject({ withdrawnOn: addDays(LAST, 1), reason: 'COMMITMENT_RETRACTED' });
  });
});

it('whatever arrives in whatever order, some of it again: the same is shown, of the last fact of each source (P-13)', () => {
  const commitments = [facts(1, 'tracking'), facts(2, 'breached'), facts(3, 'breach-revoked')].map((f) => follow(f));
  const elsewhere = { recordId: '0193a000-0000-7000-8000-0000000000c2', authorityUscc: OTHER };
  const records = [record(1, 'effective', elsewhere), record(1, 'held'), record(2, 'effective'), record(3, 'shielded'), record(4, 'effective'), record(5, 'repaired')].map((r) => register(r));
  const seen = new Set<string>();
  const run = (steps: readonly Verb[]): object => {
    const state = steps.reduce<CommitmentPosting>((at, verb) => {
      try {
        return verb(at).reduce(evolveCommitmentPosting, at);
      } catch (error) {
        if (error instanceof DomainError) return at;
        throw error;
      }
    }, noCommitmentPosting);
    if (state.status === 'absent') return {};
    const shows = state.status === 'posted' ? { state: state.state, recordId: state.recordId } : { reason: 'reason' in state ? state.reason : null };
    return { shows, commitment: state.commitment?.version, records: state.records };
  };
  fc.assert(fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 }), fc.array(fc.nat(1000), { minLength: 9, maxLength: 9 }), fc.array(fc.nat(7), { maxLength: 5 }), (c, r, order, again) => {
    const all = [...commitments.slice(0, c), ...records.slice(0, r)];
    const shuffled = all.map((verb, n) => ({ verb, at: order[n]! })).sort((x, y) => x.at - y.at).map(({ verb }) => verb);
    const repeated = all.length === 0 ? [] : [...shuffled, ...again.map((n) => all[n % all.length]!)];
    const straight = run(all);
    seen.add(JSON.stringify((straight as { shows?: object }).shows ?? null));
    expect(run(repeated)).toEqual(straight);
  }), { numRuns: 1_000 });
  expect(seen.size).toBeGreaterThanOrEqual(8);
});
