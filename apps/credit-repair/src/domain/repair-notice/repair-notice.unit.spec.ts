import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { notice, TODAY } from '../../../test/sample-repairs.ts';
import { serveNotice, tellNotice } from './repair-notice.decide.ts';
import { evolveRepairNotice, isNoticeOverdue, noRepairNotice, type RepairNotice, type RepairNoticeEvent } from './repair-notice.ts';

type Verb = (state: RepairNotice) => readonly RepairNoticeEvent[];
const run = (...verbs: Verb[]): RepairNotice => verbs.reduce((state, verb) => verb(state).reduce(evolveRepairNotice, state), noRepairNotice);
const outcomeOf = (verb: Verb, state: RepairNotice): string => {
  try {
    const events = verb(state);
    return events.length === 0 ? 'nothing' : `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveRepairNotice, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('REPAIR_NOTICE.', '');
    throw error;
  }
};
const rated = { ...notice, rule: { ...notice.rule, ruleId: 'REPAIR_SET_SERIOUS', earliestOn: d('2027-07-01') } };
const officer = { source: notice.target.authority.source, by: 'officer-1', on: TODAY, today: TODAY };

const verbs = {
  tell: (s) => tellNotice({ content: notice, dueOn: TODAY, today: TODAY }, s),
  'tell what has changed': (s) => tellNotice({ content: rated, dueOn: d('2026-11-30'), today: d('2026-11-30') }, s),
  serve: (s) => serveNotice(officer, s),
} satisfies Record<string, Verb>;
const states = { absent: noRepairNotice, told: run(verbs.tell), served: run(verbs.tell, verbs.serve) } satisfies Record<RepairNotice['status'], RepairNotice>;
const matrix: Record<keyof typeof verbs, Record<keyof typeof states, string>> = {
  tell: { absent: 'RepairNoticed→told', told: 'nothing', served: 'nothing' },
  'tell what has changed': { absent: 'RepairNoticed→told', told: 'RepairNoticed→told', served: 'RepairNoticed→told' },
  serve: { absent: 'NOT_FOUND', told: 'RepairNoticeServed→served', served: 'ALREADY_SERVED' },
};

describe('a repair notice: every state under every verb (§4.4 两书同达)', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as keyof typeof states])).toBe(expected));
    }
  }
});

describe('its service', () => {
  const served = (over: Partial<typeof officer>): string => outcomeOf((s) => serveNotice({ ...officer, ...over }, s), states.told);
  it('no other department confirms it', () => expect(served({ source: 'benxi-fire' })).toBe('NOT_FOUND'));
  it('lies between the document and today', () => {
    expect(['2026-06-30', '2026-07-01', '2026-11-23', '2026-11-24'].map((on) => served({ on: d(on) }))).toEqual(['SERVICE_OUT_OF_ORDER', 'RepairNoticeServed→served', 'RepairNoticeServed→served', 'SERVICE_OUT_OF_ORDER']);
  });
  it('of what is told anew is due anew, and the old one says nothing about it', () => {
    const again = run(verbs.tell, verbs.serve, verbs['tell what has changed']);
    expect(again).toMatchObject({ status: 'told', dueOn: '2026-11-30', rule: { ruleId: 'REPAIR_SET_SERIOUS' } });
    expect(again).not.toHaveProperty('service');
  });
  it('is overdue on the day after; what was served is not', () => {
    expect([isNoticeOverdue(states.told, TODAY), isNoticeOverdue(states.told, d('2026-11-24')), isNoticeOverdue(states.served, d('2026-11-24'))]).toEqual([false, true, false]);
  });
});
