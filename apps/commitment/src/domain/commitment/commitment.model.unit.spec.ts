import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { walk, type Asked, type Step, type Verb } from '../../../test/commitment-model.ts';
import type { Commitment } from './commitment.ts';

const VERBS: Verb[] = ['make', 'supply', 'keep', 'interim', 'find', 'notice', 'explain', 'waive', 'accept', 'order', 'decide', 'revoke', 'retract', 'end', 'dayPasses', 'list', 'repair'];
const seldom = fc.constantFrom(false, false, false, true);
const any = (verb: Verb): fc.Arbitrary<Step> => fc.record({ verb: fc.constant(verb), n: fc.nat(5), days: fc.constantFrom(1, 2, 8, 40), stranger: seldom, careless: seldom });
const anyStep = fc.constantFrom(...VERBS).chain(any);
/** The way to a breach and to its revocation, with anything in between: pure chance would seldom get there. */
const WAYS: Verb[][] = [['make', 'find', 'notice', 'dayPasses', 'order', 'dayPasses', 'decide', 'decide', 'revoke', 'keep', 'make'], ['make', 'find', 'notice', 'explain', 'accept', 'find', 'notice', 'waive', 'order', 'dayPasses', 'decide', 'decide', 'repair', 'make'], ['make', 'supply', 'keep', 'end', 'keep']];
const withDetours = (way: Verb[]): fc.Arbitrary<Step[]> => fc.tuple(...way.map((verb) => fc.tuple(fc.array(anyStep, { maxLength: 1 }), any(verb)))).map((parts) => parts.flatMap(([detour, one]) => [...detour, one]));
const journey = fc.oneof(fc.array(anyStep, { maxLength: 30 }), fc.tuple(fc.oneof(...WAYS.map(withDetours)), fc.array(anyStep, { maxLength: 6 })).map(([way, rest]) => [...way, ...rest]));
const RUNS = { numRuns: 5_000, seed: 20261123 };

const shown = (verb: Verb, from: Commitment['status'], over: object): Partial<Asked> => ({ state: (state, at) => (at === verb && state.status === from ? ({ ...state, ...over } as Commitment) : state) });
const rectified = { found: { on: '2026-11-23', by: 'x', unperformed: 'x' }, notice: { on: '2026-11-23', by: 'x', grounds: 'x', explainUntil: null }, rectification: { on: '2026-11-23', by: 'x', until: '2000-01-01', demands: 'x' } };
const mutants: Record<string, Partial<Asked>> = {
  'who is in breach may promise': { barred: (w) => w.listed },
  'who is listed may promise': { barred: (w) => [...w.commitments].some(([id, { status }]) => status === 'breached' && !w.repaired.has(id)) },
  'a promise is not chosen': { chosen: () => true },
  'any department takes steps': { source: () => 'benxi-market-regulation' },
  'one officer finds and decides': { decider: () => 'somebody-else' },
  'the period for an explanation is over at once': { explainUntil: () => '2000-01-01' as never },
  'the term for rectification need not pass': { today: (today, verb) => (verb === 'decide' ? ('2099-01-01' as never) : today) },
  'a missed date is a breach': shown('decide', 'tracking', { status: 'rectifying', ...rectified }),
  'a finding is a breach': shown('decide', 'found', { status: 'rectifying', ...rectified }),
  'a notice is a breach': shown('decide', 'noticed', { status: 'rectifying', ...rectified }),
  'the promisor is not heard': shown('order', 'found', { status: 'noticed', notice: { on: '2026-11-23', by: 'x', grounds: 'x', explainUntil: '2000-01-01' } }),
  'a waiver is accepted as an explanation': shown('accept', 'noticed', { explanation: { on: '2026-11-23', by: 'firm', what: 'x' } }),
  'what was kept is breached': shown('decide', 'kept', { status: 'rectifying', ...rectified }),
  'what was revoked is kept': shown('keep', 'breach-revoked', { status: 'tracking' }),
  'a breach is kept afterwards': shown('keep', 'breached', { status: 'rectifying' }),
  'outstanding documents are not asked for': shown('keep', 'tracking', { documents: [] }),
  'a check rests on nothing': { reference: () => '双随机1号' },
  'what was found is retracted': shown('retract', 'found', { status: 'tracking' }),
  'a free one is ended in the middle of the procedure': shown('end', 'noticed', { status: 'tracking' }),
  'a term of yesterday': { order: (c, state) => (state.status === 'noticed' && state.explanation !== undefined ? [{ type: 'RectificationOrdered', on: c.today, by: c.by, until: c.today, demands: c.demands }] : []) },
};

describe('commitments: whatever happens in whatever order (R13; domain §6.3)', () => {
  it('promised by choice and not under a bar; checked on ordinary occasions; breached by procedure alone, by another officer, after the term; what is over stays over', () => {
    const passed = new Set<string>();
    fc.assert(fc.property(journey, (steps) => walk(steps).forEach((status) => passed.add(status))), RUNS);
    expect([...passed].sort()).toEqual(['breach-revoked', 'breached', 'ended', 'found', 'kept', 'noticed', 'rectifying', 'retracted', 'tracking']);
  });

  it.each(Object.keys(mutants))('the model finds the planted mistake: %s', (name) => {
    expect(() => fc.assert(fc.property(journey, (steps) => void walk(steps, mutants[name])), { ...RUNS, endOnFailure: true })).toThrow(/Property failed/);
  });
});
