import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, EFFECTS_ENDED, NOTICE_RECEIPT, RECORD, validateData, type EffectsAnswerV1, type ListEntryReportedV1, type RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { localDate as d, type LocalDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { revocation } from '../../src/application/carry-on.ts';
import { removal, removalDecision } from '../../src/application/change-entry.ts';
import { order as orderRectification } from '../../src/application/order-rectification.ts';
import { endEntries } from '../../src/application/pass-days.ts';
import { receive } from '../../src/application/receive-notices.ts';
import { takeRepairs } from '../../src/application/take-repairs.ts';
import { RecordsConsumer } from '../../src/inbound/kafka/records.consumer.ts';
import { AFTER_DEFENCE, courtReport, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
const at = deskOf(() => f.database);
beforeAll(async () => void (f = await freshDatabase()), 60_000);
afterAll(() => f?.close());

const LATER = d('2027-12-02');
const OVER = d('2029-12-10');
const change = { reason: '复议撤销', effectiveOn: AFTER_DEFENCE, changedFields: [] };
const consumer = new RecordsConsumer(desk);
const recordFact = async (type: string, data: RecordStateV1, version: number, today: LocalDate = AFTER_DEFENCE): Promise<void> => {
  const event = { id: newEventId(), type, key: data.subject.subjectId, aggregateId: data.recordId, aggregateVersion: String(version), businessDate: today, data };
  const outcome = await onDay(f.database, today, (uow) => consumer.follow({ uow, events: [event] } as never)) as { error?: unknown } | undefined;
  if (outcome?.error !== undefined) throw outcome.error;
};
const answersTo = async (id: string): Promise<EffectsAnswerV1[]> => (await f.database.pool.query(`select payload::jsonb as answer from journal where headers::jsonb ->> 'ce_type' = $1 and payload::jsonb #>> '{ended,id}' = $2 order by id`, [EFFECTS_ENDED['list-designation'], id])).rows.map(({ answer }) => answer);
const onList = async (firm: SubjectSnapshot = newFirm()) => {
  const penalty = penaltyOf(firm);
  await at.recordArrives(penalty);
  return { firm, penalty, id: await at.listed(firm, [penalty.recordId]) };
};
const step = (uow: never, id: string, by: string) => ({ uow, desk, id, by, source: MARKET });
const reported = async (over: Partial<ListEntryReportedV1> = {}) => {
  const report = courtReport(newFirm(), { decision: { docNo: `（2026）辽05执${randomUUID().slice(0, 6)}号`, authorityUscc: '11210500MB0XY1121H', authorityName: '本溪市中级人民法院', decidedOn: d('2026-11-20') }, ...over });
  await at.reportArrives(report);
  return report;
};
const grantOf = (id: string) => ({ caseId: randomUUID(), target: { kind: 'list-entry', id, source: MARKET }, decision: { on: AFTER_DEFENCE, reason: '已纠正', docNo: '修1号' } });

describe('an entry ends, by whatever path (P-14)', () => {
  const paths: [string, string, () => Promise<{ id: string; caseId?: string; recipient?: string; endedAt: string }>][] = [
    ['revoked by its authority', 'revoked', async () => {
      const { id } = await onList();
      await onDay(f.database, AFTER_DEFENCE, (uow) => revocation(step(uow as never, id, 'officer-2'), { reason: '认定有误' }));
      return { id, endedAt: `${AFTER_DEFENCE}T04:00:00.000Z` };
    }],
    ['removed early', 'removed-early', async () => {
      const { id } = await onList();
      await onDay(f.database, d('2027-12-01'), (uow) => removal(step(uow as never, id, 'officer-1'), { reasons: '已履行' }));
      await onDay(f.database, LATER, (uow) => removalDecision(step(uow as never, id, 'officer-2'), { grant: true, docNo: '移1号', reasons: '已履行' }));
      return { id, endedAt: `${LATER}T04:00:00.000Z` };
    }],
    ['its term is over, stated late', 'expired', async () => {
      const { id } = await onList();
      await onDay(f.database, OVER, (uow) => endEntries(uow, desk, OVER, 1_000));
      return { id, endedAt: '2029-11-30T16:00:00.000Z' };
    }],
    ['its document is revoked', 'revoked', async () => {
      const { id, penalty } = await onList();
      await recordFact(RECORD.revoked, { ...penalty, status: 'revoked', change }, 2);
      return { id, endedAt: `${AFTER_DEFENCE}T04:00:00.000Z` };
    }],
    ['repaired', 'repaired', async () => {
      const { id } = await onList();
      const granted = grantOf(id);
      await onDay(f.database, AFTER_DEFENCE, (uow) => takeRepairs(uow, desk, [{ case: granted as never, cause: {} }]));
      return { id, caseId: granted.caseId, endedAt: `${AFTER_DEFENCE}T04:00:00.000Z` };
    }],
    ['reported as removed by who decided it elsewhere', 'removed-early', async () => {
      const report = await reported();
      await at.reportArrives({ ...report, removal: { kind: 'removed-early', removedOn: d('2026-12-01'), reason: '已履行完毕' } }, AFTER_DEFENCE);
      return { id: report.matterId, recipient: 'benxi-court', endedAt: `${AFTER_DEFENCE}T04:00:00.000Z` };
    }],
    ['reported as revoked by who decided it elsewhere', 'revoked', async () => {
      const report = await reported();
      await at.reportArrives({ ...report, removal: { kind: 'revoked', removedOn: TODAY, reason: '列入有误' } });
      return { id: report.matterId, recipient: 'benxi-court', endedAt: `${TODAY}T04:00:00.000Z` };
    }],
  ];
  it.each(paths)('%s', async (_, ending, end) => {
    const { id, caseId, recipient = MARKET, endedAt } = await end();
    const answers = await answersTo(id);
    expect(answers).toHaveLength(1);
    expect(validateData(EFFECTS_ENDED['list-designation'], answers[0])).toEqual([]);
    const last = (await at.publicFacts(id)).at(-1)!;
    expect(answers[0]).toMatchObject({ ended: { kind: 'list-entry', id, version: last.version, ending, on: last.data.endedOn, ...(caseId === undefined ? {} : { caseId }) }, effects: [{ effectId: id, kind: 'list-entry', recipient, since: last.data.from, endedAt, mustAcknowledge: false }] });
  });

  it('no ending that was ever published here lacks its answer', async () => {
    const { rows: ended } = await f.database.pool.query(`select aggregate_id || ' ' || aggregate_version as fact from journal where topic like '%designation.events%' and headers::jsonb ->> 'ce_type' = any($1) order by 1`, [[DESIGNATION.delisted, DESIGNATION.revoked]]);
    const { rows: answered } = await f.database.pool.query(`select (state #>> '{ended,id}') || ' ' || (state #>> '{ended,version}') as fact from effects_answer where state #>> '{ended,kind}' = 'list-entry' order by 1`);
    expect(ended.length).toBeGreaterThanOrEqual(paths.length);
    expect(answered).toEqual(ended);
  });

  it('who was told of it by a notice receives the notice of its end, over HTTP too; a related person whose entry falls with it is named, one whose stays is not', async () => {
    const organ: SubjectSnapshot = { ...newFirm(), name: '本溪市平山区市场监督管理局', uscc: '11210502MB0XY1105Q' };
    const { id, penalty } = await onList(organ);
    const persons = [randomUUID(), randomUUID()];
    const ids = [];
    for (const subjectId of persons) {
      const own = penaltyOf({ ...newFirm(), subjectId });
      await at.recordArrives(own);
      ids.push(await at.listed(own.subject, [own.recordId]));
    }
    await f.database.pool.query(`update designation set state = state || jsonb_build_object('related', jsonb_build_object('unitSubjectId', $2::text, 'role', 'LEGAL_REP', 'conductOn', '2026-06-01', 'heldBy', 'register')) where id = any($1::uuid[])`, [ids, organ.subjectId]);
    await f.database.pool.query(`update designation set evidence_ids = array[$2::uuid], evidence_id = $2::uuid, state = jsonb_set(state, '{evidence,0,recordId}', to_jsonb($2::text)) where id = $1`, [ids[0], penalty.recordId]);
    await recordFact(RECORD.revoked, { ...penalty, status: 'revoked', change }, 2);
    const [answer] = await answersTo(id);
    const { rows: notices } = await f.database.pool.query(`select id, addressee, due_on from notice where entry_id = $1 and occasion = 'ended' order by addressee`, [id]);
    expect(notices.length).toBeGreaterThan(0);
    const found = (kind: string) => answer!.effects.filter((effect) => effect.kind === kind);
    expect(found('notice').sort((a, b) => (a.recipient < b.recipient ? -1 : 1))).toEqual(notices.map((notice) => expect.objectContaining({ effectId: notice.id, recipient: notice.addressee, since: AFTER_DEFENCE, mustAcknowledge: true, acknowledgeBy: notice.due_on })));
    expect(found('related-person-entry').map(({ effectId }) => effectId)).toEqual([ids[0]]);
    expect(await answersTo(ids[1]!)).toEqual([]);
    const [{ id: noticeId, addressee }] = notices;
    await onDay(f.database, AFTER_DEFENCE, (uow) => receive({ uow, desk, id: noticeId, by: 'x', source: addressee }, {}));
    expect(await at.publicFacts(noticeId)).toMatchObject([{ type: NOTICE_RECEIPT.takenOver, data: { noticeId, source: addressee } }]);
  });
});

describe('a record ends: what rested on it here (P-14)', () => {
  it('an entry that falls, an entry that is re-based, an order that is revoked', async () => {
    const { firm, penalty, id } = await onList();
    const other = penaltyOf(firm);
    await at.recordArrives(other);
    const shop = newFirm();
    const [lead, second] = [penaltyOf(shop), penaltyOf(shop)];
    await at.recordArrives(lead);
    await at.recordArrives(second);
    const rebased = await at.listed(shop, [lead.recordId, second.recordId]);
    const order = await onDay(f.database, TODAY, (uow) => orderRectification(uow, desk, { by: 'officer-1', source: MARKET }, { docNo: `责改${randomUUID()}`, subjectId: firm.subjectId, recordIds: [penalty.recordId], facts: 'x', demands: 'y', dueOn: d('2026-12-11') } as never)) as { orderId: string };
    await recordFact(RECORD.revoked, { ...penalty, status: 'revoked', change }, 2);
    await recordFact(RECORD.revoked, { ...lead, status: 'revoked', change }, 2);
    const [first] = await answersTo(penalty.recordId);
    expect(validateData(EFFECTS_ENDED['list-designation'], first)).toEqual([]);
    expect(first).toMatchObject({ ended: { kind: 'record', id: penalty.recordId, version: '2', ending: 'revoked', on: AFTER_DEFENCE } });
    expect(first!.effects.map(({ effectId, kind, recipient }) => [effectId, kind, recipient]).sort()).toEqual([[id, 'evidence', MARKET], [order.orderId, 'evidence', MARKET]].sort());
    expect((await answersTo(lead.recordId))[0]!.effects.map(({ effectId }) => effectId)).toEqual([rebased]);
    expect((await at.row(rebased)).status).toBe('in-force');
  });

  it('what rests on a repaired, a corrected or a shielded document stays, and is no ended effect (trap 11); a shielding is no ending (trap 20); of a record on which nothing rests likewise; told again it is not answered again', async () => {
    const { penalty, id } = await onList();
    await recordFact(RECORD.repaired, { ...penalty, repaired: { caseId: randomUUID(), on: AFTER_DEFENCE }, change }, 2);
    await recordFact(RECORD.corrected, { ...penalty, repaired: { caseId: randomUUID(), on: AFTER_DEFENCE }, change }, 3);
    await recordFact(RECORD.shielded, { ...penalty, shielded: { shieldingId: randomUUID(), on: AFTER_DEFENCE }, change }, 4);
    await recordFact(RECORD.unshielded, { ...penalty, change }, 5);
    const nobody = penaltyOf(newFirm());
    await recordFact(RECORD.revoked, { ...nobody, status: 'revoked', change }, 1);
    await recordFact(RECORD.revoked, { ...nobody, status: 'revoked', change }, 1);
    expect((await answersTo(penalty.recordId)).map(({ ended, effects }) => [ended.ending, effects])).toEqual([['repaired', []], ['corrected', []]]);
    expect(await answersTo(nobody.recordId)).toMatchObject([{ effects: [] }]);
    expect((await at.row(id)).status).toBe('in-force');
  });
});
