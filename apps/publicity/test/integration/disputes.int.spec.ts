import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTION, REVIEW, type ListEntryV1, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { projectMarks, type Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { projectPublicList, shownOnThisSite } from '../../src/application/project-public-list.ts';
import { publicIdsOf } from '../../src/application/public-subjects.ts';
import { listColumn, listOfSubject, searchPublic } from '../../src/application/queries/public-entries.ts';
import type { PublicEntry } from '../../src/application/queries/public-entry.ts';
import { listDecisions } from '../../src/application/queries/publicity-decisions.ts';
import { takeObjections } from '../../src/application/take-objections.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { listEntry } from './sample-list-entries.ts';
import { newRecordId, penalty, subjectA, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { arrive, at } = deskOf(() => db);
const tell = (state: ListEntryV1) => onDay(db, TODAY, async (uow) => {
  const shown = shownOnThisSite(defaultRulebook, [{ state, version: '1', businessDate: TODAY }]);
  await publicIdsOf(uow, shown.map((one) => one.state.subject));
  await projectPublicList(uow, shown);
});
const sampleOf = <T = ObjectionV1>(type: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;
const objection = (type: string, objectionId: string, kind: 'record' | 'list-entry', id: string, aggregateVersion: string) => onDay(db, TODAY, (uow) => {
  const data = sampleOf(type);
  return projectMarks(uow, [{ data: { ...data, lodgedAt: '2026-11-23T08:00:01.253Z' as never, objectionId, target: { ...data.target, kind, id } }, aggregateVersion }]);
});
const review = (type: string, reviewId: string, kind: 'record' | 'list-entry', id: string, aggregateVersion: string) => onDay(db, TODAY, (uow) => {
  const data = sampleOf<ReviewV1>(type);
  return projectMarks(uow, [{ data: { ...data, reviewId, target: { ...data.target, kind, id } }, aggregateVersion }]);
});
/** Every place in which the public reads the two, and what each says of a mark. */
async function everywhere(record: string, entry: string, subject: { uscc: string; name: string }, mark: 'disputedSince' | 'underReviewSince' | 'subjectExplanations' = 'disputedSince'): Promise<Record<string, unknown>> {
  const since = (entries: PublicEntry[], id: string) => entries.find(({ entryId }) => entryId === id)![mark];
  const found = await searchPublic(db, { uscc: subject.uscc }, TODAY, null, 10);
  const named = await searchPublic(db, { name: subject.name }, TODAY, null, 10);
  const page = await listOfSubject(db, found[0]!.subject.publicId, TODAY, null, 10);
  const [atRecord, atEntry] = [await at(record), await at(entry)] as { entry: PublicEntry }[];
  const [decision] = await listDecisions(db, { today: TODAY, sources: null, status: null, reason: null, kind: null, recordId: record, after: null, limit: 1 });
  return {
    record: [since(await listColumn(db, 'administrative-penalty', TODAY, null, 50), record), since(found, record), since(named, record), since(page, record), atRecord!.entry[mark], decision![mark]],
    entry: [since(await listColumn(db, 'list-entry', TODAY, null, 50), entry), since(found, entry), since(named, entry), since(page, entry), atEntry!.entry[mark]],
  };
}

const upheld = (recordId: string) => onDay(db, TODAY, (uow) => {
  const data = sampleOf(`${OBJECTION.accepted}~past-period`);
  return takeObjections(uow, { entries, commitments }, [{ objection: { ...data, target: { ...data.target, id: recordId } }, cause: { correlationId: 'c', causationId: newRecordId() } }]);
});

describe('a publication that was found past its period (§8.2)', () => {
  it.each([[['record', 'upheld', 'newer']], [['record', 'newer', 'upheld']], [['upheld', 'record', 'newer']], [['record', 'upheld', 'upheld', 'newer']]])('%j: never shows, whatever arrives when', async (order) => {
    const record = penalty({ subject: { ...subjectA, subjectId: newRecordId() } });
    for (const step of order) {
      if (step === 'upheld') await upheld(record.recordId);
      else await arrive([version(record, step === 'record' ? 1 : 2)]);
    }
    expect((await db.pool.query('select status, reason, rule_id from publicity_entry where id = $1', [record.recordId])).rows).toEqual([{ status: expect.stringMatching(/^with/), reason: 'OBJECTION_UPHELD', rule_id: 'WITHDRAW_ON_OBJECTION' }]);
    expect((await at(record.recordId))?.state).not.toBe('in-force');
  });
});

describe('a dispute in public', () => {
  it('is marked wherever the public reads a record or an entry: that it is disputed and since when, and nothing else', async () => {
    const subject = { ...subjectA, subjectId: newRecordId(), name: '有异议有限公司', uscc: '91210500MA0TYPE16C' };
    const [record, entry] = [penalty({ subject }), listEntry({ subject })];
    await arrive([version(record)]);
    await tell(entry);
    const quiet = { record: Array(6).fill(null), entry: Array(5).fill(null) };
    expect(await everywhere(record.recordId, entry.entryId, subject)).toEqual(quiet);
    const [one, other] = [newRecordId(), newRecordId()];
    const lodgedAt = '2026-11-23T08:00:01.253Z';
    await objection(OBJECTION.lodged, one, 'record', record.recordId, '1');
    expect(await everywhere(record.recordId, entry.entryId, subject)).toEqual({ ...quiet, record: Array(6).fill(lodgedAt) });
    await objection(OBJECTION.lodged, other, 'list-entry', entry.entryId, '1');
    expect(await everywhere(record.recordId, entry.entryId, subject)).toEqual({ record: Array(6).fill(lodgedAt), entry: Array(5).fill(lodgedAt) });
    expect(JSON.stringify(await at(record.recordId))).not.toContain(sampleOf(OBJECTION.lodged).ground);
    await objection(OBJECTION.rejected, one, 'record', record.recordId, '2');
    await objection(OBJECTION.retracted, other, 'list-entry', entry.entryId, '2');
    expect(await everywhere(record.recordId, entry.entryId, subject)).toEqual(quiet);
  });

  it('what the subject says stands beside its record and its entry in the same places, apart from the content, and stays when the objection is rejected (征信业管理条例 16)', async () => {
    const subject = { ...subjectA, subjectId: newRecordId(), name: '附说明有限公司', uscc: '91210500MA0TYPE22W' };
    const [record, entry] = [penalty({ subject }), listEntry({ subject })];
    await arrive([version(record)]);
    await tell(entry);
    const look = () => everywhere(record.recordId, entry.entryId, subject, 'subjectExplanations');
    const before = (await at(record.recordId)) as { entry: PublicEntry };
    expect(await look()).toEqual({ record: Array(6).fill([]), entry: Array(5).fill([]) });
    const [one, other] = [newRecordId(), newRecordId()];
    const { explanation } = sampleOf(OBJECTION.explained);
    const explained = (objectionId: string, kind: 'record' | 'list-entry', id: string, version: string, type: string = OBJECTION.explained) => onDay(db, TODAY, (uow) => projectMarks(uow, [{ data: { ...sampleOf<ObjectionV1>(type), explanation: explanation!, objectionId, target: { ...sampleOf(type).target, kind, id } }, aggregateVersion: version }]));
    await explained(one, 'record', record.recordId, '2');
    await explained(other, 'list-entry', entry.entryId, '2');
    const said = { record: Array(6).fill([explanation]), entry: Array(5).fill([explanation]) };
    expect(await look()).toEqual(said);
    await explained(one, 'record', record.recordId, '3', OBJECTION.rejected);
    expect(await look()).toEqual(said);
    expect(((await at(record.recordId)) as { entry: PublicEntry }).entry).toEqual({ ...before.entry, subjectExplanations: [explanation] });
    await explained(other, 'list-entry', entry.entryId, '3', OBJECTION.retracted);
    expect(await look()).toEqual({ ...said, entry: Array(5).fill([]) });
  });

  it('a decision under reconsideration or litigation is marked in the same places, and stays in public (LZ 43, trap 17)', async () => {
    const subject = { ...subjectA, subjectId: newRecordId(), name: '复议诉讼有限公司', uscc: '91210500MA0TYPE20M' };
    const [record, entry] = [penalty({ subject }), listEntry({ subject })];
    await arrive([version(record)]);
    await tell(entry);
    const look = async () => [await everywhere(record.recordId, entry.entryId, subject, 'underReviewSince'), await everywhere(record.recordId, entry.entryId, subject)];
    const quiet = { record: Array(6).fill(null), entry: Array(5).fill(null) };
    const [one, other] = [newRecordId(), newRecordId()];
    await review(REVIEW.noted, one, 'record', record.recordId, '1');
    expect(await look()).toEqual([{ ...quiet, record: Array(6).fill('2026-11-20') }, quiet]);
    await review(REVIEW.noted, other, 'list-entry', entry.entryId, '1');
    expect(await look()).toEqual([{ record: Array(6).fill('2026-11-20'), entry: Array(5).fill('2026-11-20') }, quiet]);
    expect(JSON.stringify(await at(record.recordId))).not.toContain(sampleOf<ReviewV1>(REVIEW.noted).acceptanceDocNo);
    await review(REVIEW.ended, one, 'record', record.recordId, '2');
    await review(REVIEW.ended, other, 'list-entry', entry.entryId, '2');
    expect(await look()).toEqual([quiet, quiet]);
  });
});
