import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { walk, type Asked, type Step, type Verb } from '../../test/repair-model.ts';
import type { RepairCase } from './repair-case/repair-case.ts';
import { tellNotice } from './repair-notice/repair-notice.decide.ts';

const VERBS: Verb[] = ['apply', 'askSupplement', 'supplement', 'accept', 'reject', 'extend', 'approve', 'deny', 'escalate', 'retract', 'revoke', 'dayPasses', 'endItem', 'rate', 'tell', 'serve'];
const seldom = fc.constantFrom(false, false, false, true);
const any = (verb: Verb): fc.Arbitrary<Step> => fc.record({ verb: fc.constant(verb), n: fc.nat(3), days: fc.constantFrom(1, 2, 4, 11, 35, 70), stranger: seldom, lacking: seldom, forged: seldom });
const anyStep = fc.constantFrom(...VERBS).chain(any);
/** The way to a grant and to its revocation, and that of an authority that is silent, with anything in between: pure chance would seldom get there. */
const WAYS: Verb[][] = [['tell', 'apply', 'accept', 'extend', 'approve', 'revoke', 'apply'], ['apply', 'dayPasses', 'escalate', 'escalate', 'accept', 'dayPasses', 'escalate', 'escalate', 'approve']];
const withDetours = (way: Verb[]): fc.Arbitrary<Step[]> => fc.tuple(...way.map((verb) => fc.tuple(fc.array(anyStep, { maxLength: 2 }), any(verb)))).map((parts) => parts.flatMap(([detour, one]) => [...detour, one]));
const journey = fc.oneof(fc.array(anyStep, { maxLength: 30 }), fc.tuple(fc.oneof(...WAYS.map(withDetours)), fc.array(anyStep, { maxLength: 8 })).map(([way, rest]) => [...way, ...rest]));
const RUNS = { numRuns: 5_000, seed: 20261123 };

const shown = (verbs: readonly Verb[], from: RepairCase['status'], as: RepairCase['status']): Partial<Asked> => ({ state: (state, verb) => (verbs.includes(verb) && state.status === from ? ({ ...state, status: as } as RepairCase) : state) });
const mutants: Record<string, Partial<Asked>> = {
  'silence approves': { escalate: ({ today }) => [{ type: 'RepairApproved', decision: { on: today, by: 'nobody', reason: '逾期视为同意' } }] },
  'an application is taken before its day': { earliestOn: () => undefined },
  'the bar is not asked for': { barredUntil: () => undefined },
  'a revocation bars nobody': { bar: (today) => today },
  'another open case of the item is not looked for': { otherCase: () => undefined },
  'a granted case of the item is forgotten': { otherCase: (w, item) => [...w.cases.values()].find((state) => state.status !== 'absent' && state.target.id === item.id && ['submitted', 'accepted', 'extended'].includes(state.status))?.status },
  'what is over is repaired': { live: () => true },
  'the item of somebody else is repaired': { own: () => true },
  'the material is not asked for': { requires: [] },
  'a training counts by whoever certified it': { accredited: () => true },
  'any department decides': { source: () => 'benxi-market-regulation' },
  'a revoked repair is granted again': shown(['approve'], 'revoked', 'accepted'),
  'what was denied is granted': shown(['approve'], 'denied', 'accepted'),
  'what was not accepted is granted': shown(['approve'], 'submitted', 'accepted'),
  'a decision is extended again': shown(['extend'], 'extended', 'accepted'),
  'a granted repair is retracted': shown(['retract'], 'approved', 'accepted'),
  'a retracted case goes on': shown(['accept'], 'retracted', 'submitted'),
  'one silence is told of again and again': { state: (state, verb) => (verb === 'escalate' && 'escalatedOn' in state ? (({ escalatedOn: _, ...rest }) => rest as RepairCase)(state) : state) },
  'an authority is called late on its last day': { escalate: (_c, state) => (state.status === 'submitted' ? [{ type: 'RepairEscalated', on: state.appliedOn, dueOn: state.acceptanceDueOn! }] : []) },
  'what has changed since the service is not told': { tell: (c, state) => (state.status === 'served' ? [] : tellNotice(c, state)) },
  'a notice is served before its document': { servedFrom: () => '2000-01-01' as never },
};

describe('repair cases and notices: whatever happens in whatever order (R13, §4.4, §4.5)', () => {
  it('nothing before its day, under the bar, without material or by another department; one case per item; silence approves nothing; what is over stays over', () => {
    const passed = new Set<string>();
    fc.assert(fc.property(journey, (steps) => walk(steps).forEach((status) => passed.add(status))), RUNS);
    expect([...passed].sort()).toEqual(['accepted', 'approved', 'denied', 'extended', 'notice served', 'notice told', 'rejected', 'retracted', 'revoked', 'submitted', 'supplement-required']);
  });

  it.each(Object.keys(mutants))('the model finds the planted mistake: %s', (name) => {
    expect(() => fc.assert(fc.property(journey, (steps) => void walk(steps, mutants[name])), { ...RUNS, endOnFailure: true })).toThrow(/Property failed/);
  });
});
