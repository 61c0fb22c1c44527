import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endedRecord, OBJECTION, RECORD, type EffectsAnswerV1, type ObjectionV1, type RecordStateV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { takenDown } from '../../src/application/queries/taken-down.ts';
import { takeObjections } from '../../src/application/take-objections.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { newRecordId, penalty, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const LATER = localDate('2027-03-01');
const { arrive, at, row } = deskOf(() => db);
const shielded = (record: RecordStateV1): RecordStateV1 => ({ ...record, shielded: { shieldingId: newRecordId(), on: TODAY } });
const told = (state: RecordStateV1, n: number, type: string) => ({ ...version(state, n), ended: endedRecord(type, state, String(n)) });
const answers = async (id: string): Promise<EffectsAnswerV1[]> => (await db.pool.query(`select state from effects_answer where state #>> '{ended,id}' = $1`, [id])).rows.map(({ state }) => state);
const down = async (id: string) => (await takenDown(db, null, 1_000)).filter(({ entryId }) => entryId === id).map(({ reason }) => reason);

describe('a shielded record in public (§4.5, trap 20)', () => {
  it('is not shown and stands in the list of what was taken down, but has not ended; when the plan fails it shows again, to the same last day', async () => {
    const record = penalty();
    await arrive([told(record, 1, RECORD.recorded)]);
    const { ends_on: endsOn } = await row(record.recordId);
    await arrive([told(shielded(record), 2, RECORD.shielded)]);
    expect(await at(record.recordId)).toMatchObject({ state: 'gone', reason: 'RECORD_SHIELDED', withdrawnOn: TODAY });
    expect(await down(record.recordId)).toEqual(['RECORD_SHIELDED']);
    await arrive([told(record, 3, RECORD.unshielded)], LATER);
    expect((await at(record.recordId, LATER))?.state).toBe('in-force');
    expect((await row(record.recordId)).ends_on).toEqual(endsOn);
    expect(await down(record.recordId)).toEqual([]);
    expect(await answers(record.recordId)).toEqual([]);
  });

  it('whose last day has passed meanwhile it does not show again', async () => {
    const record = penalty();
    await arrive([told(record, 1, RECORD.recorded)]);
    await arrive([told(shielded(record), 2, RECORD.shielded)]);
    const after = localDate('2027-11-17');
    await arrive([told(record, 3, RECORD.unshielded)], after);
    expect((await at(record.recordId, after))?.state).toBe('gone');
  });

  it('repaired meanwhile it has ended since it was shielded, and the end of the shielding shows nothing', async () => {
    const record = penalty();
    const repaired = { caseId: newRecordId(), on: LATER };
    await arrive([told(record, 1, RECORD.recorded)]);
    await arrive([told(shielded(record), 2, RECORD.shielded)]);
    await arrive([told({ ...shielded(record), repaired }, 3, RECORD.repaired)], LATER);
    await arrive([told({ ...record, repaired }, 4, RECORD.unshielded)], LATER);
    expect(await at(record.recordId, LATER)).toMatchObject({ state: 'gone', reason: 'RECORD_REPAIRED' });
    expect(await answers(record.recordId)).toMatchObject([{ ended: { ending: 'repaired', version: '3' }, effects: [{ kind: 'publicity', since: TODAY, endedAt: '2026-11-22T16:00:00.000Z' }] }]);
  });

  it.each([[['upheld', 'shielded', 'unshielded']], [['shielded', 'upheld', 'unshielded']]])('whose publication was found past its period never shows again: %j', async (order) => {
    const record = penalty();
    await arrive([told(record, 1, RECORD.recorded)]);
    const { envelope: { data } } = JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${OBJECTION.accepted}~past-period.json`, 'utf8')) as { envelope: { data: ObjectionV1 } };
    for (const step of order) {
      if (step === 'upheld') await onDay(db, TODAY, (uow) => takeObjections(uow, { entries, commitments }, [{ objection: { ...data, target: { ...data.target, id: record.recordId } }, cause: { correlationId: 'c', causationId: newRecordId() } }]));
      else await arrive([step === 'shielded' ? told(shielded(record), 2, RECORD.shielded) : told(record, 3, RECORD.unshielded)]);
    }
    expect(await at(record.recordId)).toMatchObject({ state: 'gone', reason: 'OBJECTION_UPHELD' });
  });
});
