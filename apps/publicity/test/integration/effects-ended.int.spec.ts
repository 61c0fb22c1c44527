import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, EFFECTS_ENDED, endedRecord, RECORD, validateData, type EffectsAnswerV1, type RecordStateV1 } from '@credit/contracts/events';
import { localDate, type LocalDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { runPublicity, type RunningPublicity } from './running-service.ts';
import { deskOf, freshDatabase, TODAY } from './publicity-database.ts';
import { ended, listEntry } from './sample-list-entries.ts';
import { newRecordId, penalty, personC, subjectA, version } from './sample-records.ts';

const change = { reason: '复议撤销', effectiveOn: localDate('2026-11-23'), changedFields: [] };
const caseId = '0193a000-0000-7000-8000-00000000ca5e';

describe('what a record showed, by every ending (P-14)', () => {
  let d: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    d = await freshDatabase();
  });
  afterAll(() => d.drop());
  const { arrive } = deskOf(() => d.db);
  const told = async (id: string): Promise<EffectsAnswerV1[]> => (await d.db.pool.query(`select state from effects_answer where state #>> '{ended,id}' = $1 order by state #>> '{ended,version}'`, [id])).rows.map(({ state }) => state);
  const end = (state: RecordStateV1, n: number, type: string, today: LocalDate = TODAY) => arrive([{ ...version(state, n), ended: endedRecord(type, state, String(n)) }], today);
  const effect = (id: string, since: string, endedAt: string) => [{ effectId: id, kind: 'publicity', recipient: 'public', since, endedAt, mustAcknowledge: false }];
  const now = `${TODAY}T04:00:00.000Z`;

  it('revoked, repaired and corrected while it shows: it ended now; what shows after a correction is no ended effect', async () => {
    const [revoked, repaired, corrected] = [penalty(), penalty(), penalty()];
    await arrive([version(revoked), version(repaired), version(corrected)]);
    await end({ ...revoked, status: 'revoked', change }, 2, RECORD.revoked);
    await end({ ...repaired, repaired: { caseId, on: TODAY }, change }, 2, RECORD.repaired);
    await end({ ...corrected, change }, 2, RECORD.corrected);
    expect(await told(revoked.recordId)).toMatchObject([{ owner: 'publicity', ended: { kind: 'record', version: '2', ending: 'revoked', on: TODAY }, effects: effect(revoked.recordId, TODAY, now) }]);
    expect(await told(repaired.recordId)).toMatchObject([{ ended: { ending: 'repaired', caseId }, effects: effect(repaired.recordId, TODAY, now) }]);
    expect(await told(corrected.recordId)).toMatchObject([{ ended: { ending: 'corrected' }, effects: effect(corrected.recordId, TODAY, now) }]);
  });

  it('one whose term was over had ended then, stated or not; one withdrawn before had ended before; one that never showed, or of which nobody here has heard, did nothing', async () => {
    const later = localDate('2028-01-10');
    const [over, twice, person, unknown] = [penalty(), penalty(), penalty({ subject: personC }), penalty()];
    await arrive([version(over), version(twice), version(person)]);
    await end({ ...twice, repaired: { caseId, on: TODAY }, change }, 2, RECORD.repaired);
    for (const state of [over, person, unknown]) await end({ ...state, status: 'revoked', change }, 2, RECORD.revoked, later);
    await end({ ...twice, status: 'revoked', repaired: { caseId, on: TODAY }, change }, 3, RECORD.revoked, later);
    expect((await told(over.recordId))[0]!.effects).toEqual(effect(over.recordId, TODAY, '2027-11-16T16:00:00.000Z'));
    expect((await told(twice.recordId)).map(({ ended: { ending, caseId: by }, effects }) => [ending, by, effects[0]!.endedAt])).toEqual([['repaired', caseId, now], ['revoked', undefined, '2026-11-22T16:00:00.000Z']]);
    expect([(await told(person.recordId))[0]!.effects, (await told(unknown.recordId))[0]!.effects]).toEqual([[], []]);
  });

  it('what a newer version has overtaken is not answered, and nothing twice', async () => {
    const state = penalty();
    const over: RecordStateV1 = { ...state, status: 'revoked', change };
    await arrive([version(state)]);
    await end(over, 3, RECORD.revoked);
    await end(over, 3, RECORD.revoked);
    await end(over, 2, RECORD.corrected);
    expect((await told(state.recordId)).map((answer) => answer.ended.version)).toEqual(['3']);
  });

  it('a thousand revocations take as many statements as one', async () => {
    const many = Array.from({ length: 1_000 }, () => penalty());
    await arrive(many.map((state) => version(state)));
    const statements = await counted(d.db, () => arrive(many.map((state) => ({ ...version({ ...state, status: 'revoked', change }, 2), ended: endedRecord(RECORD.revoked, { ...state, change }, '2') }))));
    const one = penalty();
    await arrive([version(one)]);
    expect(await counted(d.db, () => end({ ...one, status: 'revoked', change }, 2, RECORD.revoked))).toBe(statements);
    expect((await d.db.pool.query(`select count(*)::int as n from effects_answer where (state #>> '{ended,id}') = any($1)`, [many.map(({ recordId }) => recordId)])).rows).toEqual([{ n: 1_000 }]);
  });
});

/** Statements that clients of the pool send meanwhile. */
async function counted(db: { pool: { on(event: 'acquire', fn: (client: any) => void): void; off(event: 'acquire', fn: (client: any) => void): void } }, run: () => Promise<unknown>): Promise<number> {
  let n = 0;
  const watched: [any, unknown][] = [];
  const watch = (client: any): void => {
    const query = client.query;
    watched.push([client, query]);
    client.query = (...args: unknown[]) => ((n += 1), query.apply(client, args));
  };
  db.pool.on('acquire', watch);
  await run();
  db.pool.off('acquire', watch);
  for (const [client, query] of watched) client.query = query;
  return n;
}

describe('over Kafka, and as the public reads it', () => {
  let s: RunningPublicity;
  beforeAll(async () => {
    s = await runPublicity();
  }, 60_000);
  afterAll(() => s?.stop(), 30_000);
  const answersTo = (id: string) => eventually(async (): Promise<EffectsAnswerV1[] | undefined> => {
    const { rows } = await s.f.admin.query(`select payload::jsonb as answer from journal where headers::jsonb ->> 'ce_type' = $1 and payload::jsonb #>> '{ended,id}' = $2`, [EFFECTS_ENDED.publicity, id]);
    return rows.length === 0 ? undefined : rows.map(({ answer }) => answer);
  }, 'the ending is answered');
  const feed = async (after?: string) => (await s.get(`/v1/public/taken-down?limit=2${after === undefined ? '' : `&after=${after}`}`)).body;

  it('entries and records that end are answered, whether they showed or not; the taken-down feed tells those that showed, in order, and goes on from where it was read', async () => {
    const shown = listEntry({ subject: { ...subjectA, subjectId: newRecordId(), name: '停止公示目录有限公司' } });
    const person = listEntry({ subject: personC, listType: 'JUDGMENT_DEFAULTER', situation: 3 });
    const record = penalty();
    expect((await feed()).next).toBeNull();
    await s.sendEntry(shown);
    await s.sendEntry(person);
    await s.sendRecord(record);
    await eventually(async () => (await s.get(`/v1/public/entries/${shown.entryId}`)).status === 200 && (await s.get(`/v1/public/entries/${record.recordId}`)).status === 200, 'both show');
    await s.sendEntry(ended(person, 'revoked', 'x'), 2, DESIGNATION.revoked);
    await s.sendEntry(ended(shown, 'repaired', '信用修复'), 2, DESIGNATION.delisted);
    const [answer] = (await answersTo(shown.entryId))!;
    expect(validateData(EFFECTS_ENDED.publicity, answer)).toEqual([]);
    expect(answer).toMatchObject({ ended: { kind: 'list-entry', id: shown.entryId, version: '2', ending: 'repaired' }, effects: [{ effectId: shown.entryId, kind: 'list-posting', recipient: 'public', since: TODAY, mustAcknowledge: false }] });
    expect(await answersTo(person.entryId)).toMatchObject([{ ended: { ending: 'revoked' }, effects: [] }]);
    const first = await feed();
    expect(first.items).toEqual([{ entryId: shown.entryId, kind: 'list-entry', withdrawnOn: TODAY, reason: 'LIST_REPAIRED' }]);

    await s.sendRecord({ ...record, status: 'revoked', change }, 2, RECORD.revoked);
    expect(await answersTo(record.recordId)).toMatchObject([{ ended: { kind: 'record', ending: 'revoked' }, effects: [{ kind: 'publicity' }] }]);
    const second = await feed(first.next);
    expect(second.items).toEqual([{ entryId: record.recordId, kind: 'administrative-penalty', withdrawnOn: TODAY, reason: 'RECORD_REVOKED' }]);
    expect(await feed(second.next)).toEqual({ items: [], next: second.next });
    expect((await s.get('/v1/public/taken-down?after=x')).body).toMatchObject({ code: 'CURSOR.INVALID' });

    await s.sendRecord({ ...record, change }, 3, RECORD.reinstated);
    await eventually(async () => (await s.get(`/v1/public/entries/${record.recordId}`)).status === 200, 'it shows again');
    expect((await feed(first.next)).items).toEqual([]);
  }, 60_000);

  it('reads on by its index among what else is in the journal', async () => {
    await s.f.admin.query(`insert into journal (event_id, type, aggregate_type, aggregate_id, actor) select gen_random_uuid(), 'EntryPosted', 'publicity-entry', gen_random_uuid(), 'test' from generate_series(1, 50000)`);
    await s.f.admin.query('analyze journal');
    const { rows } = await s.f.admin.query(`explain select id from journal where type in ('EntryWithdrawn', 'PostingLapsed', 'ListEntryWithdrawn') and id > 5 order by id limit 50`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/journal_1_id_idx/);
    expect(plan).not.toMatch(/Seq Scan on journal_1/);
  });
});
