import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { walk, type Asked, type Step, type Verb } from '../../../test/shielding-model.ts';
import type { Shielding } from './shielding.ts';

const VERBS: Verb[] = ['apply', 'grant', 'refuse', 'fail', 'complete', 'repair', 'revokeRepair', 'endItem', 'dayPasses'];
const seldom = fc.constantFrom(false, false, false, true);
const any = (verb: Verb): fc.Arbitrary<Step> => fc.record({ verb: fc.constant(verb), n: fc.nat(3), stranger: seldom, early: seldom });
const journey = fc.array(fc.constantFrom(...VERBS).chain(any), { maxLength: 30 });
const RUNS = { numRuns: 5_000, seed: 20261123 };
const shown = (verb: Verb, from: Shielding['status'], as: Shielding['status']): Partial<Asked> => ({ state: (state, at) => (at === verb && state.status === from ? ({ ...state, status: as } as Shielding) : state) });
const mutants: Record<string, Partial<Asked>> = {
  'the record of somebody else is shielded': { own: () => true },
  'what is over or repaired is shielded': { unfit: () => false },
  'another shielding of the record is not looked for': { other: () => undefined },
  'one that is only applied for is not looked for': { other: (w, item) => [...w.shieldings.values()].find((s) => s.status === 'shielded' && s.target.id === item.id)?.status },
  'any department decides': { source: () => 'benxi-market-regulation' },
  'completed without the final repair it ends': { repaired: () => true },
  'a ruling of tomorrow will do': { ruledOn: () => '2000-01-01' as never },
  'a refused one is granted': shown('grant', 'refused', 'applied'),
  'an ended one is granted again': shown('grant', 'ended', 'applied'),
  'an ended one ends again': shown('fail', 'ended', 'shielded'),
  'what was only applied for ends': shown('fail', 'applied', 'shielded'),
  'a granted one is refused': shown('refuse', 'shielded', 'applied'),
  'the register does not hear of the end': { register: (item, id, type) => void (type === 'ShieldingGranted' && item.told.add(id)) },
  'the register shields at the application': { register: (item, id, type) => void (type === 'ShieldingEnded' ? item.told.delete(id) : item.told.add(id)) },
};

describe('shieldings: whatever happens in whatever order (R13, §4.5, trap 20)', () => {
  it('one at a time, by its authority alone, by a ruling that exists; completed only with the final repair; what is over stays over; the register holds what is in effect', () => {
    const passed = new Set<string>();
    fc.assert(fc.property(journey, (steps) => walk(steps).forEach((status) => passed.add(status))), RUNS);
    expect([...passed].sort()).toEqual(['applied', 'ended', 'refused', 'shielded']);
  });
  it.each(Object.keys(mutants))('the model finds the planted mistake: %s', (name) => {
    expect(() => fc.assert(fc.property(journey, (steps) => void walk(steps, mutants[name])), { ...RUNS, endOnFailure: true })).toThrow(/Property failed/);
  });
});
