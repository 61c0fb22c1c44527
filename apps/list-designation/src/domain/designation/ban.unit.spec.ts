import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { lawful, marketList, notice, penaltyNo, proposal } from '../../../test/sample-designations.ts';
import { decideDesignation, giveNotice, propose, review, serveDecision, type DecideDesignation, type Propose } from './designation.decide.ts';
import type { DesignationEvent } from './designation.events.ts';
import { absent, evolve, type Designation } from './designation.ts';
import { beginOrClose, evidenceFell, takeEffect } from './entry.decide.ts';
import type { LookedUp } from './designation.guards.ts';

type Verb = (state: Designation) => readonly DesignationEvent[];
const run = (state: Designation, ...verbs: Verb[]): Designation => verbs.reduce((at, verb) => verb(at).reduce(evolve, at), state);
const outcomeOf = (verb: Verb, state: Designation): string => {
  try {
    const events = verb(state);
    return `${events[0]!.type}→${events.reduce(evolve, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('DESIGNATION.', '');
  }
};

const second = { by: 'officer-2', today: localDate('2026-12-01') };
const bans = (over: Partial<LookedUp> = {}): LookedUp => lawful({ listType: { ...marketList, code: 'MARKET_INDUSTRY_BAN', kind: 'ban', inForce: true }, ...over });
const asked = (over: Partial<Propose> = {}): Verb => (s) => propose(proposal({ listTypeCode: 'MARKET_INDUSTRY_BAN', groundCode: 'REPEATS', ban: { field: 'FOOD_DRUG' }, facts: bans(), ...over }), s);
const procedure: Verb[] = [(s) => giveNotice(notice(), s), (s) => review({ ...second, opinion: '同意' }, s)];
const decides = (over: Partial<DecideDesignation> = {}): Verb => (s) => decideDesignation({ ...second, list: true, docNo: '禁1号', reasons: '屡犯不改', term: { banRuleId: 'BAN_FOOD_135_5Y' }, facts: bans(), ...over }, s);
const serves: Verb = (s) => serveDecision({ ...second, by: 'officer-1', term: { from: second.today, until: localDate('2031-12-01') } }, s);
const begins = (facts: LookedUp): Verb => (s) => takeEffect({ today: second.today, listVersion: '1', facts }, s);
const reviewed = run(absent, asked(), ...procedure);
const served = run(reviewed, decides(), serves);
const inForce = run(served, begins(bans()));
const only = (n: number) => bans({ effective: [penaltyNo(n).recordId] });

describe('a ban', () => {
  it('needs a statute of its field that reaches the role: a field without one bans nobody (O55)', () => expect(outcomeOf(asked({ facts: bans({ banRules: [] }) }), absent)).toBe('BAN_NOT_PROVIDED'));
  it('is proposed for lists of bans only', () => expect(outcomeOf((s) => propose(proposal({ ban: { field: 'FOOD_DRUG' } }), s), absent)).toBe('BAN_NOT_PROVIDED'));
  it('needs one of the four grounds, shown by enough evidence of its kinds (O56)', () => {
    const { groundRule: _, ...unknown } = bans();
    expect(outcomeOf((s) => propose(proposal({ facts: bans(), ban: { field: 'FOOD_DRUG' } }), s), absent)).toBe('CRITERION_UNANSWERED');
    expect(outcomeOf(asked({ evidence: [penaltyNo(1)] }), absent)).toBe('GROUND_NOT_SHOWN');
    expect(outcomeOf(asked({ evidence: [penaltyNo(1), { ...penaltyNo(2), recordKind: 'administrative-coercion' }] }), absent)).toBe('GROUND_NOT_SHOWN');
    expect(outcomeOf(asked({ facts: unknown }), absent)).toBe('GROUND_NOT_SHOWN');
    expect(outcomeOf(asked(), absent)).toBe('DesignationProposed→proposed');
  });
  it('is decided on the evidence of that day, under a rule that reaches it', () => {
    expect(outcomeOf(decides({ facts: only(1) }), reviewed)).toBe('GROUND_NOT_SHOWN');
    expect(outcomeOf(decides({ term: { banRuleId: 'BAN_SAFETY_92_5Y' } }), reviewed)).toBe('BAN_RULE_UNFIT');
    expect(outcomeOf(decides({ term: { months: 60 } }), reviewed)).toBe('BAN_RULE_UNFIT');
    expect(outcomeOf(decides({ term: { banRuleId: 'BAN_FOOD_135_5Y', countsFrom: localDate('2026-12-02') } }), reviewed)).toBe('DATE_OUT_OF_ORDER');
    expect(outcomeOf(decides({ term: { banRuleId: 'BAN_FOOD_135_5Y', countsFrom: localDate('2026-11-02') } }), reviewed)).toBe('DecidedToList→decided-to-list');
  });
  it('does not begin when its ground or its rule has gone meanwhile, and the procedure says why', () => {
    for (const facts of [only(1), bans({ banRules: [] })]) {
      expect(outcomeOf(begins(facts), served)).toMatch(/GROUND_NOT_SHOWN|BAN_RULE_UNFIT/);
      expect(run(served, (s) => beginOrClose({ by: 'job', today: second.today, listVersion: '1', facts }, s))).toMatchObject({ status: 'ended', ending: 'revoked', listing: null });
    }
  });
  it('falls with the evidence of its ground, although another document still stands', () => {
    const fell: Verb = (s) => evidenceFell({ ...second, recordId: penaltyNo(1).recordId, reason: '处罚被撤销', effective: [penaltyNo(2).recordId], listVersion: '2' }, s);
    expect(outcomeOf(fell, inForce)).toBe('DesignationRevoked→ended');
    const one = { evidence: ['administrative-penalty'], atLeast: 1 };
    const heavyLoss = run(absent, asked({ groundCode: 'HEAVY_LOSS', facts: bans({ groundRule: one }) }), ...procedure, decides(), serves, begins(bans()));
    expect(outcomeOf(fell, heavyLoss)).toBe('EvidenceRebased→in-force');
  });
  it('and no other list rests on the row of a ban', () => {
    const listed = run(absent, (s) => propose(proposal(), s), ...procedure);
    expect(outcomeOf(decides({ facts: lawful() }), listed)).toBe('TERM_INVALID');
  });
});

describe('supervision of a watched subject (O41)', () => {
  const watch = lawful({ listType: { ...marketList, code: 'KEY_ATTENTION', kind: 'watch', inForce: true }, supervision: ['REMINDER'] });
  const watched = run(absent, (s) => propose(proposal({ listTypeCode: 'KEY_ATTENTION', severity: 'MINOR', facts: watch }), s), ...procedure);
  const supervised = (supervision: string[], facts = watch): Verb => (s) => decideDesignation({ ...second, list: true, docNo: '关1号', reasons: '须予关注', supervision, facts }, s);

  it('fits the severity: more than the severity allows is refused', () => {
    expect(outcomeOf(supervised(['REMINDER', 'ON_SITE_CHECKS']), watched)).toBe('OVER_MEASURE');
    expect(run(watched, supervised(['REMINDER']))).toMatchObject({ status: 'decided-to-list', procedure: { supervision: ['REMINDER'] } });
  });
  it('is for the watch list only', () => {
    const listed = run(absent, (s) => propose(proposal(), s), ...procedure);
    expect(outcomeOf(supervised(['REMINDER'], lawful()), listed)).toBe('SUPERVISION_NOT_APPLICABLE');
  });
});

it('a hundred minor penalties list nobody (O39)', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => ({ ...penaltyNo(1), recordId: `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}` }));
  const facts = lawful({ effective: hundred.map(({ recordId }) => recordId) });
  const minor = run(absent, (s) => propose(proposal({ evidence: hundred, severity: 'MINOR', facts }), s), ...procedure);
  expect(minor).toMatchObject({ status: 'reviewed', evidence: hundred.map(({ recordId }) => expect.objectContaining({ recordId })) });
  expect(outcomeOf((s) => decideDesignation({ ...second, list: true, docNo: '列1号', reasons: '次数多', facts }, s), minor)).toBe('CRITERION_NOT_MET');
});
