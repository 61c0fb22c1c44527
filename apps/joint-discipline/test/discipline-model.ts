import { addDays, addMonths, DomainError, localDate, type LocalDate } from '@credit/kernel';
import { defaultRulebook, withOverlay, type Rulebook } from '@credit/rulebook';
import { applyMeasure, confirmLift, recordExecution } from '../src/domain/measure/measure.decide.ts';
import { evolveMeasure, isInEffect, noMeasure, type DisciplineMeasure } from '../src/domain/measure/measure.ts';
import { basisToday, type BasisToday } from '../src/domain/policies/basis-today.ts';
import { restsOnBasis } from '../src/domain/policies/entry-basis.ts';
import { termEndsOn } from '../src/domain/policies/measure-term.ts';
import { measuresOfHit, type AllowedMeasure } from '../src/domain/policies/measures-of-hit.ts';
import { newestStates } from '../src/domain/policies/newest-states.ts';
import { releaseAfterTerm, releaseMeasure, releasePrompt } from '../src/domain/policies/release.ts';
import { applyPrompt, declinePrompt, raisePrompt } from '../src/domain/prompt/prompt.decide.ts';
import { evolvePrompt, noPrompt, type DisciplineBasis, type Prompt } from '../src/domain/prompt/prompt.ts';

const TODAY = localDate('2026-11-23');
const CELL = 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT';
const RENUMBERED = `${CELL}_2026`;
const KIND = 'real-estate-transfer';
/** So many months the cell grants in the model; the renumbered one as long as the entry. */
const MONTHS = 1;

/** What of the law is in force in the model: one flag each, checked below without asking any code of ours. */
export type Law = Record<'cell' | 'renumbered' | 'item' | 'list', boolean>;
const ended = addDays(TODAY, -1);
const cellRow = defaultRulebook.tables.measureMatrix.find(({ id }) => id === CELL)!;
const books = new Map<string, Rulebook>();
export function bookOf(law: Law): Rulebook {
  const key = JSON.stringify(law);
  const made = books.get(key) ?? withOverlay(defaultRulebook, { version: 'model', tables: {
    measureMatrix: [{ id: CELL, durationRule: 'fixed-months', months: MONTHS, ...(law.cell ? {} : { to: ended }) }, ...(law.renumbered ? [{ ...cellRow, id: RENUMBERED, basis: '(测试用)第四条', from: TODAY }] : [])],
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
export type Verb = 'tell' | 'screen' | 'apply' | 'decline' | 'execute' | 'confirmLift' | 'endTerms' | 'dayPasses' | 'law';
export type Step = { verb: Verb; n: number; version: number; forged: boolean };

const isLive = (entry: Entry | undefined): boolean => entry?.status === 'in-force';
export const counts = (entry: Entry | undefined, today: LocalDate): boolean => isLive(entry) && entry!.from <= today && today < entry!.until;
const basisOf = (state: Prompt | DisciplineMeasure): DisciplineBasis => (state as { basis: DisciplineBasis }).basis;

/** What the steps ask; each planted mistake replaces one answer. */
const asked = {
  restsOnBasis,
  newest: newestStates,
  releasePrompt,
  releaseMeasure,
  /** The measures that the job finds on a day, before it asks the rules about each. */
  overTerm: (w: World): DisciplineMeasure[] => [...w.measures.values()].filter((measure) => isInEffect(measure) && termOver(w, measure.basis)),
  releaseAfterTerm,
  /** The end of a measure's months, as whoever takes a report of its execution finds it. */
  termEndsOn,
  /** The law that a verb asks. */
  book: (law: Law, _at: 'screen' | 'apply' | 'release') => bookOf(law),
  counts: (entry: Entry | undefined, today: LocalDate, _at: 'screen' | 'apply' | 'release') => counts(entry, today),
  measuresOf: (book: Rulebook, entry: Entry, today: LocalDate): AllowedMeasure[] => measuresOfHit(book, entry, { matterKind: KIND }, today),
  /** The state in which a verb finds its prompt or measure. */
  prompt: (state: Prompt): Prompt => state,
  measure: (state: DisciplineMeasure): DisciplineMeasure => state,
  /** From which day the months of a new measure count. */
  firstDay: (entry: Entry | undefined): LocalDate | undefined => entry?.from,
  /** On what a new measure rests. */
  born: (today: BasisToday, _prompted: DisciplineBasis): DisciplineBasis => (today as { basis: DisciplineBasis }).basis,
};
export type Asked = typeof asked;

/** The n-th entry of the one subject as its owner states it: designated, extended, ended. A forged one names no document, and every other of them no decision. */
function stated({ n, version, forged }: Step, { today, known }: World): Entry {
  return {
    entryId: `e${n % 2}`, listType: 'JUDGMENT_DEFAULTER', status: version >= 3 ? 'ended' : 'in-force', origin: n % 3 === 0 ? 'local' : 'external', evidence: forged ? [] : [{}],
    subject: { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', status: 'registered' }, decision: { docNo: forged && n % 2 === 0 ? '' : '执1号', authorityUscc: '11210500MB0XY1017D' }, basis: { statute: '民事诉讼法第二百六十六条' },
    from: known.get(`e${n % 2}`)?.entry.from ?? addDays(today, (n % 4) - 1), until: addDays(today, 3 + version * 25), ...(version >= 3 ? { ending: 'revoked' as const } : {}), listVersion: String(version),
  };
}

export const step = {
  tell(w: World, s: Step, a: Asked): void {
    const state = stated(s, w);
    if (!a.restsOnBasis(state)) return;
    w.told.set(state.entryId, [w.told.get(state.entryId) ?? 0n, BigInt(state.listVersion)].reduce((x, y) => (x > y ? x : y)));
    const [fresh] = a.newest(w.known, [{ state }]);
    if (fresh === undefined) return;
    const wasLive = isLive(w.known.get(state.entryId)?.entry);
    w.known.set(state.entryId, { listVersion: BigInt(state.listVersion), entry: state });
    if (state.status === 'in-force' || !wasLive) return;
    const others = [...w.known.values()].map(({ entry }) => entry).filter((entry) => entry.entryId !== state.entryId && a.counts(entry, w.today, 'release'));
    const end = { ending: state.ending, on: w.today, from: state.from };
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
    const entry = w.known.get(prompt.basis.entryId)?.entry;
    const basis = basisToday(a.book(w.law, 'apply'), prompt.basis, w.today, a.firstDay(entry));
    const measureId = `measure of ${id}`;
    const entryInForce = a.counts(entry, w.today, 'apply');
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
    const until = isInEffect(found) ? a.termEndsOn(bookOf(w.law), found.basis, w.known.get(found.basis.entryId)!.entry.from) : undefined;
    w.measures.set(id, evolveMeasure(found, recordExecution({ on: w.today, until }, found)));
  },
  confirmLift(w: World, s: Step): void {
    const [id, measure] = chosen(w.measures, s.n) ?? [];
    if (id !== undefined && measure !== undefined) w.measures.set(id, evolveMeasure(measure, confirmLift({ on: w.today }, measure)));
  },
  endTerms(w: World, _s: Step, a: Asked): void {
    for (const measure of a.overTerm(w)) {
      if (!isInEffect(measure)) continue;
      const { entryId } = measure.basis;
      const others = [...w.known.values()].map(({ entry }) => entry).filter((entry) => entry.entryId !== entryId && a.counts(entry, w.today, 'release'));
      const events = a.releaseAfterTerm(a.book(w.law, 'release'), { on: w.today, from: w.known.get(entryId)!.entry.from }, others, measure);
      w.measures.set(measure.measureId, events.reduce(evolveMeasure, measure as DisciplineMeasure));
    }
  },
  /** Some days, or rather more than the months of the cell. */
  dayPasses(w: World, { n }: Step): void {
    w.today = addDays(w.today, 1 + (n % 8) + (n % 4 === 3 ? 31 : 0));
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

/** The months of the cell are over: nobody is burdened on it any more, whatever is stated. */
const termOver = (w: World, { matrixRowId, entryId }: DisciplineBasis, on: LocalDate = w.today): boolean => matrixRowId === CELL && on >= addMonths(w.known.get(entryId)!.entry.from, MONTHS);

/** 依法: what holds of everybody who is prompted about or burdened after a step, against how it was before. */
function lawful(before: World, w: World, verb: Verb): void {
  for (const [id, prompt] of w.prompts) {
    if (prompt.status !== 'open') continue;
    grounded(w, prompt.basis, `prompt ${id}`);
    if (!before.prompts.has(id)) takenUp(w, prompt.basis, `prompt ${id}`);
  }
  for (const [id, measure] of w.measures) {
    const old = before.measures.get(id);
    const was = old !== undefined && isInEffect(old);
    if (!isInEffect(measure)) {
      if (!was || measure.status !== 'lifted') continue;
      must(!carried(before, w, old!), `${id} was lifted although another entry carries it`);
      const entry = w.known.get(basisOf(old!).entryId)!.entry;
      const over = termOver(w, basisOf(old!));
      must(over || !isLive(entry), `${id} was lifted although its entry and its months go on`);
      must((measure.because === 'term-over') === over && (!over || measure.liftedOn === addMonths(entry.from, MONTHS)), `${id} says why it was lifted, and ended with its months`);
      continue;
    }
    must(old === undefined || was, `${id} had been lifted and burdens again`);
    must(w.prompts.get(measure.promptId)?.status === 'applied' && (old !== undefined || before.prompts.get(measure.promptId)?.status === 'open'), `${id} was chosen by an officer on an open prompt`);
    grounded(w, measure.basis, id);
    must(verb !== 'endTerms' || !termOver(w, measure.basis), `${id} is lifted when its months are over`);
    must(measure.status !== 'executed' || !termOver(w, measure.basis, measure.executedOn) || basisOf(old!) !== measure.basis || old!.status === 'executed', `${id} is not executed after its months`);
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
  must(!termOver(w, basis), `the months of ${what} are not over on this day`);
  must(rowInForce(w, basis.matrixRowId), `row, item and list of ${what} are in force on this day`);
}

const carried = (before: World, w: World, old: DisciplineMeasure): boolean =>
  before.law.item && before.law.list && [...w.known.values()].some(({ entry }) => entry.entryId !== basisOf(old).entryId && counts(entry, w.today)
    && (before.law.renumbered || (before.law.cell && w.today < addMonths(entry.from, MONTHS))));

/** Walks the steps; a refused one changes nothing. @throws when somebody is burdened without basis. @returns the statuses passed */
export function walk(steps: readonly Step[], changed: Partial<Asked> = {}): Set<string> {
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
    lawful(before, w, one.verb);
  }
  return passed;
}
