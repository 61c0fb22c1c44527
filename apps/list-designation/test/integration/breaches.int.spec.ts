import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, EFFECTS_ENDED, RECORD, type RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { localDate as d } from '@credit/kernel';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { decision, notice, secondLook } from '../../src/application/carry-on.ts';
import { order as orderRectification } from '../../src/application/order-rectification.ts';
import { retryBreaches } from '../../src/application/follow-breaches.ts';
import { breachDesk, BUREAU, sampleOf, type Breach } from './breach-desk.ts';
import { AFTER_DEFENCE, confirming, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
const at = deskOf(() => f.database);
beforeAll(async () => void (f = await freshDatabase()), 60_000);
afterAll(() => f?.close());

const { breachOf, step, watched, rowOf } = breachDesk(() => f.database);
const ordered = (breach: Breach) => onDay(f.database, TODAY, (uow) => orderRectification(uow, desk, { by: 'officer-1', source: MARKET }, { subjectId: breach.subject.subjectId, recordIds: [breach.recordId], docNo: `本市监改〔2026〕${breach.code}号`, facts: '未履行承诺', demands: '履行承诺', dueOn: d('2026-12-30') }));
const typesOf = async (id: string) => (await at.publicFacts(id)).map(({ type }) => type);
const answersTo = async (id: string): Promise<any[]> => (await f.database.pool.query(`select payload::jsonb as answer from journal where headers::jsonb ->> 'ce_type' = $1 and payload::jsonb #>> '{ended,id}' = $2 order by id`, [EFFECTS_ENDED['list-designation'], id])).rows.map(({ answer }) => answer);

describe('a breach is put forward for the watch list (O11), and lists nobody', () => {
  it.each([['breach, then record', ['breached', 'recorded']], ['record, then breach', ['recorded', 'breached']], ['each told twice', ['breached', 'recorded', 'recorded', 'breached']]] as const)('%s: one proposal at the department that decided it, on the record', async (_, order) => {
    const breach = breachOf();
    for (const what of order) await breach[what]();
    const row = await at.row(breach.id);
    expect(row).toMatchObject({ status: 'proposed', list_type: 'KEY_ATTENTION', source: MARKET, subject_id: breach.subject.subjectId, evidence_ids: [breach.recordId], proposed_by: 'service:commitment' });
    expect(row.state).toMatchObject({ evidence: [{ recordKind: 'commitment', docNo: breach.code, authorityUscc: BUREAU }], proposal: { severity: expect.stringMatching(/^(MINOR|GENERAL|SERIOUS)$/), criteria: { VILE_NATURE: { met: false, reason: expect.stringContaining('登记住所未用于经营') } } } });
    expect(await typesOf(breach.id)).toEqual([]);
    expect(await rowOf(breach.code)).toMatchObject({ outcome: 'proposed', designation_id: breach.id });
    expect((await f.database.pool.query('select 1 from designation where subject_id = $1', [breach.subject.subjectId])).rows).toHaveLength(1);
  });

  it('goes through notice, defence, the look of another officer and a decision; who gives the notice takes it up and does not review it', async () => {
    const breach = breachOf();
    await breach.breached();
    await breach.recorded();
    await onDay(f.database, TODAY, (uow) => notice(step(uow, breach.id, 'officer-1'), { addresseeSubjectId: breach.subject.subjectId, grounds: '拟列入重点关注对象名单' }));
    await expect(onDay(f.database, AFTER_DEFENCE, (uow) => secondLook(step(uow, breach.id, 'officer-1'), { opinion: '属实' }))).rejects.toMatchObject({ code: 'DESIGNATION.SAME_OFFICER' });
    const other = breachOf();
    await watched(other);
    expect((await at.publicFacts(other.id)).map(({ type, data }) => [type, data.listKind, data.status, data.published])).toEqual([[DESIGNATION.designated, 'watch', 'in-force', false]]);
  });

  it('a finding, a kept commitment, and a breach whose decision was revoked put nobody forward, whatever came first', async () => {
    const [found, kept, revoked, overtaken] = [breachOf(), breachOf(), breachOf(), breachOf()];
    await found.found();
    await found.recorded();
    await kept.tell(RECORD.recorded, { ...kept.record, content: sampleOf<RecordStateV1>(`${RECORD.recorded}~commitment-kept`).content }, 1);
    await kept.breached();
    await revoked.breachRevoked();
    await revoked.recorded();
    await overtaken.breachRevoked(2);
    await overtaken.breached(1);
    await overtaken.recorded();
    for (const { code, id } of [kept, revoked, overtaken]) {
      expect([await at.row(id), (await rowOf(code)).outcome]).toEqual([undefined, null]);
    }
    expect([await at.row(found.id), await rowOf(found.code)]).toEqual([undefined, expect.objectContaining({ outcome: null, breached: false })]);
  });

  it('a kept commitment is evidence for nothing: nothing is proposed or ordered on it, and the database refuses that an entry rests on it', async () => {
    const kept = breachOf();
    await kept.tell(RECORD.recorded, { ...kept.record, content: sampleOf<RecordStateV1>(`${RECORD.recorded}~commitment-kept`).content }, 1);
    await expect(at.propose({ subjectId: kept.subject.subjectId, recordIds: [kept.recordId], listType: 'KEY_ATTENTION', severity: 'MINOR' })).rejects.toMatchObject({ code: 'DESIGNATION.NO_EFFECTIVE_EVIDENCE' });
    expect((await f.database.pool.query('select status from evidence where record_id = $1', [kept.recordId])).rows).toEqual([{ status: 'kept' }]);
    await expect(ordered(kept)).rejects.toMatchObject({ code: expect.stringMatching(/^RECTIFICATION\./) });
    const listed = breachOf();
    await watched(listed);
    await expect(f.database.pool.query(`update evidence set status = 'kept' where record_id = $1`, [listed.recordId])).rejects.toMatchObject({ constraint: 'designation_rests_on_evidence' });
    const serious = breachOf();
    await serious.recorded();
    await expect(at.propose({ subjectId: serious.subject.subjectId, recordIds: [serious.recordId], listType: 'MARKET_SERIOUS' })).rejects.toMatchObject({ code: 'DESIGNATION.NO_EFFECTIVE_EVIDENCE' });
  });

  it('the word of the register on a person still out, it waits and is put forward by the job', async () => {
    const person: SubjectSnapshot = { ...newFirm(), subjectClass: 'NATURAL_PERSON', name: '王**' };
    delete person.uscc;
    const breach = breachOf(person);
    await breach.recorded();
    await breach.breached();
    expect([await at.row(breach.id), (await rowOf(breach.code)).outcome]).toEqual([undefined, null]);
    await f.database.pool.query('update subject set person_index = $2, version = 1 where subject_id = $1', [person.subjectId, 'ab'.repeat(32)]);
    await onDay(f.database, TODAY, (uow) => retryBreaches(uow, desk, '', 100));
    expect((await at.row(breach.id)).status).toBe('proposed');
  });
});

describe('the ending of a breach is the ending of the watch, each by its own word', () => {
  it.each([['repaired', DESIGNATION.delisted, 'repaired'], ['revoked', DESIGNATION.revoked, 'revoked'], ['corrected', DESIGNATION.revoked, 'revoked']] as const)('record %s: the entry is %s', async (how, type, ending) => {
    const breach = breachOf();
    await watched(breach);
    await breach[how]();
    expect(await typesOf(breach.id)).toEqual([DESIGNATION.designated, type]);
    const last = (await at.publicFacts(breach.id)).at(-1)!.data;
    expect(last).toMatchObject({ status: 'ended', ending, endedOn: how === 'repaired' ? '2026-11-30' : AFTER_DEFENCE, endingReason: expect.stringContaining(breach.code) });
    expect(await answersTo(breach.id)).toMatchObject([{ ended: { kind: 'list-entry', ending } }]);
    expect(await answersTo(breach.recordId)).toMatchObject([{ ended: { kind: 'record', ending: how }, effects: [{ effectId: breach.id, kind: 'evidence', recipient: MARKET }] }]);
  });

  it.each(['repaired', 'revoked', 'corrected'] as const)('record %s: an open proposal is closed, and it cannot be decided any more', async (how) => {
    const breach = breachOf();
    await breach.breached();
    await breach.recorded();
    await breach[how]();
    expect(await at.row(breach.id)).toMatchObject({ status: 'ended', ending: how === 'repaired' ? 'repaired' : 'revoked', evidence_ids: [] });
    expect(await typesOf(breach.id)).toEqual([]);
    await expect(onDay(f.database, AFTER_DEFENCE, (uow) => secondLook(step(uow, breach.id, 'officer-2'), { opinion: '属实' }))).rejects.toMatchObject({ code: 'DESIGNATION.ENDED' });
    await breach.breached(3);
    expect((await at.row(breach.id)).status).toBe('ended');
  });

  it('an order to rectify what was promised falls with the breach on which it rests', async () => {
    const breach = breachOf();
    await breach.recorded();
    const { orderId } = (await ordered(breach)) as { orderId: string };
    await breach.corrected();
    expect((await f.database.pool.query('select status from rectification_order where id = $1', [orderId])).rows).toEqual([{ status: 'revoked' }]);
    expect(await answersTo(breach.recordId)).toMatchObject([{ effects: [{ effectId: orderId, kind: 'evidence' }] }]);
  });

  it('when its owner says on the day of the decision that the commitment was kept after all, nothing is decided on it (P-10)', async () => {
    const breach = breachOf();
    await breach.breached();
    await breach.recorded();
    await onDay(f.database, TODAY, (uow) => notice(step(uow, breach.id, 'officer-1'), { addresseeSubjectId: breach.subject.subjectId, grounds: '拟列入' }));
    await onDay(f.database, AFTER_DEFENCE, (uow) => secondLook(step(uow, breach.id, 'officer-2'), { opinion: '属实' }));
    at.ownerSays({ ...breach.record, status: 'kept' as never }, 2);
    await expect(confirming(f.database, (fallen) => onDay(f.database, AFTER_DEFENCE, (uow) => decision(step(uow, breach.id, 'officer-2', fallen), { list: true, docNo: '本市监关注〔2026〕9号', reasons: '违诺' })))).rejects.toMatchObject({ code: 'DESIGNATION.NO_EFFECTIVE_EVIDENCE' });
  });

  it('said twice it ends once; the repair says its case', async () => {
    const breach = breachOf();
    await watched(breach);
    const caseId = randomUUID();
    await breach.repaired(caseId);
    await breach.repaired(caseId);
    expect(await typesOf(breach.id)).toEqual([DESIGNATION.designated, DESIGNATION.delisted]);
    expect(await answersTo(breach.id)).toMatchObject([{ ended: { caseId } }]);
  });

  it('what rests on another document too goes on resting on that, and the repair of a penalty still ends nothing (trap 11)', async () => {
    const breach = breachOf();
    const penalty = penaltyOf(breach.subject);
    await breach.recorded();
    await at.recordArrives(penalty);
    const id = await at.propose({ subjectId: breach.subject.subjectId, recordIds: [breach.recordId, penalty.recordId], listType: 'KEY_ATTENTION', severity: 'MINOR' });
    await at.recordArrives({ ...penalty, repaired: { caseId: randomUUID(), on: AFTER_DEFENCE } }, 2, AFTER_DEFENCE);
    expect(await at.row(id)).toMatchObject({ status: 'proposed' });
    await breach.repaired();
    expect(await at.row(id)).toMatchObject({ status: 'proposed', evidence_ids: [penalty.recordId] });
  });

  it('a shielded breach is used for nothing new and ends nothing: it is temporary (trap 20)', async () => {
    const breach = breachOf();
    await watched(breach);
    await breach.tell(RECORD.shielded, { ...breach.record, shielded: { shieldingId: randomUUID(), on: AFTER_DEFENCE } }, 2);
    expect(await typesOf(breach.id)).toEqual([DESIGNATION.designated]);
    const other = breachOf();
    await other.tell(RECORD.recorded, { ...other.record, shielded: { shieldingId: randomUUID(), on: AFTER_DEFENCE } }, 1);
    await other.breached();
    expect([await at.row(other.id), (await rowOf(other.code)).outcome]).toEqual([undefined, null]);
  });
});

describe('two topics at once', () => {
  it('who comes second waits for the first and sees what it wrote: exactly one proposal, in every interleaving', async () => {
    for (let n = 0; n < 12; n++) {
      const breach = breachOf();
      await Promise.all(n % 2 === 0 ? [breach.breached(), breach.recorded()] : [breach.recorded(), breach.breached()]);
      expect([n, (await at.row(breach.id))?.status]).toEqual([n, 'proposed']);
    }
  });
});
