import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDate } from '@credit/kernel';
import { PUBLICITY } from '@credit/contracts/events';
import { defaultRulebook, withOverlay } from '@credit/rulebook';
import type { Database } from '@credit/persistence';
import { decidePublicityOf } from '../../src/application/decide-publicity.ts';
import { endTerms } from '../../src/application/end-terms.ts';
import { fixDueDates } from '../../src/application/fix-due-dates.ts';
import { listLate } from '../../src/application/queries/late-entries.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { answers, deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { penalty, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { arrive, at, publicEvents, row } = deskOf(() => db);

describe('days pass', () => {
  it('ends by itself when read, states the end ten days late with the day it was due, once', async () => {
    const state = penalty({ decisionDate: localDate('2026-11-20') });
    await arrive([version(state)]);
    const last = localDate('2027-11-20');
    const later = addDays(last, 10);
    expect(await at(state.recordId, last)).toMatchObject({ state: 'in-force' });
    expect(await at(state.recordId, addDays(last, 1))).toMatchObject({ state: 'gone', reason: 'NOT_PUBLIC_TERM_OVER', withdrawnOn: '2027-11-21' });
    while ((await onDay(db, later, (uow) => endTerms(uow, entries, later, 2))) > 0);
    expect(await row(state.recordId)).toMatchObject({ status: 'withdrawn', reason: 'NOT_PUBLIC_TERM_OVER', withdrawn_on: '2027-11-21' });
    expect(await onDay(db, later, (uow) => endTerms(uow, entries, later, 500))).toBe(0);
    expect((await publicEvents(state.recordId)).map((e) => e.type)).toEqual([PUBLICITY.posted, PUBLICITY.withdrawn]);
  });

  it('leaves alone what a revocation in flight takes away first', async () => {
    const state = penalty({ decisionDate: localDate('2026-11-19') });
    await arrive([version(state)]);
    const later = localDate('2028-01-01');
    let ended: Promise<number> | undefined;
    await onDay(db, later, async (uow) => {
      await decidePublicityOf(uow, { entries, commitments, rulebook: defaultRulebook, answers }, [version({ ...state, status: 'revoked' }, 2)]);
      ended = onDay(db, later, (other) => endTerms(other, entries, later, 500));
      const waiting = async () => (await db.pool.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows.length;
      while ((await waiting()) === 0);
    });
    expect(await ended).toBeGreaterThan(0);
    expect(await row(state.recordId)).toMatchObject({ status: 'withdrawn', reason: 'RECORD_REVOKED' });
    expect((await publicEvents(state.recordId)).map((e) => e.type)).toEqual([PUBLICITY.posted, PUBLICITY.withdrawn]);
  });

  it('fixes provisional due dates once the calendar of the year is announced, and not before', async () => {
    const state = penalty({ decisionDate: localDate('2026-12-28'), receivedOn: localDate('2026-12-29'), status: 'held', heldReasons: ['NAME_CODE_MISMATCH'] });
    await arrive([version(state)], localDate('2026-12-29'));
    expect(await row(state.recordId)).toMatchObject({ due_status: 'PROVISIONAL', due_year: 2027, due_on: null });
    expect(await onDay(db, TODAY, (uow) => fixDueDates(uow, entries, defaultRulebook, 100))).toBe(0);
    const announced = withOverlay(defaultRulebook, { version: 'test-2027', calendar: { 2027: { notice: '测试通知', off: ['01-01', '01-02', '01-03'], work: [] } } });
    expect(await onDay(db, TODAY, (uow) => fixDueDates(uow, entries, announced, 100))).toBe(1);
    expect(await row(state.recordId)).toMatchObject({ due_status: 'FIXED', due_on: '2027-01-07' });
    const late = await listLate(db, announced, { today: localDate('2027-01-08'), sources: null, state: 'waiting', after: null, limit: 10 });
    expect(late).toContainEqual(expect.objectContaining({ entryId: state.recordId, state: 'waiting', waitingFor: 'NAME_CODE_MISMATCH', cause: 'heldInSystem', workingDaysLate: 1 }));
  });
});
