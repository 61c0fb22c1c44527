import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, type RepairCaseV1 } from '@credit/contracts/events';
import { localDate as d } from '@credit/kernel';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { takeRepairs } from '../../src/application/take-repairs.ts';
import { AFTER_DEFENCE, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf } from './designation-desk.ts';

let f: PipelineFixture;
const at = deskOf(() => f.database);
beforeAll(async () => void (f = await freshDatabase()), 60_000);
afterAll(() => f?.close());

/** A grant of the designating authority, as credit-repair tells it. */
const grant = (entryId: string): RepairCaseV1 => ({
  caseId: randomUUID(), status: 'approved', subject: newFirm(), way: 'ordinary', ruleId: 'REPAIR_SET_ENTRY', evidence: ['rectification'], appliedOn: d('2026-11-24'), acceptedOn: d('2026-11-25'),
  target: { kind: 'list-entry', id: entryId, docNo: 'x', documentDate: d('2026-11-23'), source: MARKET, authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局' },
  decision: { on: AFTER_DEFENCE, reason: '已纠正失信行为', docNo: '本市监修〔2026〕1号' },
});
const told = (...cases: RepairCaseV1[]) => onDay(f.database, AFTER_DEFENCE, (uow) => takeRepairs(uow, desk, cases.map((one) => ({ case: one, cause: { correlationId: one.caseId, causationId: 'e1' } }))));
const firmOnTheList = async () => {
  const firm = newFirm();
  const penalty = penaltyOf(firm);
  await at.recordArrives(penalty);
  return { firm, penalty, id: await at.listed(firm, [penalty.recordId]) };
};

describe('a granted repair of an entry', () => {
  it('takes it off the list with the decision of its authority, linked to the case; said twice it changes nothing more', async () => {
    const { id } = await firmOnTheList();
    const granted = grant(id);
    await told(granted);
    await told(granted);
    const facts = await at.publicFacts(id);
    expect(facts.map(({ type }) => type)).toEqual([DESIGNATION.designated, DESIGNATION.delisted]);
    expect(facts.at(-1)!.data).toMatchObject({ status: 'ended', ending: 'repaired', endedOn: AFTER_DEFENCE, endingReason: '已纠正失信行为' });
    const { rows } = await f.database.pool.query(`select headers from journal where aggregate_id = $1 and topic is not null order by id desc limit 1`, [id]);
    expect(JSON.parse(rows[0].headers)).toMatchObject({ ce_correlationid: granted.caseId, ce_causationid: 'e1' });
  });

  it('of an entry that was revoked meanwhile, or that is not known, changes nothing (P-13)', async () => {
    const { id, penalty } = await firmOnTheList();
    await at.recordArrives({ ...penalty, status: 'revoked' }, 2, AFTER_DEFENCE);
    await told(grant(id), grant(randomUUID()));
    expect((await at.publicFacts(id)).map(({ type }) => type)).toEqual([DESIGNATION.designated, DESIGNATION.revoked]);
  });
});

it('the repair of the document leaves the entry that rests on it (trap 11)', async () => {
  const { id, penalty } = await firmOnTheList();
  await at.recordArrives({ ...penalty, repaired: { caseId: randomUUID(), on: AFTER_DEFENCE } }, 2, AFTER_DEFENCE);
  expect((await at.publicFacts(id)).map(({ type }) => type)).toEqual([DESIGNATION.designated]);
});
