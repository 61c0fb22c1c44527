import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MATTER, type EventEnvelope, type ListEntryV1, type MatterCaseV1, type ScreeningAnsweredV1 } from '@credit/contracts/events';
import { instantOf, localDate } from '@credit/kernel';
import { withUnitOfWork, type UnitOfWork } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { eventually, syntheticFirm } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { answerCases, dueCases, type CaseDesk } from '../../src/application/answer-cases.ts';
import { followEntries } from '../../src/application/follow-entries.ts';
import type { LiveList } from '../../src/application/live-list.ts';
import { lockChanging, markCasesBehind, markCasesOf } from '../../src/application/rescreen-cases.ts';
import { decideCases, openCases } from '../../src/application/take-cases.ts';
import { EntryIndex } from '../../src/domain/matching/entry-index.ts';
import { CasesJob } from '../../src/inbound/jobs/cases.job.ts';
import { jointDisciplineService } from '../../src/joint-discipline.module.ts';
import { answerStore, measureStore, promptStore } from '../../src/outbound/stores.ts';
import { caseOf, decided } from './case-system.ts';
import { CASE_DEPARTMENT, entryOf } from './running-service.ts';

let f: PipelineFixture;
let seed = 0;
let read: ListEntryV1[];
let stale: string | undefined;
let desk: CaseDesk;

beforeAll(async () => {
  const { entities, migrations } = jointDisciplineService({} as never);
  f = await pipelineFixture({ service: 'joint-discipline', entities, migrations });
}, 90_000);
afterAll(() => f?.close(), 30_000);
beforeEach(() => {
  [read, stale, seed] = [[], undefined, seed + 1];
  // the list as an instance has read it so far, entry by entry at the test's word
  const list = {
    get current() {
      return EntryIndex.empty.with({ gone: [], stated: read.flatMap((e, ref) => (e.status === 'in-force' ? [{ entryId: e.entryId, name: e.subject.name, uscc: e.subject.uscc, region: e.region, from: e.from, until: e.until, listVersion: Number(e.listVersion), ref }] : [])) });
    },
    staleBecause: () => stale, copyOf: (ref: number) => read[ref]!,
    state: () => ({ partitions: {}, contentHash: '0', listVersion: '0', entries: read.length, ageMs: 0 }),
  } as unknown as LiveList;
  desk = { list, rulebook: defaultRulebook, prompts: promptStore, sign: () => 'signed', answered: new Set([CASE_DEPARTMENT]) };
});

const inWork = <T>(step: (uow: UnitOfWork) => Promise<T>, today = '2026-11-23'): Promise<T> =>
  withUnitOfWork(f.database, { actor: 'test', now: instantOf(Date.now()), today: localDate(today) }, async (uow) => {
    await uow.query('set local idle_in_transaction_session_timeout = 0');
    await uow.query('set local transaction_timeout = 0');
    await uow.query('set local lock_timeout = 0');
    return step(uow);
  });
const fact = (data: MatterCaseV1) => ({ data, heardAt: instantOf(Date.now()), cause: {} });
const open = (one: MatterCaseV1) => inWork((uow) => openCases(uow, [fact(one)]));
/** What the handler of the designation topic does, in its order. */
const change = async (uow: UnitOfWork, entry: ListEntryV1): Promise<number> => {
  await lockChanging(uow, [entry]);
  await followEntries(uow, { prompts: promptStore, measures: measureStore, answers: answerStore, answered: new Set<string>(), rulebook: defaultRulebook }, [{ state: entry, version: '1' }]);
  return markCasesOf(uow, [entry.entryId], undefined);
};
const answerDue = async (): Promise<number> => {
  const due = await dueCases(f.database, 100);
  return due.length === 0 ? 0 : inWork((uow) => answerCases(uow, desk, due));
};
const answersOf = async (one: MatterCaseV1): Promise<string[]> =>
  (await f.admin.query('select payload from journal where key = $1 order by id', [one.caseId])).rows.map(({ payload }) => JSON.parse(payload) as ScreeningAnsweredV1).map(({ occasion, answer }) => `${occasion} ${answer.outcome}`);
/** Until somebody in this database stands in front of an advisory lock. */
const waits = (sentence: string) => eventually(async () => (await f.admin.query(`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)).rowCount === 1, sentence, { timeoutMs: 10_000 });
/** A promise that the test settles. */
const signal = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve!: () => void;
  return { promise: new Promise<void>((done) => (resolve = done)), resolve: () => resolve() };
};
const sweep = () => inWork(markCasesBehind);
const read1 = (entry: ListEntryV1): void => void (read = [...read.filter((e) => e.entryId !== entry.entryId), entry]);
/** A matter for which the matrix has no cell: information only, so that nothing but answers is counted. */
const newCase = (): MatterCaseV1 => caseOf(seed, { matterKind: 'project-approval' });
const newEntry = (over: Partial<ListEntryV1> = {}): ListEntryV1 => entryOf({ subject: { ...entryOf().subject, uscc: syntheticFirm(seed).uscc }, listVersion: '7', ...over });
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '撤销', listVersion: '8' });
const permutations = <T>(items: readonly T[]): T[][] => (items.length < 2 ? [[...items]] : items.flatMap((item, n) => permutations(items.filter((_, m) => m !== n)).map((rest) => [item, ...rest])));

describe('a case is opened while an entry of its subject takes effect: exactly one of the two paths catches it', () => {
  const STEPS = ['the case is opened', 'our rows hear of the entry', 'the index reads the entry'] as const;
  const ORDERS = permutations(STEPS).flatMap((order) => [[order, true], [order, false]] as const);

  it.each(ORDERS.map(([order, eager]) => [`${order.join(', ')}${eager ? '; answered as soon as possible' : '; answered at the end'}`, order, eager] as const))('%s', async (_, order, eager) => {
    const [one, entry] = [newCase(), newEntry()];
    for (const step of order) {
      if (step === STEPS[0]) await open(one);
      else if (step === STEPS[1]) await inWork((uow) => change(uow, entry));
      else read1(entry);
      if (eager) await answerDue();
    }
    await answerDue();
    const answers = await answersOf(one);
    expect(answers.at(-1)).toMatch(/ hit$/);
    expect(answers.filter((answer) => answer.endsWith('hit'))).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('case-opened'))).toHaveLength(1);
    expect(await sweep()).toBe(0);
  });

  it('the entry is half stored, and its handler has looked for cases already, when the case is opened: the answer waits for it', async () => {
    const [one, entry] = [newCase(), newEntry()];
    const [looked, goOn] = [signal(), signal()];
    const changing = inWork(async (uow) => {
      const due = await change(uow, entry);
      looked.resolve();
      await goOn.promise;
      return due;
    });
    await looked.promise;
    await open(one);
    const answering = answerDue();
    await waits('the answer waits for the entry').finally(goOn.resolve);
    expect(await changing).toBe(0);
    expect(await answering).toBe(0);
    read1(entry);
    expect(await answerDue()).toBe(1);
    expect(await answersOf(one)).toEqual(['case-opened hit']);
    expect(await sweep()).toBe(0);
  });

  it('the case is being answered when the entry takes effect: its handler waits, then makes the case due', async () => {
    const [one, entry] = [newCase(), newEntry()];
    await open(one);
    const [answered, goOn] = [signal(), signal()];
    const due = await dueCases(f.database, 100);
    const answering = inWork(async (uow) => {
      await answerCases(uow, desk, due);
      answered.resolve();
      await goOn.promise;
    });
    await answered.promise;
    const changing = inWork((uow) => change(uow, entry));
    await waits('the entry waits for the answer').finally(goOn.resolve);
    await answering;
    expect(await changing).toBe(1);
    read1(entry);
    await answerDue();
    expect(await answersOf(one)).toEqual(['case-opened none', 'list-changed hit']);
    expect(await sweep()).toBe(0);
  });

  it('two instances answer at once: one answer', async () => {
    const one = newCase();
    await open(one);
    const due = await dueCases(f.database, 100);
    const counts = await Promise.all([inWork((uow) => answerCases(uow, desk, due)), inWork((uow) => answerCases(uow, desk, due))]);
    expect(counts.sort()).toEqual([0, 1]);
    expect(await answersOf(one)).toEqual(['case-opened none']);
  });
});

describe('what makes a case due again', () => {
  const answeredNone = async (): Promise<MatterCaseV1> => {
    const one = newCase();
    await open(one);
    await answerDue();
    return one;
  };

  it('a new version of an entry that it has weighed, and its end; not the same version told again', async () => {
    const [one, entry] = [await answeredNone(), newEntry()];
    read1(entry);
    expect(await inWork((uow) => change(uow, entry))).toBe(1);
    expect(await inWork((uow) => change(uow, entry))).toBe(0);
    await answerDue();
    expect(await inWork((uow) => change(uow, entry))).toBe(0);
    expect(await inWork((uow) => change(uow, ended(entry)))).toBe(1);
    await answerDue();
    expect(await answersOf(one)).toEqual(['case-opened none', 'list-changed hit', 'list-changed none']);
  });

  it('an earlier case, although a later one has brought the entry into our rows from the index', async () => {
    const [earlier, entry] = [await answeredNone(), newEntry()];
    read1(entry);
    const later = newCase();
    await open(later);
    await answerDue();
    expect(await inWork((uow) => change(uow, entry))).toBe(1);
    await answerDue();
    expect([await answersOf(earlier), await answersOf(later)]).toEqual([['case-opened none', 'list-changed hit'], ['case-opened hit']]);
  });

  it('two entries of one subject whose versions arrive the wrong way round: both are weighed', async () => {
    const [one, first, second] = [await answeredNone(), newEntry({ listVersion: '70' }), newEntry({ listVersion: '71' })];
    read1(second);
    await inWork((uow) => change(uow, second));
    await answerDue();
    expect(await inWork((uow) => change(uow, first))).toBe(1);
    read1(first);
    await answerDue();
    expect(await answersOf(one)).toEqual(['case-opened none', 'list-changed hit', 'list-changed hit']);
    expect((await f.admin.query('select weighed from open_case where matter_id = $1', [one.matterId])).rows[0].weighed).toEqual({ [first.entryId]: 70, [second.entryId]: 71 });
  });

  it('neither an entry of another subject, nor a red one, nor any of a case that was decided', async () => {
    const one = await answeredNone();
    expect(await inWork((uow) => change(uow, newEntry({ subject: { ...entryOf().subject, uscc: syntheticFirm(900_000 + seed).uscc } })))).toBe(0);
    expect(await inWork((uow) => change(uow, newEntry({ listKind: 'red' })))).toBe(0);
    await inWork((uow) => decideCases(uow, [fact(decided(one))]));
    expect(await inWork((uow) => change(uow, newEntry()))).toBe(0);
    expect(await sweep()).toBe(0);
  });

  it('the sweeper finds what a handler has missed, and an entry dated ahead on its day', async () => {
    const [one, ahead] = [await answeredNone(), newEntry({ from: localDate('2026-11-24') })];
    read1(ahead);
    expect(await inWork((uow) => change(uow, ahead))).toBe(0);
    expect(await sweep()).toBe(0);
    expect(await inWork(markCasesBehind, '2026-11-24')).toBe(1);
    expect((await f.admin.query('select due from open_case where matter_id = $1', [one.matterId])).rows).toEqual([{ due: 'list-changed' }]);
  });
});

describe('a list that is not current (P-7)', () => {
  it('lets the case wait, takes in its decision, and answers when it is back: once', async () => {
    const job = new CasesJob(f.database, { ...f.clock, onDateChange: () => () => undefined } as never, desk, f.logger, f.metrics);
    stale = 'the list was last known to be whole 31 s ago';
    const [one, other] = [newCase(), newCase()];
    await open(one);
    await open(other);
    await expect(answerDue()).rejects.toMatchObject({ code: 'LIST_STALE' });
    job.onApplicationBootstrap();
    try {
      await inWork((uow) => decideCases(uow, [fact(decided(other))]));
      expect([await answersOf(one), await answersOf(other)]).toEqual([[], []]);
      expect((await f.admin.query('select gap from open_case where matter_id = $1', [other.matterId])).rows).toEqual([{ gap: 'none' }]);
      stale = undefined;
      await eventually(async () => (await answersOf(one)).length > 0 && (await answersOf(other)).length > 0, 'both cases are answered');
      expect([await answersOf(one), await answersOf(other)]).toEqual([['case-opened none'], ['case-opened none']]);
    } finally {
      await job.beforeApplicationShutdown();
    }
  });
});

describe('every frozen sample of a case', () => {
  const folder = join(__dirname, '../../../../libs/credit-contracts/src/events/samples');
  const samples = readdirSync(folder).filter((name) => name.startsWith(MATTER.caseOpened) || name.startsWith(MATTER.caseDecided)).map((name) => [name, (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { envelope: EventEnvelope<MatterCaseV1> }).envelope] as const);

  it.each(samples)('%s is taken in as it stands', async (_, { type, data, time }) => {
    const one = { data, heardAt: time, cause: {} };
    await inWork(async (uow) => void (type === MATTER.caseOpened ? await openCases(uow, [one]) : await decideCases(uow, [one])));
    const { rows } = await f.admin.query('select case_id, uscc, due, gap from open_case where matter_id = $1', [data.matterId]);
    expect(rows).toEqual([expect.objectContaining({ case_id: data.caseId, uscc: data.subject.uscc, ...(type === MATTER.caseOpened ? { due: 'case-opened' } : { gap: 'none' }) })]);
  });
});
