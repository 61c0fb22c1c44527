import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EffectsAnswerV1, ListEntryV1 } from '@credit/contracts/events';
import { localDate, type Instant, type LocalDate } from '@credit/kernel';
import { DisputeMarks1764900000000, EffectsAnswerRow, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, newEventId, withUnitOfWork, type UnitOfWork, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import type { EndingDesk } from '../../src/application/answer-entry-endings.ts';
import { decidePrompt, reportLift } from '../../src/application/decide-prompt.ts';
import { followEntries, type Followers } from '../../src/application/follow-entries.ts';
import { liveEntriesOf } from '../../src/application/list-entries.ts';
import { loadRules } from '../../src/application/load-rules.ts';
import { promptIdOf, raisePrompts } from '../../src/application/raise-prompts.ts';
import { measuresOfHit } from '../../src/domain/policies/measures-of-hit.ts';
import { MeasureRow } from '../../src/outbound/measure.row.ts';
import { JointDisciplineTables1 } from '../../src/outbound/migrations/0001-joint-discipline.ts';
import { RuleRows1764500000001 } from '../../src/outbound/migrations/0002-rule-rows.ts';
import { MeasureTerms1764500000004 } from '../../src/outbound/migrations/0005-measure-terms.ts';
import { EffectsOfEntries1764700000001 } from '../../src/outbound/migrations/0006-effects-of-entries.ts';
import { PromptRow } from '../../src/outbound/prompt.row.ts';
import { answerStore, measureStore, promptStore } from '../../src/outbound/stores.ts';
import { entryOf } from './running-service.ts';

const TODAY = localDate('2026-11-23');
const LATER = localDate('2026-11-25');
const DEPARTMENT = 'registry';
const followers: Followers & EndingDesk = { prompts: promptStore, measures: measureStore, answers: answerStore, answered: new Set([DEPARTMENT]), rulebook: defaultRulebook };
let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ service: 'joint-discipline', entities: [PromptRow, MeasureRow, EffectsAnswerRow], migrations: [JointDisciplineTables1, RuleRows1764500000001, MeasureTerms1764500000004, EffectsAnswers1764700000000, EffectsOfEntries1764700000001, DisputeMarks1764900000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000] });
  await onDay(TODAY, (uow) => loadRules(uow, defaultRulebook));
}, 60_000);
afterAll(() => f?.close(), 30_000);

const onDay = <T>(today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> => withUnitOfWork(f.database, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);
const tell = (today: LocalDate, ...states: ListEntryV1[]): Promise<void> => onDay(today, (uow) => followEntries(uow, followers, states.map((state) => ({ state, version: state.listVersion, businessDate: today }))));
const ended = (entry: ListEntryV1, endedOn: LocalDate): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn, endingReason: '撤销', listVersion: '9' });
const answerTo = async ({ entryId }: ListEntryV1): Promise<EffectsAnswerV1[]> => (await f.admin.query(`select state from effects_answer where state #>> '{ended,id}' = $1 order by (state ->> 'part')::int`, [entryId])).rows.map(({ state }) => state);

/** One look-up of the subject's first entry, its prompt raised and applied. */
const applied = (entry: ListEntryV1, matterId: string): Promise<{ promptId: string; measureId: string; screeningId: string }> => onDay(TODAY, async (uow) => {
  const screeningId = newEventId();
  await uow.query({ name: 'test_screening', text: `insert into screening values ($1, $2, 'o', $3, 'real-estate-transfer', 'p', 'k', now(), $4, 1, 'hit', '{}', '{}')` }, [screeningId, DEPARTMENT, matterId, TODAY]);
  await uow.query({ name: 'test_screening_entry', text: 'insert into screening_entry values ($1, $2)' }, [entry.entryId, screeningId]);
  const matter = { matterId, matterKind: 'real-estate-transfer', department: DEPARTMENT };
  const hit = (await liveEntriesOf(uow, [entry.subject.subjectId], TODAY)).find(({ entryId }) => entryId === entry.entryId)!;
  const { basis } = measuresOfHit(defaultRulebook, hit, { matterKind: matter.matterKind }, TODAY)[0]!;
  const promptId = promptIdOf({ matter, basis });
  await raisePrompts(uow, promptStore, [{ facts: { promptId, screeningId, subject: entry.subject, matter, basis, promptedOn: TODAY } }]);
  return { promptId, screeningId, measureId: (await decidePrompt(uow, followers, DEPARTMENT, promptId, { choice: 'apply' })).measureId! };
});
const two = async (): Promise<[ListEntryV1, ListEntryV1]> => {
  const first = entryOf({ subject: { ...entryOf().subject, subjectId: newEventId() }, listVersion: '1' });
  const second = entryOf({ subject: first.subject, listVersion: '1' });
  await tell(TODAY, first, second);
  return [first, second];
};

it('a measure that another entry carries on has ended for the first, without anything to undo; at the end of the second it is lifted and to be undone; one whose undoing is confirmed needs no confirmation', async () => {
  const [first, second] = await two();
  const { measureId, promptId, screeningId } = await applied(first, 'carried');
  await tell(TODAY, ended(first, TODAY));
  const now = `${TODAY}T04:00:00.000Z`;
  const sameInstant = `${TODAY}T04:00:00Z`;
  expect((await answerTo(first))[0]!.effects).toEqual([
    { effectId: screeningId, kind: 'look-up-answer', recipient: DEPARTMENT, since: TODAY, endedAt: now, mustAcknowledge: false },
    { effectId: promptId, kind: 'prompt', recipient: DEPARTMENT, since: TODAY, endedAt: '2026-11-22T16:00:00.000Z', mustAcknowledge: false },
    { effectId: measureId, kind: 'measure', recipient: DEPARTMENT, since: TODAY, endedAt: sameInstant, mustAcknowledge: false },
  ]);
  await tell(LATER, ended(second, LATER));
  expect((await answerTo(second))[0]!.effects).toEqual([{ effectId: measureId, kind: 'measure', recipient: DEPARTMENT, since: TODAY, endedAt: `${LATER}T04:00:00Z`, mustAcknowledge: true, acknowledgeBy: '2026-11-30' }]);

  const [third] = await two();
  const other = await applied(third, 'term over');
  await f.admin.query(`update discipline_measure set status = 'lifted', lifted_on = $2, lifted_because = 'term-over', live_entry_id = null where id = $1`, [other.measureId, TODAY]);
  await onDay(TODAY, (uow) => reportLift(uow, followers, DEPARTMENT, other.measureId));
  await tell(LATER, ended(third, LATER));
  expect((await answerTo(third))[0]!.effects.find(({ kind }) => kind === 'measure')).toMatchObject({ effectId: other.measureId, mustAcknowledge: false });
});

it('a thousand answers are told in three parts, and found by index among a hundred thousand', async () => {
  const [entry] = await two();
  await f.admin.query(`insert into screening select gen_random_uuid(), $1, 'o', 'm' || n, 'real-estate-transfer', 'p', 'k', now(), $2, 1, 'hit', '{}', '{}' from generate_series(1, 100000) n`, [DEPARTMENT, TODAY]);
  await f.admin.query(`insert into screening_entry select case when row_number() over () <= 1001 then $1::uuid else gen_random_uuid() end, id from screening where matter_id like 'm%'`, [entry.entryId]);
  await f.admin.query('analyze screening, screening_entry');
  const { rows } = await f.admin.query(`explain select s.id from screening_entry e join screening s on s.id = e.screening_id where e.entry_id = any(array[$1::uuid])`, [entry.entryId]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/screening_entry_pk/);
  expect(plan).not.toMatch(/Seq Scan on screening_entry/);
  const begun = Date.now();
  await tell(TODAY, ended(entry, TODAY));
  expect(Date.now() - begun).toBeLessThan(5_000);
  const parts = await answerTo(entry);
  expect(parts.map(({ part, parts: all, effects }) => [part, all, effects.length])).toEqual([[1, 3, 500], [2, 3, 500], [3, 3, 1]]);
  expect((await f.admin.query(`select count(*)::int as n from screening_recall where entry_id = $1`, [entry.entryId])).rows).toEqual([{ n: 1001 }]);
  expect((await f.admin.query(`select count(*)::int as n from journal where topic like '%screenings.registry.v1' and payload::jsonb ->> 'entryId' = $1`, [entry.entryId])).rows).toEqual([{ n: 1001 }]);
}, 60_000);

it('an answer that is being kept while its entry ends is waited for, and named', async () => {
  const [entry] = await two();
  let locked!: () => void;
  let kept!: () => void;
  const begun = new Promise<void>((resolve) => (locked = resolve));
  const held = new Promise<void>((resolve) => (kept = resolve));
  const screeningId = newEventId();
  const answering = onDay(TODAY, async (uow) => {
    await uow.query(`select from list_entry where entry_id = $1 for share`, [entry.entryId]);
    locked();
    await held;
    await uow.query(`insert into screening values ($1, $2, 'o', 'race', 'real-estate-transfer', 'p', 'k', now(), $3, 1, 'needs-human', '{}', '{}')`, [screeningId, DEPARTMENT, TODAY]);
    await uow.query('insert into screening_entry values ($1, $2)', [entry.entryId, screeningId]);
  });
  await begun;
  const ending = tell(TODAY, ended(entry, TODAY));
  setTimeout(kept, 300);
  await Promise.all([answering, ending]);
  expect((await answerTo(entry))[0]!.effects.map(({ effectId }) => effectId)).toEqual([screeningId]);
});
