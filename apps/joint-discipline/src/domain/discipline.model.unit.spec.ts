import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, localDate, type LocalDate } from '@credit/kernel';
import { defaultRulebook, withOverlay, type Rulebook } from '@credit/rulebook';
import fc from 'fast-check';
import { applyMeasure, confirmLift, recordExecution } from './measure/measure.decide.ts';
import { evolveMeasure, isInEffect, noMeasure, type DisciplineMeasure } from './measure/measure.ts';
import { basisToday, type BasisToday } from './policies/basis-today.ts';
import { restsOnBasis } from './policies/entry-basis.ts';
import { measuresOfHit, type AllowedMeasure } from './policies/measures-of-hit.ts';
import { newestStates } from './policies/newest-states.ts';
import { releaseMeasure, releasePrompt } from './policies/release.ts';
import { applyPrompt, declinePrompt, raisePrompt } from './prompt/prompt.decide.ts';
import { evolvePrompt, noPrompt, type DisciplineBasis, type Prompt } from './prompt/prompt.ts';

const TODAY = localDate('2026-11-23');
const CELL = 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT';
const RENUMBERED = `${CELL}_2026`;
const KIND = 'real-estate-transfer';

/** What of the law is in force in the model: one flag each, checked below without asking any code of ours. */
interface Law {
  cell: boolean;
  renumbered: boolean;
  item: boolean;
  list: boolean;
}
const ended = addDays(TODAY, -1);
const cellRow = defaultRulebook.tables.measureMatrix.find(({ id }) => id === CELL)!;
const books = new Map<string, Rulebook>();
function bookOf(law: Law): Rulebook {
  const key = JSON.stringify(law);
  const made = books.get(key) ?? withOverlay(defaultRulebook, { version: 'model', tables: {
    measureMatrix: [...(law.cell ? [] : [{ id: CELL, to: ended }]), ...(law.renumbered ? [{ ...cellRow, id: RENUMBERED, basis: '(测试用)第四条', from: TODAY }] : [])],
    measures: law.item ? [] : [{ id: 'MEASURE_2024_A3A', to: ended }], listTypes: law.list ? [] : [{ id: 'LIST_JUDGMENT_DEFAULTER', to: ended }],
  } });
  books.set(key, made);
  return made;
}

/** A state of an entry as an event tells it. */
interface Entry {
  entryId: string;
  listType: string;
  status: 'in-force' | 'ended';
  origin: string;
  evidence: unknown[];
  subject: { subjectId: string; subjectClass: 'LEGAL_ENTITY'; name: string; status: 'registered' };
  decision: { docNo: string; authorityUscc: string };
  basis: { statute: string };
  from: LocalDate;
  until: LocalDate;
  ending?: 'revoked';
  listVersion: string;
}
interface World {
  today: LocalDate;
  law: Law;
  known: Map<string, { listVersion: bigint; entry: Entry }>;
  /** Highest version of each entry that its owner has told. */
  told: Map<string, bigint>;
  prompts: Map<string, Prompt>;
  measures: Map<string, DisciplineMeasure>;
}
type Verb = 'tell' | 'screen' | 'apply' | 'decline' | 'execute' | 'confirmLift' | 'dayPasses' | 'law';
interface Step {
  verb: Verb;
  n: number;
  version: number;
  forged: boolean;
}

const isLive = (entry: Entry | undefined): boolean => entry?.status === 'in-force';
const counts = (entry: Entry | undefined, today: LocalDate): boolean => isLive(entry) && entry!.from <= today && today < entry!.until;
const basisOf = (state: Prompt | DisciplineMeasure): DisciplineBasis => (state as { basis: DisciplineBasis }).basis;

/** What the steps ask; each planted mistake replaces one answer. */
const asked = {
  restsOnBasis,
  newest: newestStates,
  releasePrompt,
  releaseMeasure,
  /** The law that a verb asks. */
  book: (law: Law, _at: 'screen' | 'apply' | 'release') => bookOf(law),
  counts: (entry: Entry | undefined, today: LocalDate, _at: 'screen' | 'apply' | 'release') => counts(entry, today),
  measuresOf: (book: Rulebook, entry: Entry, today: LocalDate): AllowedMeasure[] => measuresOfHit(book, entry, { matterKind: KIND }, today),
  /** The state in which a verb finds its prompt or measure. */
  prompt: (state: Prompt): Prompt => state,
  measure: (state: DisciplineMeasure): DisciplineMeasure => state,
  /** On what a new measure rests. */
  born: (today: BasisToday, _prompted: DisciplineBasis): DisciplineBasis => (today as { basis: DisciplineBasis }).basis,
};
type Asked = typeof asked;

/** The n-th entry of the one subject as its owner states it: designated, extended, ended. A forged one names no document, and every other of them no decision. */
function stated({ n, version, forged }: Step, today: LocalDate): Entry {
  return {
    entryId: `e${n % 2}`, listType: 'JUDGMENT_DEFAULTER', status: version >= 3 ? 'ended' : 'in-force', origin: n % 3 === 0 ? 'local' : 'external', evidence: forged ? [] : [{}],
    subject: { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', status: 'registered' }, decision: { docNo: forged && n % 2 === 0 ? '' : '执1号', authorityUscc: '11210500MB0XY1017D' }, basis: { statute: '民事诉讼法第二百六十六条' },
    from: addDays(today, (n % 4) - 1), until: addDays(today, 3 + version * 10), ...(version >= 3 ? { ending: 'revoked' as const } : {}), listVersion: String(version),
  };
}

const step = {
  tell(w: World, s: Step, a: Asked): void {
    const state = stated(s, w.today);
    if (!a.restsOnBasis(state)) return;
    w.told.set(state.entryId, [w.told.get(state.entryId) ?? 0n, BigInt(state.listVersion)].reduce((x, y) => (x > y ? x : y)));
    const [fresh] = a.newest(w.known, [{ state }]);
    if (fresh === undefined) return;
    const wasLive = isLive(w.known.get(state.entryId)?.entry);
    w.known.set(state.entryId, { listVersion: BigInt(state.listVersion), entry: state });
    if (state.status === 'in-force' || !wasLive) return;
    const others = [...w.known.values()].map(({ entry }) => entry).filter((entry) => entry.entryId !== state.entryId && a.counts(entry, w.today, 'release'));
    const end = { ending: state.ending, on: w.today };
    for (const [id, prompt] of w.prompts) if (basisOf(prompt).entryId === state.entryId) w.prompts.set(id, a.releasePrompt(end, prompt).reduce(evolvePrompt, prompt));
    for (const [id, measure] of w.measures) if (isInEffect(measure) && measure.basis.entryId === state.entryId) w.measures.set(id, a.releaseMeasure(a.book(w.law, 'release'), end, others, measure).reduce(evolveMeasure, measure));
  },
  screen(w: World, { n }: Step, a: Asked): void {
    const matter = { matterId: `m${n % 2}`, matterKind: KIND, department: 'registry' };
    for (const { entry } of w.known.values()) {
      if (!a.counts(entry, w.today, 'screen')) continue;
      for (const { basis } of a.measuresOf(a.book(w.law, 'screen'), entry, w.today)) {
        const promptId = `${matter.matterId} ${basis.entryId} ${basis.matrixRowId}`;
        if (!w.prompts.has(promptId)) w.prompts.set(promptId, evolvePrompt(noPrompt, raisePrompt({ promptId, screeningId: 'x', subject: entry.subject, matter, basis, promptedOn: w.today }, noPrompt)));
      }
    }
  },
  apply(w: World, s: Step, a: Asked): void {
    const [id, prompt] = chosen(w.prompts, s.n) ?? [];
    if (id === undefined || prompt === undefined || prompt.status === 'absent') return;
    const basis = basisToday(a.book(w.law, 'apply'), prompt.basis, w.today);
    const measureId = `measure of ${id}`;
    const entryInForce = a.counts(w.known.get(prompt.basis.entryId)?.entry, w.today, 'apply');
    w.prompts.set(id, evolvePrompt(prompt, applyPrompt({ measureId, today: w.today, entryInForce, basis }, a.prompt(prompt))));
    const { subject, matter, promptId } = prompt;
    w.measures.set(measureId, evolveMeasure(noMeasure, applyMeasure({ measureId, promptId, subject, matter, basis: a.born(basis, prompt.basis), appliedOn: w.today }, noMeasure)));
  },
  decline(w: World, s: Step): void {
    const [id, prompt] = chosen(w.prompts, s.n) ?? [];
    if (id !== undefined && prompt !== undefined) w.prompts.set(id, evolvePrompt(prompt, declinePrompt({ reason: '另有规定', today: w.today }, prompt)));
  },
  execute(w: World, s: Step, a: Asked): void {
    const [id, measure] = chosen(w.measures, s.n) ?? [];
    if (id === undefined || measure === undefined) return;
    const found = a.measure(measure);
    w.measures.set(id, evolveMeasure(found, recordExecution({ on: w.today }, found)));
  },
  confirmLift(w: World, s: Step): void {
    const [id, measure] = chosen(w.measures, s.n) ?? [];
    if (id !== undefined && measure !== undefined) w.measures.set(id, evolveMeasure(measure, confirmLift({ on: w.today }, measure)));
  },
  dayPasses(w: World, { n }: Step): void {
    w.today = addDays(w.today, 1 + (n % 8));
  },
  law(w: World, { n }: Step): void {
    const part = (['cell', 'renumbered', 'item', 'list'] as const)[n % 4]!;
    w.law = { ...w.law, [part]: !w.law[part] };
  },
} satisfies Record<Verb, (w: World, s: Step, a: Asked) => void>;

const chosen = <T>(all: Map<string, T>, n: number): [string, T] | undefined => [...all][n % Math.max(1, all.size)];
const must = (holds: boolean, sentence: string): void => {
  if (!holds) throw new Error(sentence);
};

/** The matrix row that the flags of the law carry, for a basis that is taken up now. */
const rowInForce = ({ law }: World, row: string): boolean => law.item && law.list && (row === RENUMBERED ? law.renumbered : row === CELL && law.cell);

/** 依法: what holds of everybody who is prompted about or burdened after a step, against how it was before. */
function lawful(before: World, w: World): void {
  for (const [id, prompt] of w.prompts) {
    if (prompt.status !== 'open') continue;
    grounded(w, prompt.basis, `prompt ${id}`);
    if (!before.prompts.has(id)) takenUp(w, prompt.basis, `prompt ${id}`);
  }
  for (const [id, measure] of w.measures) {
    const old = before.measures.get(id);
    const was = old !== undefined && isInEffect(old);
    if (!isInEffect(measure)) {
      must(!(was && measure.status === 'lifted') || !carried(before, w, old!), `${id} was lifted although another entry carries it`);
      continue;
    }
    must(old === undefined || was, `${id} had been lifted and burdens again`);
    must(w.prompts.get(measure.promptId)?.status === 'applied' && (old !== undefined || before.prompts.get(measure.promptId)?.status === 'open'), `${id} was chosen by an officer on an open prompt`);
    grounded(w, measure.basis, id);
    if (old === undefined || basisOf(old) !== measure.basis) takenUp(w, measure.basis, id);
  }
}

/** An entry in force that names decision, authority, statute and, designated here, a document. */
function grounded(w: World, { entryId }: DisciplineBasis, what: string): void {
  const entry = w.known.get(entryId)?.entry;
  must(isLive(entry), `${what} rests on an entry that has not ended`);
  must(w.told.get(entryId) === w.known.get(entryId)!.listVersion, `${what} rests on the newest state of its entry`);
  must(entry!.decision.docNo !== '' && entry!.decision.authorityUscc !== '' && (entry!.origin === 'external' || entry!.evidence.length > 0), `${what} rests on an entry with decision, authority and document`);
}

function takenUp(w: World, basis: DisciplineBasis, what: string): void {
  must(counts(w.known.get(basis.entryId)?.entry, w.today), `the entry of ${what} counts on this day`);
  must(rowInForce(w, basis.matrixRowId), `row, item and list of ${what} are in force on this day`);
}

const carried = (before: World, w: World, old: DisciplineMeasure): boolean =>
  before.law.item && before.law.list && (before.law.cell || before.law.renumbered) && [...w.known.values()].some(({ entry }) => entry.entryId !== basisOf(old).entryId && counts(entry, w.today));

/** Walks the steps; a refused one changes nothing. @throws when somebody is burdened without basis. @returns the statuses passed */
function walk(steps: readonly Step[], changed: Partial<Asked> = {}): Set<string> {
  const a: Asked = { ...asked, ...changed };
  let w: World = { today: TODAY, law: { cell: true, renumbered: false, item: true, list: true }, known: new Map(), told: new Map(), prompts: new Map(), measures: new Map() };
  const passed = new Set<string>();
  for (const one of steps) {
    const before: World = { ...w, known: new Map(w.known), told: new Map(w.told), prompts: new Map(w.prompts), measures: new Map(w.measures) };
    try {
      step[one.verb](w, one, a);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      w = before;
      continue;
    }
    for (const { status } of w.prompts.values()) passed.add(`prompt ${status}`);
    for (const { status } of w.measures.values()) passed.add(`measure ${status}`);
    lawful(before, w);
  }
  return passed;
}

const any = (verb: Verb): fc.Arbitrary<Step> => fc.record({ verb: fc.constant(verb), n: fc.nat(11), version: fc.integer({ min: 1, max: 4 }), forged: fc.constantFrom(false, false, false, true) });
const anyStep = fc.constantFrom(...(Object.keys(step) as Verb[])).chain(any);
/** The way to a measure and to its end, with anything in between: pure chance would seldom get there. */
const WAY: Verb[] = ['tell', 'dayPasses', 'screen', 'apply', 'execute', 'tell', 'confirmLift'];
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
