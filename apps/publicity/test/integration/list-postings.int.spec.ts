import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIST_POSTING, validateData, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate, type LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { beginPostings, lapsePostings } from '../../src/application/follow-list-entries.ts';
import { DesignationsConsumer } from '../../src/inbound/kafka/designations.consumer.ts';
import { listPostings } from '../../src/outbound/list-posting.store.ts';
import { answers, deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { ended, listEntry } from './sample-list-entries.ts';
import { newRecordId, personC, subjectA } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { at } = deskOf(() => db);
const consumer = new DesignationsConsumer(defaultRulebook, listPostings, answers);
const eventOf = (state: ListEntryV1, version: number, businessDate: LocalDate) => ({ id: randomUUID(), key: state.subject.subjectId, aggregateId: state.entryId, aggregateVersion: String(version), businessDate, data: state });
/** A handler's error travels as a value. */
const thrown = (outcome: unknown): void => {
  if ((outcome as { error?: unknown }).error !== undefined) throw (outcome as { error: unknown }).error;
};
const arrive = (events: readonly ReturnType<typeof eventOf>[], today: LocalDate = TODAY) => onDay(db, today, async (uow) => thrown(await consumer.follow({ uow, events } as never)));
const tell = async (state: ListEntryV1, version: number, today: LocalDate = TODAY): Promise<string> => {
  const event = eventOf(state, version, today);
  await arrive([event], today);
  return event.id;
};
const facts = async (id: string) => (await db.pool.query(`select headers::json as headers, key, payload::json as payload from journal where aggregate_id = $1 and topic = $2 order by id`, [id, TOPICS.publicityEvents])).rows
  .map(({ headers, key, payload }) => ({ type: headers.ce_type, cause: headers.ce_causationid, key, data: payload }));
const firm = (name: string) => ({ ...subjectA, subjectId: newRecordId(), name });
const passDay = (day: LocalDate) => onDay(db, day, async (uow) => [await lapsePostings(uow, listPostings, day, 500), await beginPostings(uow, listPostings, day, 500)]);

describe('a list entry that this site shows is a fact, and so is its end', () => {
  it('told once each, under the subject, with the event that caused it; nothing that comes again changes that', async () => {
    const state = listEntry({ subject: firm('公布与停止公布有限公司') });
    const over = ended(state, 'revoked', '处罚决定被撤销');
    const first = await tell(state, 1);
    const extended = eventOf({ ...state, until: localDate('2030-11-23') }, 2, TODAY);
    await arrive([extended]);
    const last = await tell(over, 3);
    for (const again of [eventOf(state, 1, TODAY), extended, eventOf(over, 3, TODAY), eventOf({ ...state, status: 'in-force' }, 4, TODAY)]) await arrive([again]);
    const said = await facts(state.entryId);
    expect(said).toMatchObject([
      { type: LIST_POSTING.posted, cause: first, key: state.subject.subjectId, data: { entryId: state.entryId, status: 'posted', postedOn: TODAY, until: '2029-11-23', ruleId: 'LIST_MARKET_SERIOUS' } },
      { type: LIST_POSTING.withdrawn, cause: last, key: state.subject.subjectId, data: { status: 'withdrawn', postedOn: TODAY, withdrawnOn: TODAY, reason: 'LIST_REVOKED' } },
    ]);
    expect(said).toHaveLength(2);
    for (const { type, data } of said) expect(validateData(type, data)).toEqual([]);
  });

  it('posted and withdrawn by one batch: both are told, in order', async () => {
    const state = listEntry({ subject: firm('同批公布与停止有限公司') });
    await arrive([eventOf(state, 1, TODAY), eventOf(ended(state, 'repaired', '信用修复'), 2, TODAY)]);
    expect((await facts(state.entryId)).map(({ type, data }) => [type, data.reason])).toEqual([[LIST_POSTING.posted, undefined], [LIST_POSTING.withdrawn, 'LIST_REPAIRED']]);
  });

  it('by date: begins and ends on its days, each stated once with the day it was due, as the public reads it', async () => {
    const [begins, ends] = [localDate('2026-12-01'), localDate('2026-12-05')];
    const state = listEntry({ subject: firm('到日公布到期停止有限公司'), from: begins, until: ends });
    await tell(state, 1);
    expect(await facts(state.entryId)).toEqual([]);
    await passDay(localDate('2026-11-30'));
    expect(await facts(state.entryId)).toEqual([]);
    await passDay(localDate('2026-12-03'));
    expect((await facts(state.entryId)).map(({ type, data }) => [type, data.postedOn])).toEqual([[LIST_POSTING.posted, begins]]);
    expect(await at(state.entryId, begins)).toMatchObject({ state: 'in-force', entry: { postedOn: begins } });
    await passDay(localDate('2026-12-15'));
    expect(await passDay(localDate('2026-12-15'))).toEqual([0, 0]);
    await tell({ ...state, status: 'ended', ending: 'expired', endedOn: ends, endingReason: '期限届满' }, 2, localDate('2026-12-15'));
    expect((await facts(state.entryId)).slice(1)).toMatchObject([{ type: LIST_POSTING.withdrawn, data: { withdrawnOn: ends, reason: 'LIST_TERM_OVER' } }]);
    expect(await at(state.entryId, localDate('2026-12-15'))).toMatchObject({ state: 'gone', withdrawnOn: ends, reason: 'LIST_TERM_OVER' });
  });

  it('that ended before it showed, is about a person, or is of a list shown elsewhere, is told of nowhere', async () => {
    const early = listEntry({ subject: firm('未公布先终结有限公司'), from: localDate('2026-12-01') });
    await tell(early, 1);
    await tell(ended(early, 'revoked', 'x'), 2);
    await tell(early, 3);
    const person = listEntry({ subject: personC, listType: 'JUDGMENT_DEFAULTER', situation: 3 });
    const elsewhere = listEntry({ subject: firm('别处公布有限公司'), listType: 'GOV_PROCUREMENT' });
    await tell(person, 1);
    await tell(elsewhere, 1);
    await passDay(localDate('2026-12-02'));
    expect(await Promise.all([early, person, elsewhere].map(({ entryId }) => facts(entryId)))).toEqual([[], [], []]);
    expect((await db.pool.query('select status from list_posting where id = any($1) order by id', [[early.entryId, person.entryId, elsewhere.entryId]])).rows).toEqual([{ status: 'forgone' }]);
  });

  it('a person can never be written, nor a withdrawal without its reason', async () => {
    const state = listEntry({ subject: firm('约束有限公司') });
    await tell(state, 1);
    const set = (assignment: string) => db.pool.query(`update list_posting set ${assignment} where id = $1`, [state.entryId]);
    await expect(set(`subject_class = 'NATURAL_PERSON'`)).rejects.toMatchObject({ constraint: 'list_posting_person_never_public' });
    await expect(set(`status = 'withdrawn', withdrawn_on = '2026-11-23'`)).rejects.toMatchObject({ constraint: 'list_posting_withdrawn_says_why' });
    await expect(set(`posted_on = null`)).rejects.toMatchObject({ constraint: 'list_posting_shown_has_a_day' });
  });
});
