import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListEntryReportedV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { addDays, localDate, type LocalDate } from '@credit/kernel';
import type { PipelineFixture } from '@credit/testing/pipeline';
import fc from 'fast-check';
import { delistForConflict } from '../../src/application/decide-conflict.ts';
import { beginEntries, endEntries } from '../../src/application/pass-days.ts';
import { findRedEntries } from '../../src/application/queries/find-red-entries.ts';
import { endRedEntries } from '../../src/application/take-red-reports.ts';
import type { ListConflict } from '../../src/domain/list-conflict/list-conflict.ts';
import { MattersConsumer } from '../../src/inbound/kafka/matters.consumer.ts';
import { SubjectsConsumer } from '../../src/inbound/kafka/subjects.consumer.ts';
import { courtReport, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await freshDatabase();
}, 30_000);
afterAll(() => f?.close());
const city = deskOf(() => f.database);

const ALL = { source: null, after: null, limit: 100 };
const redReport = (subject: SubjectSnapshot, over: Partial<ListEntryReportedV1> = {}): ListEntryReportedV1 => {
  const { situation: _, ...entry } = courtReport(subject);
  return { ...entry, source: MARKET, listType: 'RED_LIST', until: localDate('2027-03-16'), decision: { docNo: `本市监信〔2026〕${randomUUID().slice(0, 6)}号`, authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局', decidedOn: localDate('2026-11-20') }, ...over };
};
const blackReport = (subject: SubjectSnapshot, over: Partial<ListEntryReportedV1> = {}) => courtReport(subject, { decision: { ...courtReport(subject).decision, docNo: `（2026）辽05执${randomUUID().slice(0, 6)}号` }, until: localDate('2028-11-20'), ...over });
/** A handler's error travels as a value. */
const thrown = (outcome: unknown): void => {
  if ((outcome as { error?: unknown }).error !== undefined) throw (outcome as { error: unknown }).error;
};
const matters = new MattersConsumer(desk);
const arrives = (day: LocalDate, ...reports: ListEntryReportedV1[]) =>
  onDay(f.database, day, async (uow) => thrown(await matters.takeOver({ uow, events: reports.map((data) => ({ id: randomUUID(), key: data.subject.subjectId, data, businessDate: day })) } as never)));
const merges = (day: LocalDate, from: string, into: SubjectSnapshot) =>
  onDay(f.database, day, async (uow) => thrown(await new SubjectsConsumer(desk).follow({ uow, events: [{ aggregateId: into.subjectId, aggregateVersion: String(Date.now()), key: into.subjectId, data: { subject: into, mergedSubjectId: from, canonicalSubjectId: into.subjectId } }] } as never)));
const reds = (day: LocalDate, subjectId: string) => findRedEntries(f.database, day, { ...ALL, subjectId });
const conflictsOf = async (redId: string): Promise<Exclude<ListConflict, { status: 'absent' }>[]> => (await f.database.pool.query('select state from list_conflict where red_entry_id = $1 order by id', [redId])).rows.map(({ state }) => state);
const removed = <T extends ListEntryReportedV1>(report: T, day: LocalDate): T => ({ ...report, removal: { kind: 'removed-early', removedOn: day, reason: '不再符合条件' } });
const passDay = async (day: LocalDate): Promise<void> => {
  await onDay(f.database, day, (uow) => endEntries(uow, desk, day, 100));
  await onDay(f.database, day, (uow) => endRedEntries(uow, desk, day, 100));
  await onDay(f.database, day, (uow) => beginEntries(uow, desk, day, 'job', 100));
};

describe('whatever the order of what happens', () => {
  type Act = { kind: 'red' | 'black'; of: number; from: number; days: number } | { kind: 'end-red' | 'end-black' | 'decide'; n: number } | { kind: 'merge' } | { kind: 'next-day'; days: number; job: boolean };
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ kind: fc.constantFrom('red' as const, 'black' as const), of: fc.nat(1), from: fc.nat(2), days: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constantFrom('end-red' as const, 'end-black' as const), n: fc.nat(3) }),
    fc.record({ kind: fc.constant('decide' as const), n: fc.nat(1) }),
    fc.constant({ kind: 'merge' as const }),
    fc.record({ kind: fc.constant('next-day' as const), days: fc.integer({ min: 1, max: 2 }), job: fc.boolean() }),
  );
  interface Entry { report: ListEntryReportedV1; of: number; from: LocalDate; until: LocalDate; ended: boolean }

  it('nobody is on a red list unblocked and on a joint-discipline list; each such pair is a case, which is open as long as both entries last', async () => {
    const met = { blocked: 0, unblocked: 0, delisted: 0, closed: 0 };
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      const files = [newFirm(), newFirm()];
      const [redList, blackList]: [Entry[], Entry[]] = [[], []];
      let day = TODAY;
      let merged = false;
      let jobDone = true;
      const fileOf = ({ of }: Entry): number => (merged ? 0 : of);
      const inForce = ({ from, until, ended }: Entry): boolean => !ended && from <= day && day < until;
      for (const step of acts) {
        switch (step.kind) {
          case 'red': case 'black': {
            const from = addDays(day, step.from - 1);
            const until = addDays(addDays(day, Math.max(0, step.from - 1)), step.days);
            const report = (step.kind === 'red' ? redReport : blackReport)(files[step.of]!, { from, until });
            (step.kind === 'red' ? redList : blackList).push({ report, of: step.of, from, until, ended: false });
            await arrives(day, report);
            break;
          }
          case 'end-red': case 'end-black': {
            const entry = (step.kind === 'end-red' ? redList : blackList)[step.n];
            if (entry === undefined) break;
            await arrives(day, removed(entry.report, day));
            entry.ended = true;
            break;
          }
          case 'decide': {
            const entry = redList[step.n];
            const open = entry && (await conflictsOf(entry.report.matterId)).find(({ status }) => status === 'open');
            if (open === undefined) break;
            await onDay(f.database, day, (uow) => delistForConflict({ uow, desk, id: open.conflictId, by: 'officer-2', source: MARKET }, { docNo: '本市监信移〔2026〕1号', reasons: '列入失信联合惩戒对象名单' }));
            entry!.ended = true;
            break;
          }
          case 'merge': {
            if (!merged) await merges(day, files[1]!.subjectId, files[0]!);
            merged = true;
            break;
          }
          case 'next-day': {
            day = addDays(day, step.days);
            jobDone = step.job;
            if (jobDone) await passDay(day);
            for (const entry of [...redList, ...blackList]) entry.ended ||= jobDone && entry.until <= day;
          }
        }
        const seen = new Map((await Promise.all(files.map(({ subjectId }) => reds(day, subjectId)))).flat().map((view) => [view.entryId, view]));
        for (const red of redList) {
          const against = blackList.filter((black) => fileOf(black) === fileOf(red) && inForce(black));
          const blocked = inForce(red) && against.length > 0;
          const view = seen.get(red.report.matterId)!;
          expect([view.inForceToday, view.blocked]).toEqual([inForce(red), blocked]);
          met[blocked ? 'blocked' : 'unblocked'] += 1;
          const cases = await conflictsOf(red.report.matterId);
          for (const black of blocked && jobDone ? against : []) expect(cases.find((c) => c.black.entryId === black.report.matterId)).toMatchObject({ status: 'open' });
          for (const one of cases) {
            const black = blackList.find(({ report }) => report.matterId === one.black.entryId)!;
            expect([one.conflictId, one.status === 'open']).toEqual([one.conflictId, !red.ended && !black.ended]);
            if (one.status !== 'open') met[one.status] += 1;
          }
        }
      }
    }), { numRuns: 250, seed: 84 });
    for (const [what, times] of Object.entries(met)) expect([what, times > 0]).toEqual([what, true]);
  }, 120_000);
});

describe('a red list and the list that burdens', () => {
  it('a red entry is stated nowhere on the list topic and changes neither its number nor its tally', async () => {
    const mark = async () => (await f.admin.query('select (select value from list_counter) as value, live_entries, live_digest from list_mark')).rows[0];
    const before = await mark();
    const report = redReport(newFirm());
    await arrives(TODAY, report);
    await arrives(TODAY, removed(report, TODAY));
    expect(await mark()).toEqual(before);
    expect((await f.admin.query('select distinct topic from journal where aggregate_id = $1', [report.matterId])).rows).toEqual([{ topic: TOPICS.designationEvents }]);
    expect((await f.admin.query('select 1 from designation where id = $1', [report.matterId])).rows).toEqual([]);
  });

  it('a designation cannot rest on a red list, whatever the code does', async () => {
    await expect(f.admin.query(`insert into list_type (rule_id, code, kind, statute) values ('LIST_RED_LIST', 'RED_LIST', 'red', 'x')`)).rejects.toMatchObject({ constraint: 'list_type_is_no_red_list' });
  });

  it('nor is one proposed here', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await city.recordArrives(penalty);
    await expect(city.propose({ subjectId: firm.subjectId, recordIds: [penalty.recordId], listType: 'RED_LIST' })).rejects.toMatchObject({ code: 'DESIGNATION.RED_LIST_NOT_DESIGNATED' });
  });

  it('an own designation that takes effect, and falls with its evidence, opens and closes the case in its transaction', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await city.recordArrives(penalty);
    const red = redReport(firm, { source: 'benxi-transport' });
    await arrives(TODAY, red);
    const entryId = await city.listed(firm, [penalty.recordId]);
    const [open] = await conflictsOf(red.matterId);
    expect(open).toMatchObject({ status: 'open', red: { authority: { source: 'benxi-transport' } }, black: { entryId, authority: { source: MARKET } } });
    await city.recordArrives({ ...penalty, status: 'revoked' }, 2);
    const [closed] = await conflictsOf(red.matterId);
    expect(closed).toMatchObject({ conflictId: open!.conflictId, status: 'closed', because: 'black-ended', reason: expect.stringContaining(penalty.docNo) });
    const facts = (await f.admin.query(`select transaction_of.xmin::text as tx, aggregate_type from journal transaction_of where aggregate_id = any($1) and type in ('DesignationRevoked', 'ConflictClosed')`, [[entryId, open!.conflictId]])).rows;
    expect([facts.length > 1, new Set(facts.map(({ tx }) => tx)).size]).toEqual([true, 1]);
  });

  it('a watch list and an abnormal list block nothing: only a joint-discipline list does', async () => {
    const firm = newFirm();
    const red = redReport(firm, { source: 'benxi-transport' });
    const [watch, abnormal] = [redReport(firm, { listType: 'KEY_ATTENTION' }), redReport(firm, { listType: 'ABNORMAL_OPERATION' })];
    await arrives(TODAY, red, watch, abnormal);
    expect((await f.admin.query('select status from designation where id = any($1)', [[watch.matterId, abnormal.matterId]])).rows).toEqual([{ status: 'in-force' }, { status: 'in-force' }]);
    expect(await reds(TODAY, firm.subjectId)).toMatchObject([{ entryId: red.matterId, inForceToday: true, blocked: false }]);
    expect(await conflictsOf(red.matterId)).toEqual([]);
  });

  it('two that arrive in two transactions at once are a case all the same', async () => {
    for (let n = 0; n < 20; n++) {
      const firm = newFirm();
      const red = redReport(firm);
      await Promise.all([arrives(TODAY, red), arrives(TODAY, blackReport(firm))]);
      expect(await conflictsOf(red.matterId)).toMatchObject([{ status: 'open' }]);
    }
  }, 30_000);
});
