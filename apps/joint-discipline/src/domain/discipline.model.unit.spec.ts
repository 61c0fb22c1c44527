import { describe, expect, it } from '@jest/globals';
import { defaultRulebook } from '@credit/rulebook';
import fc from 'fast-check';
import { bookOf, counts, step, walk, type Asked, type Law, type Step, type Verb } from '../../test/discipline-model.ts';
import type { DisciplineMeasure } from './measure/measure.ts';
import { measuresOfHit } from './policies/measures-of-hit.ts';
import { releaseAfterTerm, releaseMeasure } from './policies/release.ts';
import type { Prompt } from './prompt/prompt.ts';

const any = (verb: Verb): fc.Arbitrary<Step> => fc.record({ verb: fc.constant(verb), n: fc.nat(11), version: fc.integer({ min: 1, max: 4 }), forged: fc.constantFrom(false, false, false, true) });
const anyStep = fc.constantFrom(...(Object.keys(step) as Verb[])).chain(any);
/** The way to a measure and to its end, with anything in between: pure chance would seldom get there. */
const WAY: Verb[] = ['tell', 'dayPasses', 'screen', 'apply', 'execute', 'dayPasses', 'endTerms', 'tell', 'confirmLift'];
const wayWithDetours = fc.tuple(...WAY.map((verb) => fc.tuple(fc.array(anyStep, { maxLength: 2 }), any(verb)))).map((parts) => parts.flatMap(([detour, one]) => [...detour, one]));
const journey = fc.oneof(fc.array(anyStep, { maxLength: 30 }), fc.tuple(wayWithDetours, fc.array(anyStep, { maxLength: 8 })).map(([way, rest]) => [...way, ...rest]));
const RUNS = { numRuns: 5_000, seed: 20261123 };

const everything: Law = { cell: true, renumbered: false, item: true, list: true };
const blindLaw = (blind: 'screen' | 'apply' | 'release'): Partial<Asked> => ({ book: (law, at) => bookOf(at === blind ? everything : law) });
const blindDay = (blind: 'screen' | 'apply' | 'release'): Partial<Asked> => ({ counts: (entry, today, at) => (at === blind ? entry !== undefined : counts(entry, today)) });
const mutants: Record<string, Partial<Asked>> = {
  'the law is not asked when it is prompted': blindLaw('screen'),
  'the law is not asked when it is applied': blindLaw('apply'),
  'the law is not asked when a measure goes on under another entry': blindLaw('release'),
  'an entry that has not begun, is over or has ended is a hit': blindDay('screen'),
  'a measure is applied on an entry that is over or has ended': blindDay('apply'),
  'a measure goes on under an entry that does not count': blindDay('release'),
  'an older state of an entry replaces a newer one': { newest: (_known, told) => [...told] },
  'an entry is taken that names no decision or document': { restsOnBasis: () => true },
  'the prompts of an ended entry stay open': { releasePrompt: () => [] },
  'the measures of an ended entry stay in effect': { releaseMeasure: () => [] },
  'another entry that carries the measure is not looked for': { releaseMeasure: (book, end, _others, measure) => releaseMeasure(book, end, [], measure) },
  'a prompt is applied that is not open': { prompt: (state) => (state.status === 'absent' ? state : ({ ...state, status: 'open' } as Prompt)) },
  'a measure is executed that was lifted': { measure: (state) => (state.status === 'lifted' ? ({ ...state, status: 'applied' } as DisciplineMeasure) : state) },
  'a measure is born on the row of its prompt, not on that of the day': { born: (_today, prompted) => prompted },
  'the job passes by a measure whose months are over': { overTerm: () => [] },
  'the job ends what another entry carries': { releaseAfterTerm: (book, end, _others, measure) => releaseAfterTerm(book, end, [], measure) },
  'the job ends what still has its months': { overTerm: (w) => [...w.measures.values()], releaseAfterTerm: (_book, { on }) => [{ type: 'MeasureLifted', because: 'term-over', on }] },
  'a measure is applied after its months': { firstDay: () => undefined },
  'a measure is executed after its months': { termEndsOn: () => undefined },
  'a measure whose entry ends after its months is lifted for the entry': { releaseMeasure: (book, end, others, measure) => releaseMeasure(book, { ...end, from: end.on }, others, measure) },
  'the measures of another list are prompted': { measuresOf: (_book, entry, today) => measuresOfHit(defaultRulebook, { ...entry, listType: 'WAGE_ARREARS' }, { matterKind: 'bidding' }, today) },
};

describe('prompts, measures and entries: whatever happens in whatever order', () => {
  it('nobody is prompted about or burdened without an entry that counts, a decision of an authority, and list, item and row of the matrix in force on the day', () => {
    const passed = new Set<string>();
    fc.assert(fc.property(journey, (steps) => walk(steps).forEach((status) => passed.add(status))), RUNS);
    expect([...passed].sort()).toEqual(['measure applied', 'measure executed', 'measure lift-confirmed', 'measure lifted', 'prompt applied', 'prompt closed', 'prompt declined', 'prompt open']);
  });

  it.each(Object.keys(mutants))('the model finds the planted mistake: %s', (name) => {
    expect(() => fc.assert(fc.property(journey, (steps) => void walk(steps, mutants[name])), { ...RUNS, endOnFailure: true })).toThrow(/Property failed/);
  });
});
