import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import type { ObjectionOutcome } from '@credit/rulebook/codes';
import { objected } from '../../../test/sample-objections.ts';
import { market, TODAY } from '../../../test/sample-repairs.ts';
import { beginAppraisal, decideOutcome, endAppraisal, escalateObjection, explain, extendVerification, lodge, retractObjection, verify, type Decide } from './objection.decide.ts';
import type { ObjectionEvent } from './objection.events.ts';
import { evolveObjection, isObjectionOverdue, noObjection, objectionDueOn, type Objection } from './objection.ts';

type Verb = (state: Objection) => readonly ObjectionEvent[];
const run = (...verbs: Verb[]): Objection => verbs.reduce((state, verb) => verb(state).reduce(evolveObjection, state), noObjection);
const outcomeOf = (verb: Verb, state: Objection): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveObjection, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('OBJECTION.', '');
    throw error;
  }
};
const officer = { by: 'officer-1', source: market.source, today: TODAY };
const LATE = d('2026-12-20');
const change = { field: 'fineAmountWan', oldValue: '2', newValue: '0.2' };
const deciding = (kind: ObjectionOutcome, over: Partial<Decide> = {}): Verb => (s) =>
  decideOutcome({ ...officer, kind, reason: '已核实', docNo: '示市监异〔2026〕1号', changes: kind === 'corrected' ? [change] : [], item: { live: true, problems: [] }, ...over }, s);

const verbs = {
  lodge: (s) => lodge(objected(), s),
  verify: (s) => verify({ ...officer, erroneous: true, reason: '录入有误' }, s),
  extend: (s) => extendVerification({ ...officer, reason: '需要调阅案卷', verificationDueOn: d('2026-12-01'), outcomeDueOn: d('2026-12-07') }, s),
  'begin appraisal': (s) => beginAppraisal({ ...officer, what: '笔迹鉴定' }, s),
  'end appraisal': (s) => endAppraisal({ ...officer, verificationDueOn: d('2026-12-10'), outcomeDueOn: d('2026-12-16') }, s),
  accept: deciding('corrected'),
  reject: deciding('rejected'),
  escalate: (s) => escalateObjection({ today: LATE }, s),
  retract: (s) => retractObjection({ by: 'firm', today: TODAY }, s),
  explain: (s) => explain({ by: 'firm', today: TODAY, about: true, text: '已缴清' }, s),
} satisfies Record<string, Verb>;

const states = {
  absent: noObjection,
  lodged: run(verbs.lodge),
  verified: run(verbs.lodge, verbs.verify),
  appraising: run(verbs.lodge, verbs['begin appraisal']),
  accepted: run(verbs.lodge, verbs.verify, verbs.accept),
  rejected: run(verbs.lodge, verbs.verify, verbs.reject),
  retracted: run(verbs.lodge, verbs.retract),
} satisfies Record<Objection['status'], Objection>;
type Status = keyof typeof states;

const no = (legal: Partial<Record<Status, string>>, otherwise = 'WRONG_STEP'): Record<Status, string> =>
  Object.fromEntries((Object.keys(states) as Status[]).map((status) => [status, legal[status] ?? (status === 'absent' ? 'NOT_LODGED' : otherwise)])) as Record<Status, string>;

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  lodge: no({ absent: 'ObjectionLodged→lodged' }, 'ALREADY_LODGED'),
  verify: no({ lodged: 'ObjectionVerified→verified' }),
  extend: no({ lodged: 'ObjectionExtended→lodged' }),
  'begin appraisal': no({ lodged: 'AppraisalBegun→appraising', verified: 'AppraisalBegun→appraising' }),
  'end appraisal': no({ appraising: 'AppraisalEnded→lodged' }),
  accept: no({ verified: 'ObjectionAccepted→accepted' }),
  reject: no({ verified: 'ObjectionRejected→rejected' }),
  escalate: no({ lodged: 'ObjectionEscalated→lodged', verified: 'ObjectionEscalated→verified', appraising: 'NOT_OVERDUE' }),
  retract: no({ lodged: 'ObjectionRetracted→retracted', verified: 'ObjectionRetracted→retracted', appraising: 'ObjectionRetracted→retracted' }),
  explain: no({ lodged: 'ObjectionExplained→lodged', verified: 'ObjectionExplained→verified', appraising: 'ObjectionExplained→appraising', accepted: 'ObjectionExplained→accepted', rejected: 'ObjectionExplained→rejected' }),
};

describe('an objection: every state under every verb (§8)', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('who, and on what', () => {
  it('any field that is shown can be objected to, and none that does not exist (B29)', () => {
    expect(outcomeOf((s) => lodge(objected({ claims: [] }), s), noObjection)).toBe('ObjectionLodged→lodged');
    expect(outcomeOf((s) => lodge(objected({ claims: [{ field: 'colour' }] }), s), noObjection)).toBe('FIELD_UNKNOWN');
  });
  it('no department but the provider takes a step', () => {
    const other = { ...officer, source: 'benxi-fire' };
    for (const [verb, state] of [
      [(s: Objection) => verify({ ...other, erroneous: false, reason: 'x' }, s), states.lodged], [(s: Objection) => extendVerification({ ...other, reason: 'x', verificationDueOn: null, outcomeDueOn: null }, s), states.lodged],
      [(s: Objection) => beginAppraisal({ ...other, what: 'x' }, s), states.lodged], [(s: Objection) => endAppraisal({ ...other, verificationDueOn: null, outcomeDueOn: null }, s), states.appraising],
      [deciding('rejected', { source: 'benxi-fire' }), states.verified], [deciding('rejected', { source: 'benxi-fire', centre: true }), states.verified],
    ] as [Verb, Objection][]) expect(outcomeOf(verb, state)).toBe('NOT_COMPETENT');
  });
  it('what the platform can check by itself is decided by the credit centre without the provider: the publicity and nothing else', () => {
    const own = run((s) => lodge(objected({ ownScope: true, ground: 'PAST_PUBLICITY_PERIOD', verificationDueOn: null, outcomeDueOn: d('2026-11-26') }), s));
    const centre = { source: 'benxi-credit-centre', centre: true };
    expect(objectionDueOn(own)).toBe('2026-11-26');
    expect(['withdrawn', 'rejected', 'revoked'].map((kind) => outcomeOf(deciding(kind as ObjectionOutcome, centre), own))).toEqual(['ObjectionAccepted→accepted', 'ObjectionRejected→rejected', 'NOT_COMPETENT']);
    expect([outcomeOf(deciding('withdrawn'), own), outcomeOf(verbs.extend, own)]).toEqual(['ObjectionAccepted→accepted', 'WRONG_STEP']);
  });
  it('an explanation is only for whom the information is about', () => {
    expect(outcomeOf((s) => explain({ by: 'x', today: TODAY, about: false, text: 'x' }, s), states.rejected)).toBe('NOT_ABOUT_YOU');
  });
});

describe('outcomes (§8.2)', () => {
  const of = (kind: 'record' | 'list-entry' | 'measure'): Objection => run((s) => lodge(objected({ claims: [], target: { ...objected().target, kind } }), s), verbs.verify);
  it.each<[ 'record' | 'list-entry' | 'measure', string[]]>([['record', ['corrected', 'withdrawn', 'revoked', 'rejected']], ['list-entry', ['delisted', 'revoked', 'rejected']], ['measure', ['revoked', 'rejected']]])('a %s can be %j and nothing else', (kind, allowed) => {
    for (const outcome of ['corrected', 'withdrawn', 'delisted', 'revoked', 'rejected'] as const) expect([outcome, outcomeOf(deciding(outcome), of(kind)).includes('→')]).toEqual([outcome, allowed.includes(outcome)]);
  });
  it('a correction names the fields, before and after (B11); what has ended, what the register would refuse, and what changes nothing is refused here', () => {
    expect(states.accepted).toMatchObject({ outcome: { kind: 'corrected', changes: [{ field: 'fineAmountWan', oldValue: '2', newValue: '0.2' }] } });
    expect(outcomeOf(deciding('corrected', { changes: [] }), states.verified)).toBe('OUTCOME_NOT_APPLICABLE');
    expect(outcomeOf(deciding('revoked', { changes: [change] }), states.verified)).toBe('OUTCOME_NOT_APPLICABLE');
    expect(outcomeOf(deciding('corrected', { changes: [{ ...change, newValue: '2' }] }), states.verified)).toBe('OUTCOME_NOT_APPLICABLE');
    expect(outcomeOf(deciding('supplemented', { changes: [change] }), states.verified)).toBe('OUTCOME_NOT_APPLICABLE');
    expect(outcomeOf(deciding('supplemented', { changes: [{ ...change, oldValue: null }] }), states.verified)).toBe('ObjectionAccepted→accepted');
    expect(outcomeOf(deciding('corrected', { item: { live: false, problems: [] } }), states.verified)).toBe('OUTCOME_NOT_APPLICABLE');
    expect(outcomeOf(deciding('corrected', { item: { live: true, problems: [{ code: 'AMOUNT_INVALID', field: 'fineAmountWan' }] } }), states.verified)).toBe('CORRECTION_INVALID');
  });
  it('a rejection holds for an item that has ended too, and names the remedies', () => {
    expect(run(verbs.lodge, verbs.verify, deciding('rejected', { item: { live: false, problems: [] } }))).toMatchObject({ status: 'rejected', outcome: { reason: '已核实', remedies: ['reconsideration', 'litigation'] } });
  });
});

describe('clocks (§8.1)', () => {
  it('the provider has three working days, the outcome seven; nobody\'s clock runs during an appraisal', () => {
    expect(Object.fromEntries(Object.entries(states).map(([status, state]) => [status, objectionDueOn(state)]).filter(([, due]) => due !== undefined))).toEqual({ lodged: '2026-11-26', verified: '2026-12-02' });
    expect(isObjectionOverdue(states.appraising, LATE)).toBe(false);
  });
  it('is late on the day after the last one; where the calendar is not announced nobody is called late', () => {
    expect([isObjectionOverdue(states.lodged, d('2026-11-26')), isObjectionOverdue(states.lodged, d('2026-11-27')), isObjectionOverdue(run((s) => lodge(objected({ verificationDueOn: null }), s)), LATE)]).toEqual([false, true, false]);
  });
  it('an appraisal after the verification comes back to it, with the days that were left', () => {
    expect(run(verbs.lodge, verbs.verify, verbs['begin appraisal'], verbs['end appraisal'])).toMatchObject({ status: 'verified', outcomeDueOn: '2026-12-16' });
    expect(run(verbs.lodge, verbs['begin appraisal'], verbs['end appraisal'])).not.toHaveProperty('appraisal');
  });
  it('the verification is extended once', () => expect(outcomeOf(verbs.extend, run(verbs.lodge, verbs.extend))).toBe('ALREADY_EXTENDED'));
  it('each day that is let pass is told of once, and silence rejects nothing', () => {
    const told = run(verbs.lodge, verbs.escalate);
    expect(told).toMatchObject({ status: 'lodged', escalatedOn: LATE });
    expect(outcomeOf(verbs.escalate, told)).toBe('NOT_OVERDUE');
    expect(outcomeOf(verbs.escalate, run(verbs.lodge, verbs.escalate, verbs.verify))).toBe('ObjectionEscalated→verified');
  });
});
