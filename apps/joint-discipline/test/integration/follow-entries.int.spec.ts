import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListEntryV1 } from '@credit/contracts/events';
import { addDays, DomainError, localDate, type Instant, type LocalDate } from '@credit/kernel';
import { DisputeMarks1764900000000, EffectsAnswerRow, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, isTransient, newEventId, withUnitOfWork, type UnitOfWork, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import fc from 'fast-check';
import type { EndingDesk } from '../../src/application/answer-entry-endings.ts';
import { decidePrompt } from '../../src/application/decide-prompt.ts';
import { followEntries, type Followers } from '../../src/application/follow-entries.ts';
import { liveEntriesOf, stateEntries } from '../../src/application/list-entries.ts';
import { loadRules } from '../../src/application/load-rules.ts';
import { promptIdOf, raisePrompts } from '../../src/application/raise-prompts.ts';
import { measuresOfHit } from '../../src/domain/policies/measures-of-hit.ts';
import type { PromptFacts } from '../../src/domain/prompt/prompt.ts';
import { MeasureRow } from '../../src/outbound/measure.row.ts';
import { JointDisciplineTables1 } from '../../src/outbound/migrations/0001-joint-discipline.ts';
import { RuleRows1764500000001 } from '../../src/outbound/migrations/0002-rule-rows.ts';
import { MeasureTerms1764500000004 } from '../../src/outbound/migrations/0005-measure-terms.ts';
import { EffectsOfEntries1764700000001 } from '../../src/outbound/migrations/0006-effects-of-entries.ts';
import { PromptRow } from '../../src/outbound/prompt.row.ts';
import { answerStore, measureStore, promptStore } from '../../src/outbound/stores.ts';
import { entryOf } from './running-service.ts';

const TODAY = localDate('2026-11-23');
const DEPARTMENT = 'registry';
const followers: Followers & EndingDesk = { prompts: promptStore, measures: measureStore, answers: answerStore, answered: new Set<string>(), rulebook: defaultRulebook };
let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ service: 'joint-discipline', entities: [PromptRow, MeasureRow, EffectsAnswerRow], migrations: [JointDisciplineTables1, RuleRows1764500000001, MeasureTerms1764500000004, EffectsAnswers1764700000000, EffectsOfEntries1764700000001, DisputeMarks1764900000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000] });
  await onDay(TODAY, (uow) => loadRules(uow, defaultRulebook));
}, 60_000);
afterAll(() => f?.close(), 30_000);

const onDay = <T>(today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> => withUnitOfWork(f.database, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);
/** As the transport does: what another transaction was in the way of is done again. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
  }
}

/** One subject with two entries of the court's list; their owner tells of each: designated, extended, ended, and what nobody should believe. */
interface Case {
  today: LocalDate;
  entries: ListEntryV1[];
  /** Newest state of each entry that a lawful event has told. */
  told: Map<string, ListEntryV1>;
}
const newCase = (): Case => {
  const first = entryOf({ subject: { ...entryOf().subject, subjectId: newEventId() } });
  return { today: TODAY, entries: [first, entryOf({ subject: first.subject })], told: new Map() };
};
const stateOf = ({ entries, today }: Case, which: number, version: number, forged: boolean): ListEntryV1 => {
  const entry = entries[which]!;
  const ending = version >= 3 ? ({ status: 'ended', ending: 'revoked', endedOn: today, endingReason: '撤销' } as const) : {};
  return { ...entry, listVersion: String(version), until: addDays(TODAY, 6 * version), ...ending, ...(forged ? { origin: 'local' as const, evidence: [] } : {}) };
};

async function tell(c: Case, states: readonly ListEntryV1[]): Promise<void> {
  await onDay(c.today, (uow) => followEntries(uow, followers, states.map((state) => ({ state, version: state.listVersion, businessDate: c.today }))));
  for (const state of states) if (Number(state.listVersion) > Number(c.told.get(state.entryId)?.listVersion ?? -1)) c.told.set(state.entryId, state);
}

/** A hit in a matter, as a screening finds it once the index is out of the way. */
const screen = (c: Case, matterId: string): Promise<PromptFacts[]> => onDay(c.today, async (uow) => {
  const screeningId = newEventId();
  await uow.query({ name: 'test_screening', text: `insert into screening values ($1, $2, 'o', $3, 'real-estate-transfer', 'p', 'k', now(), $4, 1, 'hit', '{}', '{}')` }, [screeningId, DEPARTMENT, matterId, c.today]);
  const matter = { matterId, matterKind: 'real-estate-transfer', department: DEPARTMENT };
  const facts = (await liveEntriesOf(uow, [c.entries[0]!.subject.subjectId], c.today)).flatMap((entry) =>
    measuresOfHit(defaultRulebook, entry, { matterKind: matter.matterKind }, c.today).map(({ basis }): PromptFacts => ({ promptId: promptIdOf({ matter, basis }), screeningId, subject: entry.subject, matter, basis, promptedOn: c.today })));
  await raisePrompts(uow, promptStore, facts.map((one) => ({ facts: one })));
  return facts;
});
const apply = (c: Case, promptId: string): Promise<unknown> => onDay(c.today, (uow) => decidePrompt(uow, followers, DEPARTMENT, promptId, { choice: 'apply' }));
const promptsOf = async (c: Case): Promise<string[]> => (await f.admin.query(`select id from prompt where facts #>> '{subject,subjectId}' = $1 order by id`, [c.entries[0]!.subject.subjectId])).rows.map(({ id }) => id);

/** Asked of the rows themselves, not through any constraint. */
const UNLAWFUL = `
  with burden as (
    select 'prompt' as what, id, live_entry_id as entry_id, matrix_row_id, prompted_on as since from prompt where status = 'open'
    union all select 'measure', id, live_entry_id, matrix_row_id, basis_since from discipline_measure where status in ('applied', 'executed'))
  select b.what, b.id, e.state ->> 'status' as entry, e.list_version from burden b left join list_entry e on e.entry_id = b.entry_id left join measure_rule r on r.matrix_row_id = b.matrix_row_id
  where e.live is not true or e.state ->> 'status' <> 'in-force' or e.state #>> '{decision,docNo}' = '' or (e.state ->> 'origin' = 'local' and e.state -> 'evidence' = '[]') or r.holds @> b.since is not true or r.list_type <> e.state ->> 'listType'`;

async function lawful(c: Case): Promise<void> {
  expect((await f.admin.query(UNLAWFUL)).rows).toEqual([]);
  const { rows } = await f.admin.query('select entry_id, list_version, live from list_entry where entry_id = any($1)', [c.entries.map(({ entryId }) => entryId)]);
  expect(new Map(rows.map((row) => [row.entry_id, [row.list_version, row.live]]))).toEqual(new Map([...c.told].map(([id, state]) => [id, [state.listVersion, state.status === 'in-force']])));
}

type Step = { verb: 'tell' | 'screen' | 'apply' | 'day'; n: number; told: { which: number; version: number; forged: boolean }[] };
const run = async (c: Case, { verb, n, told }: Step): Promise<void> => {
  if (verb === 'day') c.today = addDays(c.today, n * 2);
  if (verb === 'tell') await tell(c, told.map((one) => stateOf(c, one.which, one.version, one.forged)));
  if (verb === 'screen') await screen(c, `m${n % 2} ${c.entries[0]!.entryId}`);
  if (verb !== 'apply') return;
  const ids = await promptsOf(c);
  if (ids.length > 0) await apply(c, ids[n % ids.length]!);
};

describe('list changes against the real database', () => {
  it('forged, late, doubled and reordered events in any order: nobody is prompted or burdened without an entry in force, and the newest lawful state stands', async () => {
    const oneTold = fc.record({ which: fc.nat(1), version: fc.integer({ min: 1, max: 4 }), forged: fc.constantFrom(false, false, false, true) });
    const step = fc.record({ verb: fc.constantFrom('tell' as const, 'tell' as const, 'screen' as const, 'apply' as const, 'day' as const), n: fc.nat(8), told: fc.array(oneTold, { minLength: 1, maxLength: 4 }) });
    const begun: Step[] = [{ verb: 'tell', n: 0, told: [{ which: 0, version: 1, forged: false }] }, { verb: 'screen', n: 0, told: [] }, { verb: 'apply', n: 0, told: [] }];
    const refused = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.constantFrom(0, 2, 3), fc.array(step, { maxLength: 14 }), async (begunSteps, steps) => {
      const c = newCase();
      for (const one of [...begun.slice(0, begunSteps), ...steps]) {
        await run(c, one).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          refused.add(error.code);
        });
        await lawful(c);
      }
    }), { numRuns: 80, seed: 20261123 });
    expect([...refused].sort()).toEqual(['ENTRY.WITHOUT_BASIS', 'PROMPT.ENTRY_ENDED_CONFLICT', 'PROMPT.NOT_OPEN_CONFLICT']);
  }, 240_000);

  it('an entry ends while an officer decides: one waits for the other, and afterwards nobody is burdened', async () => {
    const outcomes = new Set<string>();
    for (let n = 0; n < 40; n += 1) {
      const c = newCase();
      await tell(c, [stateOf(c, 0, 1, false)]);
      const [facts] = await screen(c, `race ${n}`);
      const applying = again(() => apply(c, facts!.promptId)).then(() => 'applied', (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error)));
      const ending = again(() => tell(c, [stateOf(c, 0, 3, false)]));
      const order = n % 2 === 0 ? [applying, ending] : [ending, applying];
      await Promise.all(order);
      outcomes.add(await applying);
      const { rows } = await f.admin.query('select status from discipline_measure where prompt_id = $1', [facts!.promptId]);
      expect(rows).toEqual((await applying) === 'applied' ? [{ status: 'lifted' }] : []);
      await lawful(c);
    }
    expect([...outcomes].filter((one) => !['applied', 'PROMPT.ENTRY_ENDED_CONFLICT', 'PROMPT.NOT_OPEN_CONFLICT'].includes(one))).toEqual([]);
  }, 120_000);

  it('a rulebook that does not know a cell any more: it is in force on no day, and what runs on it stays', async () => {
    const c = newCase();
    await tell(c, [stateOf(c, 0, 1, false)]);
    const [facts] = await screen(c, 'kept');
    const without = { ...defaultRulebook, tables: { ...defaultRulebook.tables, measureMatrix: defaultRulebook.tables.measureMatrix.filter(({ id }) => id !== facts!.basis.matrixRowId) } };
    await onDay(TODAY, (uow) => loadRules(uow, without));
    const holds = async () => (await f.admin.query('select holds::text from measure_rule where matrix_row_id = $1', [facts!.basis.matrixRowId])).rows[0].holds;
    expect(await holds()).toBe('{}');
    await expect(onDay(TODAY, (uow) => decidePrompt(uow, { ...followers, rulebook: without }, DEPARTMENT, facts!.promptId, { choice: 'apply' }))).rejects.toMatchObject({ code: 'PROMPT.BASIS_LOST_CONFLICT' });
    await expect(apply(c, facts!.promptId)).rejects.toThrow(/not in force on 2026-11-23/);
    await onDay(TODAY, (uow) => loadRules(uow, defaultRulebook));
    expect(await holds()).toBe('{[2024-03-04,)}');
    await expect(apply(c, facts!.promptId)).resolves.toMatchObject({ prompt: { status: 'applied' } });
  });
});

it('a look-up and the handler that add the same entry at the same moment both go on', async () => {
  for (let round = 0; round < 300; round++) {
    const entry = entryOf({ entryId: newEventId() });
    const both = await Promise.allSettled([1, 2, 3, 4].map(() => onDay(TODAY, async (uow) => stateEntries(uow, [entry]))));
    expect(both.map((one) => (one.status === 'rejected' ? String(one.reason) : 'stored'))).toEqual(both.map(() => 'stored'));
  }
});
