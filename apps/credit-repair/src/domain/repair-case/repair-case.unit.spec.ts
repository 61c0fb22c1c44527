import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { asked, BODY, committed, market, rectified, TODAY, trained } from '../../../test/sample-repairs.ts';
import { acceptRepair, applyForRepair, decideRepair, escalate, extendDecision, rejectRepair, requireSupplement, retractRepair, revokeRepair, supplement, type ApplyForRepair, type Standing } from './repair-case.decide.ts';
import type { RepairEvent } from './repair-case.events.ts';
import { evolveCase, isOverdue, nextDueOn, noCase, type RepairCase } from './repair-case.ts';

type Verb = (state: RepairCase) => readonly RepairEvent[];
const run = (...verbs: Verb[]): RepairCase => verbs.reduce((state, verb) => verb(state).reduce(evolveCase, state), noCase);
const outcomeOf = (verb: Verb, state: RepairCase): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveCase, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('REPAIR.', '');
    throw error;
  }
};
const officer = { by: 'officer-1', source: market.source, today: TODAY };
const LATE = d('2027-01-15');

const verbs = {
  apply: (s) => applyForRepair(asked(), s),
  'require supplement': (s) => requireSupplement({ ...officer, what: '缺少缴款凭证' }, s),
  supplement: (s) => supplement({ by: 'firm', today: TODAY, evidence: [rectified], acceptanceDueOn: d('2026-11-30'), accredited: () => true }, s),
  accept: (s) => acceptRepair({ ...officer, decisionDueOn: d('2026-12-02') }, s),
  reject: (s) => rejectRepair({ ...officer, reason: '整改未完成' }, s),
  extend: (s) => extendDecision({ ...officer, reason: '需要现场核查', decisionDueOn: d('2026-12-16') }, s),
  approve: (s) => decideRepair({ ...officer, approve: true, reason: '已纠正失信行为', docNo: '示市监修〔2026〕1号' }, s),
  deny: (s) => decideRepair({ ...officer, approve: false, reason: '义务尚未履行完毕', docNo: '示市监修〔2026〕2号' }, s),
  escalate: (s) => escalate({ today: LATE }, s),
  retract: (s) => retractRepair({ by: 'firm', today: TODAY }, s),
  revoke: (s) => revokeRepair({ ...officer, reason: '缴款凭证系伪造', barredUntil: d('2029-11-23') }, s),
} satisfies Record<string, Verb>;

const states = {
  absent: noCase,
  submitted: run(verbs.apply),
  'supplement-required': run(verbs.apply, verbs['require supplement']),
  accepted: run(verbs.apply, verbs.accept),
  extended: run(verbs.apply, verbs.accept, verbs.extend),
  rejected: run(verbs.apply, verbs.reject),
  approved: run(verbs.apply, verbs.accept, verbs.approve),
  denied: run(verbs.apply, verbs.accept, verbs.deny),
  retracted: run(verbs.apply, verbs.retract),
  revoked: run(verbs.apply, verbs.accept, verbs.approve, verbs.revoke),
} satisfies Record<RepairCase['status'], RepairCase>;
type Status = keyof typeof states;

const no = (legal: Partial<Record<Status, string>>, otherwise = 'WRONG_STEP'): Record<Status, string> =>
  Object.fromEntries((Object.keys(states) as Status[]).map((status) => [status, legal[status] ?? (status === 'absent' ? 'NOT_APPLIED' : otherwise)])) as Record<Status, string>;

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  apply: no({ absent: 'RepairApplied→submitted' }, 'ALREADY_APPLIED'),
  'require supplement': no({ submitted: 'SupplementRequired→supplement-required' }),
  supplement: no({ 'supplement-required': 'RepairSupplemented→submitted' }),
  accept: no({ submitted: 'RepairAccepted→accepted' }),
  reject: no({ submitted: 'RepairRejected→rejected' }),
  extend: no({ accepted: 'DecisionExtended→extended', extended: 'ALREADY_EXTENDED' }),
  approve: no({ accepted: 'RepairApproved→approved', extended: 'RepairApproved→approved' }),
  deny: no({ accepted: 'RepairDenied→denied', extended: 'RepairDenied→denied' }),
  escalate: no({ submitted: 'RepairEscalated→submitted', accepted: 'RepairEscalated→accepted', extended: 'RepairEscalated→extended', 'supplement-required': 'NOT_OVERDUE' }),
  retract: no({ submitted: 'RepairRetracted→retracted', 'supplement-required': 'RepairRetracted→retracted', accepted: 'RepairRetracted→retracted', extended: 'RepairRetracted→retracted' }),
  revoke: no({ approved: 'RepairRevoked→revoked' }),
};

describe('a repair case: every state under every verb (§4.4)', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('an application', () => {
  const standing = (over: Partial<Standing>) => ({ standing: { ...asked().standing, ...over } });
  it.each<[string, string, Partial<ApplyForRepair>]>([
    ['of an item of somebody else', 'NOT_REPAIRABLE', standing({ own: false })],
    ['of an item that is not in effect', 'NOT_REPAIRABLE', standing({ notRepairable: { why: 'revoked', userMessage: '该信息已撤销' } })],
    ['beside another case of the item', 'ALREADY_APPLIED', standing({ otherCase: 'accepted' })],
    ['of who handed in false material before', 'BARRED', standing({ barredUntil: d('2026-11-24') })],
    ['before its day (trap 8)', 'TOO_EARLY', { today: d('2026-09-30') }],
    ['without its commitment', 'EVIDENCE_MISSING', { evidence: [rectified] }],
    ['with a training by a body that was not accredited on that day (O71)', 'BODY_NOT_ACCREDITED', { evidence: [rectified, committed, { ...trained, on: d('2025-12-31') }] }],
    ['with a training by nobody', 'BODY_NOT_ACCREDITED', { evidence: [rectified, committed, { kind: 'training', statement: '培训', on: TODAY }] }],
    ['after a reorganisation, without the ruling', 'RULING_MISSING', { way: 'after-reorganisation', evidence: [{ kind: 'court-ruling', statement: '裁定', on: TODAY }] }],
  ])('%s is refused', (_, code, over) => expect(outcomeOf((s) => applyForRepair(asked(over), s), noCase)).toBe(code));

  it('on the last day of the bar, and on the first day of the period, is taken', () => {
    expect(outcomeOf((s) => applyForRepair(asked(standing({ barredUntil: TODAY })), s), noCase)).toBe('RepairApplied→submitted');
    expect(outcomeOf((s) => applyForRepair(asked({ today: d('2026-10-01') }), s), noCase)).toBe('RepairApplied→submitted');
  });
  it('that is too early says from when it may be made; one that lacks material names all of it', () => {
    const refusal = (over: Partial<ApplyForRepair>): unknown => {
      try {
        return applyForRepair(asked(over), noCase);
      } catch (error) {
        return error;
      }
    };
    expect(refusal({ today: d('2026-09-30') })).toMatchObject({ details: { earliestOn: '2026-10-01' }, userMessage: expect.stringContaining('2026-10-01') });
    expect(refusal({ evidence: [] })).toMatchObject({ details: { missing: ['rectification', 'commitment'] } });
  });
  it('more than is asked for is welcome', () => {
    expect(run((s) => applyForRepair(asked({ evidence: [rectified, committed, trained] }), s))).toMatchObject({ evidence: [{}, {}, { bodyUscc: BODY }] });
  });
});

describe('who decides, and until when', () => {
  it('谁认定、谁修复: no other department takes a step', () => {
    const other = { ...officer, source: 'benxi-fire' };
    for (const [verb, state] of [
      [(s: RepairCase) => acceptRepair({ ...other, decisionDueOn: TODAY }, s), states.submitted], [(s: RepairCase) => rejectRepair({ ...other, reason: 'x' }, s), states.submitted],
      [(s: RepairCase) => requireSupplement({ ...other, what: 'x' }, s), states.submitted], [(s: RepairCase) => extendDecision({ ...other, reason: 'x', decisionDueOn: TODAY }, s), states.accepted],
      [(s: RepairCase) => decideRepair({ ...other, approve: true, reason: 'x', docNo: 'y' }, s), states.accepted], [(s: RepairCase) => revokeRepair({ ...other, reason: 'x', barredUntil: TODAY }, s), states.approved],
    ] as [Verb, RepairCase][]) expect(outcomeOf(verb, state)).toBe('NOT_COMPETENT');
  });
  it('the clock is the authority\'s while it has the next step, and nobody\'s while the applicant has', () => {
    expect(Object.fromEntries(Object.entries(states).map(([status, state]) => [status, nextDueOn(state)]).filter(([, due]) => due !== undefined))).toEqual({ submitted: '2026-11-26', accepted: '2026-12-02', extended: '2026-12-16' });
  });
  it('is late on the day after the last one; where the calendar is not announced nobody is called late', () => {
    expect([isOverdue(states.submitted, d('2026-11-26')), isOverdue(states.submitted, d('2026-11-27')), isOverdue(run((s) => applyForRepair(asked({ acceptanceDueOn: null }), s)), LATE)]).toEqual([false, true, false]);
  });
  it('silence is told once and approves nothing', () => {
    const told = run(verbs.apply, verbs.accept, verbs.escalate);
    expect(told).toMatchObject({ status: 'accepted', escalatedOn: LATE });
    expect(outcomeOf(verbs.escalate, told)).toBe('NOT_OVERDUE');
    expect(outcomeOf((s) => escalate({ today: d('2026-11-26') }, s), states.submitted)).toBe('NOT_OVERDUE');
  });
  it('each day that the authority lets pass is told of: late at acceptance, and late again at the decision', () => {
    const late = run(verbs.apply, verbs.escalate, verbs.accept);
    expect(late).not.toHaveProperty('escalatedOn');
    expect(outcomeOf(verbs.escalate, late)).toBe('RepairEscalated→accepted');
    expect(outcomeOf(verbs.escalate, run(verbs.apply, verbs.accept, verbs.escalate, verbs.extend))).toBe('RepairEscalated→extended');
  });
  it('what was handed in later stands beside what was there, and the clock of acceptance begins anew', () => {
    expect(run(verbs.apply, verbs['require supplement'], verbs.supplement)).toMatchObject({ status: 'submitted', acceptanceDueOn: '2026-11-30', evidence: [{}, {}, {}] });
    expect(run(verbs.apply, verbs['require supplement'], verbs.supplement)).not.toHaveProperty('wanting');
  });
});
