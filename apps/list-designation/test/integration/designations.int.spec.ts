import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, LIST_ENTRY_STATE, validateData } from '@credit/contracts/events';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { AFTER_DEFENCE, deskOf, freshDatabase, newFirm, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await freshDatabase();
});
afterAll(() => f.close());

const { recordArrives, propose, reviewed, decide, serve, listed, row, publicFacts, listStates } = deskOf(() => f.database);
const unlawful = `select id from designation where status = 'in-force' and origin = 'local' and not exists (select 1 from evidence e where e.record_id = evidence_id and e.status = 'effective')`;

describe('a local designation', () => {
  it('goes from the evidence to the effect and is told once as a fact and once as state, under one version', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await listed(firm, [penalty.recordId]);
    expect(await row(id)).toMatchObject({ status: 'in-force', evidence_id: penalty.recordId, evidence_status: 'effective', proposed_by: 'officer-1', reviewed_by: 'officer-2', notice_to: firm.subjectId, from_on: AFTER_DEFENCE, until_on: '2029-12-01' });
    const [fact, ...moreFacts] = await publicFacts(id);
    const [state, ...moreStates] = await listStates(id);
    expect([moreFacts, moreStates]).toEqual([[], []]);
    expect(fact).toMatchObject({ type: DESIGNATION.designated, key: firm.subjectId, version: '1', data: { entryId: id, listType: 'MARKET_SERIOUS', origin: 'local', status: 'in-force', evidence: [{ docNo: penalty.docNo }], basis: { statute: expect.stringContaining('企业信息公示') } } });
    expect(state).toEqual({ ...fact, type: LIST_ENTRY_STATE, key: id });
    for (const told of [fact!, state!]) expect(validateData(told.type, told.data)).toEqual([]);
  });

  it('tells nobody of a proposal that lists nobody', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await reviewed(firm, [penalty.recordId]);
    await decide(id, { list: false });
    expect(await row(id)).toMatchObject({ status: 'decided-not-to-list' });
    expect(await publicFacts(id)).toEqual([]);
  });

  it.each([
    ['a document that is not in the register', async () => ({ recordIds: [randomUUID()] }), 'DESIGNATION.NO_EFFECTIVE_EVIDENCE'],
    ['a licence, which is no handling of dishonesty', async (subject) => ({ recordIds: [await arrived(penaltyOf(subject, { recordKind: 'administrative-license' }))] }), 'DESIGNATION.NO_EFFECTIVE_EVIDENCE'],
    ['a penalty that has been repaired (36号令第三条)', async (subject) => ({ recordIds: [await arrived(penaltyOf(subject, { repaired: { caseId: randomUUID(), on: TODAY } }))] }), 'DESIGNATION.NO_EFFECTIVE_EVIDENCE'],
    ['a penalty that is shielded while a plan is carried out (trap 20)', async (subject) => ({ recordIds: [await arrived(penaltyOf(subject, { shielded: { shieldingId: randomUUID(), on: TODAY } }))] }), 'DESIGNATION.NO_EFFECTIVE_EVIDENCE'],
    ['a penalty that is held', async (subject) => ({ recordIds: [await arrived(penaltyOf(subject, { status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }))] }), 'DESIGNATION.NO_EFFECTIVE_EVIDENCE'],
    ["another firm's penalty", async () => ({ recordIds: [await arrived(penaltyOf(newFirm()))] }), 'DESIGNATION.EVIDENCE_OF_ANOTHER_SUBJECT'],
    ["a list of another department's", async (subject) => ({ recordIds: [await arrived(penaltyOf(subject))], listType: 'WAGE_ARREARS' }), 'DESIGNATION.NOT_COMPETENT'],
    ['a list that the city invented', async (subject) => ({ recordIds: [await arrived(penaltyOf(subject))], listType: 'BENXI_BAD' }), 'DESIGNATION.LIST_TYPE_UNKNOWN'],
  ] as [string, (subject: ReturnType<typeof newFirm>) => Promise<{ recordIds: string[]; listType?: string }>, string][])('is refused on %s', async (_name, make, code) => {
    const firm = newFirm();
    await recordArrives(penaltyOf(firm));
    await expect(propose({ subjectId: firm.subjectId, ...(await make(firm)) })).rejects.toMatchObject({ code });
  });
  const arrived = async (state: ReturnType<typeof penaltyOf>): Promise<string> => {
    await recordArrives(state);
    return state.recordId;
  };

  it('is nobody\'s for a hundred minor penalties: nothing counts them, and a decision on twenty of them is refused (O39)', async () => {
    const firm = newFirm();
    const penalties = Array.from({ length: 100 }, () => penaltyOf(firm));
    for (const penalty of penalties) await recordArrives(penalty);
    expect((await f.database.pool.query('select 1 from designation where subject_id = $1', [firm.subjectId])).rows).toEqual([]);
    const recordIds = penalties.slice(0, 20).map(({ recordId }) => recordId);
    const id = await reviewed(firm, recordIds, undefined, { severity: 'MINOR' });
    await expect(decide(id)).rejects.toMatchObject({ code: 'DESIGNATION.CRITERION_NOT_MET' });
  });
});

describe('the evidence falls', () => {
  const revoked = (state: ReturnType<typeof penaltyOf>) => ({ ...state, status: 'revoked' as const, change: { reason: '复议撤销原处罚决定', effectiveOn: TODAY, changedFields: [] } });

  it('the entry rests on the other document, then on none and is revoked with the reason, each told with its list version', async () => {
    const firm = newFirm();
    const [first, second] = [penaltyOf(firm), penaltyOf(firm)];
    await recordArrives(first);
    await recordArrives(second);
    const id = await listed(firm, [first.recordId, second.recordId]);
    await recordArrives(revoked(first), 2);
    expect(await row(id)).toMatchObject({ status: 'in-force', evidence_id: second.recordId });
    await recordArrives(revoked(second), 2);
    expect(await row(id)).toMatchObject({ status: 'ended', ending: 'revoked', evidence_status: null });
    const told = await publicFacts(id);
    expect(told.map(({ type, version }) => [type, version])).toEqual([[DESIGNATION.designated, '1'], [DESIGNATION.rebased, '2'], [DESIGNATION.revoked, '3']]);
    expect(told[2]!.data).toMatchObject({ status: 'ended', ending: 'revoked', endingReason: expect.stringContaining('复议撤销') });
    const versions = told.map(({ data }) => BigInt(data.listVersion));
    expect(versions).toEqual([...versions].sort((a, b) => Number(a - b)));
    expect((await listStates(id)).map(({ data }) => data.status)).toEqual(['in-force', 'in-force', 'ended']);
    for (const { type, data } of [...told, ...(await listStates(id))]) expect(validateData(type, data)).toEqual([]);
  });

  it('closes a procedure that rested on it alone, and tells nobody', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await reviewed(firm, [penalty.recordId]);
    await recordArrives(revoked(penalty), 2);
    expect(await row(id)).toMatchObject({ status: 'ended', ending: 'revoked' });
    expect(await publicFacts(id)).toEqual([]);
    await expect(decide(id)).rejects.toMatchObject({ code: 'DESIGNATION.ENDED' });
  });

  it('does not come back to life when the document is reinstated', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await listed(firm, [penalty.recordId]);
    await recordArrives(revoked(penalty), 2);
    await recordArrives(penalty, 3);
    expect(await row(id)).toMatchObject({ status: 'ended' });
  });

  it('at the very moment of the decision: whoever comes first, nobody is left listed on a fallen document', async () => {
    const another = await f.openAnother();
    for (let race = 0; race < 25; race += 1) {
      const firm = newFirm();
      const penalty = penaltyOf(firm);
      await recordArrives(penalty);
      const id = await reviewed(firm, [penalty.recordId]);
      const pause = race % 5;
      await Promise.allSettled([decide(id).then(() => serve(id)), new Promise((go) => setTimeout(go, pause * 3)).then(() => recordArrives(revoked(penalty), 2, TODAY, another))]);
      expect((await row(id)).status).toBe('ended');
    }
    expect((await f.database.pool.query(unlawful)).rows).toEqual([]);
  });
});

describe('the database refuses what no law allows (R10)', () => {
  let id: string;
  let penaltyId: string;
  beforeAll(async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    penaltyId = penalty.recordId;
    await recordArrives(penalty);
    id = await listed(firm, [penaltyId]);
  });

  it.each([
    ['no decision', `decision_doc_no = ''`, 'designation_in_force_has_decision'],
    ['no deciding authority', 'decision_authority = null', 'designation_in_force_has_decision'],
    ['no list type', 'basis_rule_id = null', 'designation_in_force_has_list_type'],
    ['a list type that is in no catalogue', `basis_rule_id = 'LIST_INVENTED'`, 'designation_rests_on_a_list_type'],
    ['no evidence', 'evidence_id = null, evidence_status = null', 'designation_in_force_has_evidence'],
    ['evidence that nobody knows', `evidence_id = gen_random_uuid()`, 'designation_rests_on_evidence'],
    ['evidence said to be revoked', `evidence_status = 'revoked'`, 'designation_in_force_has_evidence|designation_evidence_is_effective'],
    ['no notice', 'notice_to = null', 'designation_in_force_was_noticed'],
    ['a notice to somebody else', 'notice_to = gen_random_uuid()', 'designation_in_force_was_noticed'],
    ['one pair of eyes', 'reviewed_by = proposed_by', 'designation_four_eyes'],
    ['a decision of the proposer', 'decided_by = proposed_by', 'designation_four_eyes'],
    ['a term without days', 'until_on = from_on', 'designation_term_has_days'],
    ['an end without a way', `status = 'ended'`, 'designation_ended_says_how|designation_evidence_is_effective'],
  ])('an entry with %s', async (_name, change, constraint) => {
    await expect(f.database.pool.query(`update designation set ${change} where id = $1`, [id])).rejects.toMatchObject({ constraint: expect.stringMatching(constraint) });
  });

  it('a document that falls while an entry rests on it', async () => {
    await expect(f.database.pool.query(`update evidence set status = 'revoked' where record_id = $1`, [penaltyId])).rejects.toMatchObject({ constraint: 'designation_rests_on_evidence' });
  });

  it('the same subject twice on one list', async () => {
    await expect(f.database.pool.query(`insert into designation select gen_random_uuid(), version, public_version, status, origin, subject_id, list_type, distinct_by, source, basis_rule_id, evidence_ids, evidence_id, evidence_status, proposed_by, notice_to,
      reviewed_by, decided_by, decision_doc_no, decision_authority, from_on, until_on, ending, ended_on, list_version, state from designation where id = $1`, [id])).rejects.toMatchObject({ constraint: 'designation_listed_once' });
  });
});
