import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaClient } from '@credit/testing/servers';
import { addDays, addMonths, today, workingDaysAfter } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { call } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { goneEntry, listColumn, publicEntryOf, publicListEntry, searchPublic } from './harness/publicity.ts';
import { ReceiptDesk, type Receipt } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** A listing by the market regulator, walked by REST step by step from its evidence to the public column and back, told in order. */
describe('严重违法失信名单: from a penalty in the register to the public column', () => {
  const firm = freshFirm();
  const docNo = freshDocNo('列');
  const office = new DesignatingOffice(departmentOfKind('market-regulation').source);
  const bidding = new MatterDesk(departmentOfKind('administrative-approval').source, 'bidding', '核验投标资格');
  let kafka: KafkaClient;
  let regulator: Department;
  let date: string;
  let penalty: Receipt;
  let id: string;

  const outcome = async () => (await bidding.screen({ uscc: firm.uscc })).outcome;
  const proposal = (more: object = {}) => ({ subjectId: penalty.subjectId!, listType: 'MARKET_SERIOUS', recordIds: [penalty.recordId!], ...more });

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    regulator = departmentFor(kafka, desk, 'market-regulation');
    await desk.open([regulator.source]);
    date = await today();
    await regulator.registers(firm);
  });
  afterAll(() => kafka?.close());

  it('the penalty that will be its evidence is in the register', async () => {
    penalty = await regulator.tell('administrative-penalty', regulator.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
    expect(penalty).toMatchObject({ state: 'accepted', findings: [] });
  });

  it('an officer proposes on that evidence, each criterion answered; nobody is burdened by a proposal', async () => {
    const proposed = await office.proposed(proposal());
    expect(proposed).toMatchObject({ status: 'proposed', inForceToday: false, evidence: [{ recordId: penalty.recordId }], listType: { code: 'MARKET_SERIOUS', statute: '企业信息公示暂行条例第十七条' } });
    id = proposed.designationId;
    expect(await outcome()).toBe('none');
  });

  it('who has no power over the list, names a document that is none, or leaves a criterion without a reason, is refused', async () => {
    const stranger = new DesignatingOffice(departmentOfKind('ecology-environment').source);
    expect(await stranger.propose(proposal())).toMatchObject({ status: 403, body: { code: 'DESIGNATION.NOT_COMPETENT', userMessage: expect.stringMatching(/\p{Script=Han}/u) } });
    expect((await office.propose(proposal({ recordIds: [randomUUID()] }))).status).toBe(422);
    expect((await office.propose(proposal({ criteria: { VILE_NATURE: { met: true, reason: '' }, SERIOUS_CIRCUMSTANCES: { met: true, reason: '多次' }, GREAT_SOCIAL_HARM: { met: true, reason: '食品安全' } } }))).status).toBe(422);
  });

  it('the notice opens five working days for the defence; before their end nothing can be reviewed', async () => {
    const noticed = await office.step(id, 'notice', { addresseeSubjectId: penalty.subjectId, grounds: '两年内三次销售超过保质期的食品，拟列入严重违法失信名单' });
    expect(noticed).toMatchObject({ status: 200, body: { status: 'noticed', notice: { defenceUntil: (workingDaysAfter(date, 5) as { on: string }).on } } });
    expect(await office.secondStep(id, 'review', { opinion: '同意' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.DEFENCE_PERIOD_RUNNING' } });
  });

  it('the firm is heard; a second officer reviews: whoever proposed may not', async () => {
    expect(await office.step(id, 'defence', { statement: '已更换供货商，请求从轻' })).toMatchObject({ status: 200, body: { status: 'heard' } });
    const own = (await call('POST', '/v1/sandbox/token', { body: { dept: regulator.source, sub: `${regulator.source}.li`, roles: ['case-officer', 'approver'] } })).body.token;
    expect(await call('POST', `/v1/designations/${id}/review`, { token: own, body: { opinion: '同意' } })).toMatchObject({ status: 403, body: { code: 'DESIGNATION.SAME_OFFICER' } });
    expect(await office.secondStep(id, 'review', { opinion: '申辩理由不成立' })).toMatchObject({ status: 200, body: { status: 'reviewed' } });
  });

  it('the decision is taken, and burdens nobody before it is served', async () => {
    expect(await office.secondStep(id, 'decision', { list: true, docNo, reasons: '两年内三次受罚，情节严重；移出条件和救济途径附后' })).toMatchObject({ status: 200, body: { status: 'decided-to-list' } });
    expect(await outcome()).toBe('none');
    expect((await call('GET', `/v1/public/entries/${id}`)).status).toBe(404);
  });

  it('served, it is in force for three years: a look-up by the code hits, with the chain from the entry to the statute, and what an officer has to weigh', async () => {
    expect(await office.step(id, 'service', {})).toMatchObject({ status: 200, body: { status: 'in-force', inForceToday: true, term: { from: date, until: addMonths(date, 36) } } });
    const answer = await bidding.screenUntil({ uscc: firm.uscc }, 'hit');
    expect(answer.entries).toEqual([expect.objectContaining({
      entryId: id, listType: 'MARKET_SERIOUS', decision: expect.objectContaining({ docNo, authorityUscc: regulator.uscc }), evidence: [expect.objectContaining({ recordId: penalty.recordId })],
      statute: '企业信息公示暂行条例第十七条', furtherMeasures: [expect.objectContaining({ measure: 'M-A1b' })],
    })]);
    expect(answer.prompts).toEqual([]);
  });

  it('it stands in the public column with its basis, until three years are over, and is found by the code of the firm beside its penalty', async () => {
    const entry = await publicListEntry(id);
    expect(entry).toMatchObject({ kind: 'list-entry', subject: { name: firm.name, uscc: firm.uscc }, postedOn: date, endsOn: addDays(addMonths(date, 36), -1), content: { listTypeName: '市场监督管理严重违法失信名单', statute: '企业信息公示暂行条例第十七条', docNo, decisionDate: date, authorityName: regulator.name } });
    expect(await listColumn()).toContain(id);
    await publicEntryOf(penalty.recordId!);
    expect((await searchPublic({ uscc: firm.uscc })).body.items.map(({ entryId }: any) => entryId).sort()).toEqual([id, penalty.recordId].sort());
  });

  it('the same firm cannot be put on the same list twice', async () => {
    expect((await office.propose(proposal())).body).toMatchObject({ code: 'DESIGNATION.ALREADY_LISTED' });
  });

  it('revoked because it was wrong, it is gone everywhere: the look-up says none, the address 410 with the reason', async () => {
    expect(await office.secondStep(id, 'revocation', { reason: '复核发现第三次处罚的当事人不是该企业' })).toMatchObject({ status: 200, body: { status: 'ended' } });
    await bidding.screenUntil({ uscc: firm.uscc }, 'none');
    const gone = await goneEntry(id);
    expect(gone.body).toMatchObject({ code: 'PUBLICITY.ENTRY_WITHDRAWN', userMessage: expect.stringContaining('名单认定已撤销'), errors: [{ userMessage: expect.stringContaining('复核发现') }] });
    expect(await listColumn()).not.toContain(id);
  });
});
