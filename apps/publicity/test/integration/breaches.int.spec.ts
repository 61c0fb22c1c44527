import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT_POSTING, OBJECTION, RECORD, REVIEW, validateData, type EffectsAnswerV1, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { addDays, type Instant } from '@credit/kernel';
import { projectMarks, type Database } from '@credit/persistence';
import { withdrawBreachesLeft } from '../../src/application/follow-breach-records.ts';
import { listCommitments } from '../../src/application/queries/public-commitments.ts';
import { listOfSubject } from '../../src/application/queries/public-entries.ts';
import { takeObjections } from '../../src/application/take-objections.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { ALL, commitmentDesk, firm } from './commitment-desk.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { breached, breachRecord, commitment } from './sample-commitments.ts';
import { newRecordId } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { at } = deskOf(() => db);
const { tell, register, facts, down } = commitmentDesk(() => db);
const change = { reason: '撤销', effectiveOn: TODAY, changedFields: [] };

describe('a breach shows only while its record in the register stands', () => {
  const told = async (id: string): Promise<EffectsAnswerV1[]> => (await db.pool.query(`select state from effects_answer where state #>> '{ended,id}' = $1 order by state #>> '{ended,version}'`, [id])).rows.map(({ state }) => state);
  const shownBreach = async (name: string) => {
    const state = commitment({ subject: firm(name) });
    await tell(state, 1);
    await tell(breached(state), 2);
    const record = breachRecord(state);
    await register(record, 1, RECORD.recorded);
    return { state, record };
  };

  it('not before there is one; then with what was not done and what follows from it', async () => {
    const state = commitment({ subject: firm('违诺有限公司') });
    await tell(state, 1);
    await tell(breached(state), 2);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason: 'BREACH_NOT_RECORDED' });
    await register(breachRecord(state, { authorityUscc: '11210500MB0XY10258' }), 1, RECORD.recorded);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason: 'BREACH_NOT_RECORDED' });
    const record = breachRecord(state);
    await register({ ...record, status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }, 1, RECORD.held);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason: 'RECORD_HELD' });
    await register(record, 2, RECORD.released);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'in-force', entry: { content: { state: 'breached', stateName: '违诺', performanceName: '全部未履行', unperformed: '登记住所未用于经营', accountability: '撤销登记决定', assessedOn: TODAY } } });
    expect(await down(state.commitmentId)).toEqual([]);
    const said = await facts(state.commitmentId);
    expect(said.at(-1)).toMatchObject({ type: COMMITMENT_POSTING.posted, data: { state: 'breached', recordId: record.recordId, postedOn: TODAY } });
    for (const { type, data } of said) expect(validateData(type, data)).toEqual([]);
  });

  it.each([['repaired', RECORD.repaired, 'RECORD_REPAIRED'], ['revoked', RECORD.revoked, 'RECORD_REVOKED']] as const)('%s it is gone and in the list of what was taken down, and the ending is answered by the breach that showed', async (ending, type, reason) => {
    const { state, record } = await shownBreach(`违诺${ending}有限公司`);
    await register({ ...record, change, ...(ending === 'revoked' ? { status: 'revoked' } : { repaired: { caseId: newRecordId(), on: TODAY } }) }, 2, type);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason });
    expect((await down(state.commitmentId)).at(-1)).toEqual({ kind: 'commitment', withdrawnOn: TODAY, reason });
    expect((await facts(state.commitmentId)).at(-1)).toMatchObject({ type: COMMITMENT_POSTING.withdrawn, data: { reason, state: 'breached', recordId: record.recordId } });
    expect(await told(record.recordId)).toMatchObject([{ owner: 'publicity', ended: { id: record.recordId, version: '2' }, effects: [{ effectId: state.commitmentId, kind: 'commitment-posting', recipient: 'public', since: TODAY, endedAt: `${TODAY}T04:00:00.000Z`, mustAcknowledge: false }] }]);
  });

  it('of a breach that never showed, the ending is answered with nothing', async () => {
    const state = commitment({ subject: firm('未公示违诺有限公司'), disclosure: 'NOT_PUBLIC' });
    await tell(breached(state), 2);
    const record = breachRecord(state);
    await register(record, 1, RECORD.recorded);
    await register({ ...record, status: 'revoked', change }, 2, RECORD.revoked);
    expect(await told(record.recordId)).toMatchObject([{ effects: [] }]);
  });

  it('shielded it is hidden while that lasts, and has not ended; repaired meanwhile it had ended with the shielding', async () => {
    const { state, record } = await shownBreach('屏蔽有限公司');
    const shielded = { shieldingId: newRecordId(), on: TODAY };
    await register({ ...record, shielded }, 2, RECORD.shielded);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason: 'RECORD_SHIELDED' });
    expect(await told(record.recordId)).toEqual([]);
    const later = addDays(TODAY, 30);
    await register(record, 3, RECORD.unshielded, later);
    expect(await at(state.commitmentId, later)).toMatchObject({ state: 'in-force', entry: { postedOn: TODAY, content: { state: 'breached' } } });
    expect(await down(state.commitmentId)).toEqual([]);
    await register({ ...record, shielded }, 4, RECORD.shielded, later);
    await register({ ...record, shielded, repaired: { caseId: newRecordId(), on: addDays(later, 5) } }, 5, RECORD.repaired, addDays(later, 5));
    expect(await told(record.recordId)).toMatchObject([{ ended: { ending: 'repaired' }, effects: [{ since: TODAY, endedAt: '2026-12-22T16:00:00.000Z' }] }]);
  });

  it('objected to, it is marked wherever it is read; under reconsideration too; and stays', async () => {
    const { state, record } = await shownBreach('有异议违诺有限公司');
    const sample = <T>(type: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;
    const objection = sample<ObjectionV1>(OBJECTION.lodged);
    const review = sample<ReviewV1>(REVIEW.noted);
    const lodgedAt = '2026-11-23T08:00:01.253Z' as Instant;
    const target = { kind: 'record', id: record.recordId } as const;
    await onDay(db, TODAY, (uow) => projectMarks(uow, [{ data: { ...objection, lodgedAt, objectionId: newRecordId(), target: { ...objection.target, ...target } }, aggregateVersion: '1' }, { data: { ...review, reviewId: newRecordId(), target: { ...review.target, ...target } }, aggregateVersion: '1' }]));
    const { publicId } = ((await at(state.commitmentId)) as { entry: { subject: { publicId: string } } }).entry.subject;
    const everywhere = [((await at(state.commitmentId)) as { entry: object }).entry, (await listCommitments(db, { ...ALL, state: 'breached' }, TODAY, null, 200)).find(({ entryId }) => entryId === state.commitmentId), (await listOfSubject(db, publicId, TODAY, null, 10))[0]];
    for (const entry of everywhere) expect(entry).toMatchObject({ disputedSince: lodgedAt, underReviewSince: review.acceptedOn, content: { state: 'breached' } });
  });

  const upheld = (recordId: string) => onDay(db, TODAY, (uow) => {
    const { envelope: { data } } = JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${OBJECTION.accepted}~past-period.json`, 'utf8')) as { envelope: { data: ObjectionV1 } };
    return takeObjections(uow, { entries, commitments }, [{ objection: { ...data, target: { ...data.target, id: recordId } }, cause: { correlationId: 'c', causationId: newRecordId() } }]);
  });
  it.each([[['commitment', 'record', 'upheld', 'newer']], [['upheld', 'commitment', 'record']], [['record', 'upheld', 'newer', 'commitment']]])('whose publication was found past its period it never shows again: %j', async (order) => {
    const state = commitment({ subject: firm('超期公示有限公司') });
    const record = breachRecord(state);
    for (const step of order) {
      if (step === 'upheld') await upheld(record.recordId);
      else if (step === 'commitment') await tell(breached(state), 2);
      else await register(record, step === 'record' ? 1 : 2);
    }
    expect((await at(state.commitmentId))?.state).not.toBe('in-force');
    expect((await db.pool.query('select reason from commitment_posting where commitment_id = $1', [state.commitmentId])).rows).toEqual([{ reason: 'OBJECTION_UPHELD' }]);
  });
  it('what came on show at the same moment as its objection is withdrawn by the job', async () => {
    const { state, record } = await shownBreach('同时有限公司');
    await db.pool.query('insert into objection_withdrawal (record_id, objection_id) values ($1, $2)', [record.recordId, newRecordId()]);
    expect(await onDay(db, TODAY, (uow) => withdrawBreachesLeft(uow, commitments, 10))).toBe(1);
    expect(await onDay(db, TODAY, (uow) => withdrawBreachesLeft(uow, commitments, 10))).toBe(0);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', reason: 'OBJECTION_UPHELD' });
  });

  it('the two topics at the same moment: whichever commits first, the breach shows', async () => {
    for (let n = 0; n < 10; n++) {
      const state = commitment({ subject: firm(`并发${n}有限公司`) });
      const record = breachRecord(state);
      /** What the transport does with a clash: the same events again. */
      const again = async (act: () => Promise<unknown>): Promise<void> => {
        for (;;) {
          try {
            return void (await act());
          } catch (error) {
            if ((error as Error).constructor.name !== 'ConcurrencyClash') throw error;
          }
        }
      };
      await Promise.all([again(() => tell(breached(state), 2)), again(() => register(record, 1, RECORD.recorded))]);
      expect(await at(state.commitmentId)).toMatchObject({ state: 'in-force', entry: { content: { state: 'breached' } } });
    }
  });
});
