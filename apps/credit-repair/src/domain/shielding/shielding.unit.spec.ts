import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { market, notice, firm, TODAY } from '../../../test/sample-repairs.ts';
import { applyForShielding, decideShielding, endShielding, type ShieldStanding } from './shielding.decide.ts';
import { evolveShielding, noShielding, type Shielding, type ShieldingEvent } from './shielding.ts';

type Verb = (state: Shielding) => readonly ShieldingEvent[];
const run = (...verbs: Verb[]): Shielding => verbs.reduce((state, verb) => verb(state).reduce(evolveShielding, state), noShielding);
const outcomeOf = (verb: Verb, state: Shielding): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveShielding, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('SHIELDING.', '');
    throw error;
  }
};
const officer = { by: 'officer-1', source: market.source, today: TODAY, reason: '法院已裁定批准重整计划' };
const apply = (standing: Partial<ShieldStanding> = {}, ruledOn = d('2026-11-02')): Verb => (s) =>
  applyForShielding({ shieldingId: 's1', subject: firm, target: notice.target, ruling: { rulingNo: '（2026）示05破3号', on: ruledOn }, appliedBy: 'firm', appliedOn: TODAY, standing: { own: true, ...standing } }, s);
const verbs = {
  apply: apply(),
  grant: (s) => decideShielding({ ...officer, grant: true }, s),
  refuse: (s) => decideShielding({ ...officer, grant: false }, s),
  'end as failed': (s) => endShielding({ ...officer, outcome: 'failed', repaired: false }, s),
  'end as completed': (s) => endShielding({ ...officer, outcome: 'completed', repaired: true }, s),
} satisfies Record<string, Verb>;
const states = { absent: noShielding, applied: run(verbs.apply), shielded: run(verbs.apply, verbs.grant), refused: run(verbs.apply, verbs.refuse), ended: run(verbs.apply, verbs.grant, verbs['end as failed']) } satisfies Record<Shielding['status'], Shielding>;
type Status = keyof typeof states;
const no = (legal: Partial<Record<Status, string>>, otherwise = 'WRONG_STEP'): Record<Status, string> =>
  Object.fromEntries((Object.keys(states) as Status[]).map((status) => [status, legal[status] ?? (status === 'absent' ? 'NOT_FOUND' : otherwise)])) as Record<Status, string>;
const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  apply: no({ absent: 'ShieldingApplied→applied' }, 'ALREADY_APPLIED'),
  grant: no({ applied: 'ShieldingGranted→shielded' }),
  refuse: no({ applied: 'ShieldingRefused→refused' }),
  'end as failed': no({ shielded: 'ShieldingEnded→ended' }),
  'end as completed': no({ shielded: 'ShieldingEnded→ended' }),
};

describe('a shielding: every state under every verb (§4.5, trap 20)', () => {
  for (const [name, expectations] of Object.entries(matrix)) for (const [status, expected] of Object.entries(expectations)) {
    it(`${status} + ${name}: ${expected}`, () => expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected));
  }
});

describe('its guards', () => {
  it.each<[string, string, Verb, Shielding]>([
    ['the record of somebody else', 'NOT_SHIELDABLE', apply({ own: false }), noShielding],
    ['what has ended or is repaired', 'NOT_SHIELDABLE', apply({ unfit: { why: 'repaired', userMessage: '已修复' } }), noShielding],
    ['what is shielded already', 'ALREADY_APPLIED', apply({ other: 'shielded' }), noShielding],
    ['a ruling of tomorrow', 'RULING_OUT_OF_ORDER', apply({}, d('2026-11-24')), noShielding],
    ['a decision by another department', 'NOT_COMPETENT', (s) => decideShielding({ ...officer, source: 'benxi-fire', grant: true }, s), states.applied],
    ['an end by another department', 'NOT_COMPETENT', (s) => endShielding({ ...officer, source: 'benxi-fire', outcome: 'failed', repaired: false }, s), states.shielded],
    ['an end as completed without the repair: the final repair needs its own ruling', 'REPAIR_OUTSTANDING', (s) => endShielding({ ...officer, outcome: 'completed', repaired: false }, s), states.shielded],
  ])('%s: %s', (_, code, verb, state) => expect(outcomeOf(verb, state)).toBe(code));
  it('the ruling of today will do', () => expect(outcomeOf(apply({}, TODAY), noShielding)).toBe('ShieldingApplied→applied'));
});
