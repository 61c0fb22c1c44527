import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT_POSTING, RECORD, validateData, type CommitmentV1 } from '@credit/contracts/events';
import { addDays, localDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { expireCommitments } from '../../src/application/follow-commitments.ts';
import { projectSubjects } from '../../src/application/project-subjects.ts';
import { listCommitments } from '../../src/application/queries/public-commitments.ts';
import { listOfSubject, searchPublic } from '../../src/application/queries/public-entries.ts';
import { publicStatistics } from '../../src/application/queries/public-statistics.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { commitmentDesk, firm } from './commitment-desk.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { breached, breachRecord, commitment } from './sample-commitments.ts';
import { newRecordId, penalty, personC, shopB, subjectA, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { arrive, at } = deskOf(() => db);
const { tell, register, column, facts, down } = commitmentDesk(() => db);

describe('a commitment in public', () => {
  it('shows at once with what was promised, masked, its hash and its address, and is told with what caused it', async () => {
    const state = commitment({ subject: firm('公开承诺有限公司') });
    const cause = await tell(state, 1);
    const found = await at(state.commitmentId);
    expect(found).toEqual({ state: 'in-force', entry: {
      entryId: state.commitmentId, kind: 'commitment', postedOn: TODAY, endsOn: null, ruleId: 'COMMITMENT_COLUMN', disputedSince: null, underReviewSince: null, subjectExplanations: [],
      subject: { publicId: expect.any(String), name: '公开承诺有限公司', uscc: subjectA.uscc, formerNames: [] },
      content: expect.objectContaining({ commitmentCode: state.commitmentCode, itemCode: 'BX-ZM-001', accepterName: '本溪市市场监督管理局', content: '本单位承诺住所真实，联系电话138********', contentHash: state.contentHash, state: 'tracking', stateName: '履行中', link: `/v1/public/entries/${state.commitmentId}` }),
    } });
    expect(await column()).toContain(state.commitmentId);
    const said = await facts(state.commitmentId);
    expect(said).toMatchObject([{ type: COMMITMENT_POSTING.posted, cause, key: state.subject.subjectId, data: { commitmentId: state.commitmentId, status: 'posted', state: 'tracking', postedOn: TODAY } }]);
    expect(validateData(said[0]!.type, said[0]!.data)).toEqual([]);
  });

  it('a finding under procedure changes nothing that anybody can read; what is kept is told as an amendment', async () => {
    const state = commitment({ subject: firm('程序中有限公司') });
    await tell(state, 1);
    const before = await at(state.commitmentId);
    for (const [n, status] of (['found', 'noticed', 'rectifying'] as const).entries()) await tell({ ...state, status, lastCheck: { occasion: 'ITEM_CHECK', on: TODAY, finding: 'NONE', what: '无人办公' } }, n + 2);
    expect(await at(state.commitmentId)).toEqual(before);
    expect((await facts(state.commitmentId)).map(({ type }) => type)).toEqual([COMMITMENT_POSTING.posted]);
    await tell({ ...state, status: 'kept', assessment: { performance: 'FULL', assessedOn: TODAY, authorityUscc: state.accepter.uscc, authorityName: state.accepter.name } }, 5);
    expect(await at(state.commitmentId)).toMatchObject({ entry: { content: { state: 'kept', stateName: '已履行', performance: 'FULL', performanceName: '全部履行' } } });
    expect((await facts(state.commitmentId)).map(({ type, data }) => [type, data.state])).toEqual([[COMMITMENT_POSTING.posted, 'tracking'], [COMMITMENT_POSTING.amended, 'kept']]);
  });

  it.each([['LIMITED'], ['NOT_PUBLIC']] as const)('that its promisor did not disclose (%s) is nowhere, and nothing of its text is kept here', async (disclosure) => {
    const state = commitment({ subject: firm(`不公开${disclosure}有限公司`), disclosure });
    await tell(state, 1);
    expect(await at(state.commitmentId)).toBeNull();
    expect(await column()).not.toContain(state.commitmentId);
    expect(await facts(state.commitmentId)).toEqual([]);
    expect((await db.pool.query('select status, reason, content, known from commitment_posting where commitment_id = $1', [state.commitmentId])).rows).toEqual([{ status: 'withheld', reason: 'COMMITMENT_NOT_DISCLOSED', content: null, known: expect.anything() }]);
    expect(JSON.stringify((await db.pool.query('select known from commitment_posting where commitment_id = $1', [state.commitmentId])).rows)).not.toContain('住所真实');
  });

  it('of a natural person leaves no row, nor does the record of its breach, and the database refuses one', async () => {
    const state = commitment({ subject: personC });
    await tell(state, 1);
    await register(breachRecord(state), 1, RECORD.recorded);
    expect((await db.pool.query('select 1 from commitment_posting where subject_id = $1', [personC.subjectId])).rows).toEqual([]);
    const shown = commitment({ subject: firm('约束有限公司') });
    await tell(shown, 1);
    const set = (assignment: string) => db.pool.query(`update commitment_posting set ${assignment} where commitment_id = $1`, [shown.commitmentId]);
    for (const [assignment, constraint] of [
      [`subject_class = 'NATURAL_PERSON'`, 'person_never_public'], [`state = 'breached', record_id = null`, 'breach_rests_on_record'], ['content = null', 'posted_has_content'], ['posted_on = null', 'shown_has_a_day'],
      [`reason = 'X'`, 'says_why'], [`state = 'found'`, 'state_known'], [`status = 'awaited'`, 'awaits_its_commitment'],
    ]) await expect(set(assignment!)).rejects.toMatchObject({ constraint: `commitment_posting_${constraint}` });
  });

  it('of an individual business shows under its trade name, without the words of the department that may name its operator', async () => {
    const state = commitment({ subject: { ...shopB, subjectId: newRecordId() } });
    await tell(breached(state, { accountability: '责令经营者张三改正' }), 2);
    await register(breachRecord(state), 1, RECORD.recorded);
    const found = await at(state.commitmentId);
    expect(found).toMatchObject({ entry: { subject: { name: shopB.name }, content: { state: 'breached', performance: 'NONE' } } });
    expect(JSON.stringify(found)).not.toContain('张三');
  });

  it('of a firm that became an individual business loses those words when read', async () => {
    const subject = { ...firm('转为个体户有限公司'), uscc: '91210500MA00A00440' };
    const state = commitment({ subject });
    await tell(breached(state), 2);
    await register(breachRecord(state), 1, RECORD.recorded);
    expect(await at(state.commitmentId)).toMatchObject({ entry: { content: { accountability: '撤销登记决定', unperformed: '登记住所未用于经营' } } });
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [{ subjectId: subject.subjectId, version: '2', state: { subject: { ...subject, subjectClass: 'INDIVIDUAL_BUSINESS', uscc: shopB.uscc }, formerNames: [], formerUsccs: [subject.uscc], effectiveOn: TODAY } }]));
    const { entry } = (await at(state.commitmentId)) as { entry: { content: object } };
    expect(Object.keys(entry.content)).not.toEqual(expect.arrayContaining(['accountability']));
    expect(Object.keys(entry.content)).not.toEqual(expect.arrayContaining(['unperformed']));
  });

  it('stops on the day after its last one, read before anybody has stated it, and is stated with that day, once', async () => {
    const last = localDate('2026-12-31');
    const state = commitment({ subject: firm('到期承诺有限公司'), type: 'VOLUNTARY', validTo: last });
    await tell(state, 1);
    expect(await at(state.commitmentId, last)).toMatchObject({ state: 'in-force', entry: { endsOn: last } });
    const after = addDays(last, 1);
    expect(await at(state.commitmentId, after)).toEqual({ state: 'gone', kind: 'commitment', reason: 'COMMITMENT_EXPIRED', withdrawnOn: after, ending: null });
    expect(await column({}, after)).not.toContain(state.commitmentId);
    const late = addDays(last, 10);
    while ((await onDay(db, late, (uow) => expireCommitments(uow, commitments, late, 2))) > 0);
    expect((await facts(state.commitmentId)).slice(1)).toMatchObject([{ type: COMMITMENT_POSTING.withdrawn, data: { reason: 'COMMITMENT_EXPIRED', withdrawnOn: after, state: 'tracking' } }]);
    expect(await down(state.commitmentId)).toEqual([{ kind: 'commitment', withdrawnOn: after, reason: 'COMMITMENT_EXPIRED' }]);
  });

  it.each([['retracted', 'COMMITMENT_RETRACTED'], ['ended', 'COMMITMENT_ENDED'], ['breach-revoked', 'BREACH_REVOKED']] as const)('%s by its owner it is gone, without its text here', async (status, reason) => {
    const state = commitment({ subject: firm(`终结${status}有限公司`) });
    await tell(state, 1);
    await tell({ ...state, status, endedOn: TODAY, endReason: '自愿' }, 2);
    expect(await at(state.commitmentId)).toMatchObject({ state: 'gone', kind: 'commitment', reason });
    expect(await down(state.commitmentId)).toEqual([{ kind: 'commitment', withdrawnOn: TODAY, reason }]);
    expect((await db.pool.query('select content from commitment_posting where commitment_id = $1', [state.commitmentId])).rows).toEqual([{ content: null }]);
  });
});

describe('reading', () => {
  it('narrows by item, department, state and type in every combination, newest first, page by page, each once', async () => {
    const { rows: [mine] } = await db.pool.query(`select count(*)::int4 as n from commitment_posting where department = 'benxi-x'`);
    expect(mine.n).toBe(0);
    const made: CommitmentV1[] = [];
    for (let n = 0; n < 24; n++) {
      const state = commitment({
        subject: firm(`筛选${n}有限公司`), type: n % 2 === 0 ? 'CERTIFICATE_REPLACEMENT' : 'DEFICIENT_ACCEPTANCE', item: { itemId: newRecordId(), itemCode: `X-${n % 3}`, version: 1, name: '事项' },
        accepter: { source: n % 4 < 2 ? 'benxi-x' : 'benxi-y', uscc: '11210500MB0XY1017D', name: '某局' }, ...(n % 5 === 0 ? { status: 'kept', assessment: { performance: 'FULL', assessedOn: TODAY, authorityUscc: '11210500MB0XY1017D', authorityName: '某局' } } : {}),
      });
      await tell(state, 1, n < 12 ? TODAY : addDays(TODAY, 1));
      made.push(state);
    }
    const today = addDays(TODAY, 1);
    const mineOnly = new Set(made.map(({ commitmentId }) => commitmentId));
    for (const item of [null, 'X-1']) for (const department of [null, 'benxi-x']) for (const state of [null, 'tracking', 'kept', 'breached'] as const) for (const type of [null, 'DEFICIENT_ACCEPTANCE']) {
      const wanted = made.filter((c) => (item === null || c.item!.itemCode === item) && (department === null || c.accepter.source === department) && (state === null || c.status === state) && (type === null || c.type === type)).map(({ commitmentId }) => commitmentId).reverse();
      const seen: string[] = [];
      for (let after: { postedOn: string; id: string } | null = null; ;) {
        const page = await listCommitments(db, { item, department, state, type }, today, after, 3);
        seen.push(...page.map(({ entryId }) => entryId));
        const last = page.at(-1);
        if (!last) break;
        after = { postedOn: last.postedOn, id: last.entryId };
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect({ item, department, state, type, ids: seen.filter((id) => mineOnly.has(id)) }).toEqual({ item, department, state, type, ids: wanted });
    }
  });

  it('stands with the records and entries of its subject, now and formerly named, and in the statistics', async () => {
    const subject = { ...firm('并列有限公司'), uscc: '91210504MA0XYA3687' };
    const state = commitment({ subject });
    const record = penalty({ subject });
    await arrive([version(record)]);
    await tell(state, 1, addDays(TODAY, 1));
    const later = addDays(TODAY, 1);
    expect((await searchPublic(db, { uscc: subject.uscc }, later, null, 10)).map(({ entryId }) => entryId)).toEqual([state.commitmentId, record.recordId]);
    const [first] = await searchPublic(db, { name: subject.name }, later, null, 1);
    expect(await listOfSubject(db, first!.subject.publicId, later, { postedOn: first!.postedOn, id: first!.entryId }, 5)).toMatchObject([{ entryId: record.recordId }]);
    const before = (await publicStatistics(db, later)).items.find(({ kind }) => kind === 'commitment')!;
    await tell(commitment({ subject }), 1, later);
    expect((await publicStatistics(db, later)).items).toContainEqual({ kind: 'commitment', month: '2026-11', count: before.count + 1 });
  });
});
