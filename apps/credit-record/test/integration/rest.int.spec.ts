import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@credit/contracts/topics';
import { eventually, penaltyData, registrationData, syntheticFirm, syntheticPerson, syntheticShop } from '@credit/testing';
import { ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let key = 0;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const asMarket = { roles: ['source' as const], dept: MARKET.source };
const asEcology = { roles: ['source' as const], dept: ECOLOGY.source };
const report = (kind: string, data: unknown, as: object = asMarket, idempotencyKey = `k-${(key += 1)}`) => s.call('POST', '/v1/records', { ...as, body: { kind, data }, headers: { 'idempotency-key': idempotencyKey } });
const penalty = (party: any, n: number, more: object = {}) => penaltyData({ party, authority: MARKET, docNo: `R〔2026〕${n}号`, ...more });

describe('single statements by REST', () => {
  it('201 with the receipt, which only its department can read', async () => {
    const firm = syntheticFirm(1);
    expect((await report('registration', registrationData(firm))).status).toBe(201);
    const answer = await report('administrative-penalty', penalty(firm, 1));
    expect(answer).toMatchObject({ status: 201, body: { state: 'accepted', publicity: { dueOn: '2026-12-01' } } });
    const path = answer.headers.get('location')!;
    expect((await s.call('GET', path, asMarket)).body).toEqual(answer.body);
    expect((await s.call('GET', path, asEcology))).toMatchObject({ status: 404, body: { code: 'RECEIPT.NOT_FOUND' } });
    expect((await s.call('GET', path, { roles: ['credit-centre'] })).status).toBe(200);
    expect((await s.call('GET', path))).toMatchObject({ status: 401 });
  });

  it('422 with every finding, addressed in the body; nothing is stored but the receipt', async () => {
    const answer = await report('administrative-penalty', penalty(syntheticFirm(2), 2, { facts: undefined, uscc: '91210500MA0TYPE14A' }));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer: '/data/facts', code: 'FIELD_MISSING', userMessage: expect.any(String) })]));
    expect(answer.body.receipt).toMatchObject({ state: 'rejected' });
  });

  it('idempotent: the same key gives the first answer, another body is refused, no key is refused', async () => {
    const firm = syntheticFirm(3);
    await report('registration', registrationData(firm));
    const first = await report('administrative-penalty', penalty(firm, 3), asMarket, 'same');
    const again = await report('administrative-penalty', penalty(firm, 3), asMarket, 'same');
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect((await report('administrative-penalty', penalty(firm, 4), asMarket, 'same'))).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY.KEY_REUSED' } });
    expect((await s.call('POST', '/v1/records', { ...asMarket, body: { kind: 'administrative-penalty', data: {} } }))).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY.KEY_MISSING' } });
    expect((await report('administrative-penalty', penalty(firm, 3)))).toMatchObject({ status: 200, body: { state: 'duplicate', firstReceiptId: first.body.receiptId } });
  });

  it.each([
    ['an unknown kind', { kind: 'nonsense', data: {} }], ['data that is no object', { kind: 'administrative-penalty', data: 'x' }], ['an unknown member', { kind: 'administrative-penalty', data: {}, more: 1 }],
  ])('400 for %s', async (_name, body) => expect((await s.call('POST', '/v1/records', { ...asMarket, body, headers: { 'idempotency-key': `b-${(key += 1)}` } })).status).toBe(400));

  it('a token without a department reports nothing', async () => {
    expect((await report('registration', registrationData(syntheticFirm(4)), { roles: ['source'] })).status).toBe(403);
    expect((await report('registration', registrationData(syntheticFirm(4)), { roles: ['credit-centre'], dept: MARKET.source })).status).toBe(403);
  });
});

describe('subjects, dossier, history', () => {
  it('found by code, former name and name; the dossier shows content and provenance; a department sees its own records', async () => {
    const firm = syntheticFirm(10);
    const { body: registered } = await report('registration', registrationData(firm, { formerNames: [{ name: '十年前的名称有限公司', until: '2020-01-01' }] }));
    const { body: receipt } = await report('administrative-penalty', penalty(firm, 10));
    for (const body of [{ uscc: firm.uscc }, { name: '十年前的名称有限公司' }, { name: firm.name }]) expect((await s.call('POST', '/v1/subjects/search', { ...asEcology, body })).body.items).toMatchObject([{ subjectId: registered.subjectId, uscc: firm.uscc }]);
    expect((await s.call('POST', '/v1/subjects/search', { ...asEcology, body: { uscc: firm.uscc, name: firm.name } })).status).toBe(400);
    expect((await s.call('POST', '/v1/subjects/search', { ...asEcology, body: { uscc: '91210500MA0TYPE14A' } })).body.code).toBe('USCC_CHECK');
    const dossier = await s.call('GET', `/v1/subjects/${registered.subjectId}/records`, { roles: ['credit-centre'] });
    expect(dossier.body).toMatchObject({ items: [{ recordId: receipt.recordId, status: 'effective', content: { fineAmountWan: '2' }, provenance: [{ receiptId: receipt.receiptId, channel: 'rest', source: MARKET.source }] }], next: null });
    expect((await s.call('GET', `/v1/subjects/${registered.subjectId}/records`, asEcology)).body.items).toEqual([]);
    expect((await s.call('GET', `/v1/records/${receipt.recordId}`, asEcology)).status).toBe(404);
    expect((await s.call('GET', `/v1/subjects/${registered.subjectId}/timeline`, asEcology)).body).toMatchObject({ records: [], facts: [{ fact: 'SubjectRegistered' }] });
    expect((await s.call('GET', `/v1/subjects/${registered.subjectId}/timeline`, asMarket)).body.records).toMatchObject([{ recordId: receipt.recordId }]);
    expect((await s.call('GET', `/v1/records/${receipt.recordId}`, asMarket)).body).toMatchObject({ docNo: 'R〔2026〕10号' });
    expect((await s.call('GET', `/v1/subjects/${registered.subjectId}`, { roles: ['subject'], subject: registered.subjectId })).status).toBe(200);
    expect((await s.call('GET', `/v1/subjects/${registered.subjectId}`, { roles: ['subject'], subject: '0199c0de-0000-7000-8000-000000000000' })).status).toBe(404);
  });

  it('a restricted record is open to its department and the centre, closed to other departments', async () => {
    const firm = syntheticFirm(13);
    await report('registration', registrationData(firm));
    const { body: receipt } = await report('administrative-penalty', penalty(firm, 13, { restricted: 'commercial-secret' }));
    expect(receipt.publicity).toBeUndefined();
    const content = async (as: object) => (await s.call('GET', `/v1/records/${receipt.recordId}`, as)).body.content;
    expect(await content(asMarket)).toMatchObject({ violationType: expect.any(String) });
    expect(await content({ roles: ['credit-centre'] })).toMatchObject({ violationType: expect.any(String) });
    const dossier = await s.call('GET', `/v1/subjects/${receipt.subjectId}/records`, { roles: ['case-officer'], dept: ECOLOGY.source });
    expect(dossier.body.items).toMatchObject([{ recordId: receipt.recordId }]);
    expect(dossier.body.items[0].content).toEqual({ restricted: 'commercial-secret' });
    await report('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo: 'R〔2026〕13号', subject: { uscc: firm.uscc }, revokedOn: '2026-11-23', reason: '配方属商业秘密', basis: '复议决定' });
    for (const path of ['records', 'timeline']) {
      const seen = async (as: object) => JSON.stringify((await s.call('GET', `/v1/subjects/${receipt.subjectId}/${path}`, as)).body);
      expect(await seen({ roles: ['case-officer'], dept: ECOLOGY.source })).not.toContain('配方属商业秘密');
      for (const as of [{ roles: ['case-officer'], dept: MARKET.source }, { roles: ['auditor'] }]) expect(await seen(as)).toContain('配方属商业秘密');
    }
  });

  it('pages with a cursor bound to the caller’s question', async () => {
    const firm = syntheticFirm(11);
    const { body: { subjectId } } = await report('registration', registrationData(firm));
    for (const n of [111, 112, 113]) await report('administrative-penalty', penalty(firm, n));
    const first = await s.call('GET', `/v1/subjects/${subjectId}/records?limit=2`, { roles: ['credit-centre'] });
    expect(first.body.items).toHaveLength(2);
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records?limit=2&after=${first.body.next}`, { roles: ['credit-centre'] })).body.code).toBe('CURSOR.INVALID');
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records?limit=0`, { roles: ['credit-centre'] })).status).toBe(400);
  });

  it('history: as of a past business date; what was known when is not answered yet', async () => {
    const firm = syntheticFirm(12);
    const { body: { subjectId } } = await report('registration', registrationData(firm));
    const { body: { recordId } } = await report('administrative-penalty', penalty(firm, 12));
    expect(await s.call('POST', '/v1/sandbox/date', { roles: ['operator'], body: { date: '2026-11-25' } })).toMatchObject({ status: 200, body: { date: '2026-11-25' } });
    await eventually(async () => (await s.call('GET', '/v1/sandbox/date')).body.date === '2026-11-25', 'the date has moved');
    await report('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo: 'R〔2026〕12号', subject: { uscc: firm.uscc }, revokedOn: '2026-11-25', reason: '复议撤销', basis: '复议决定' });
    const at = async (asOf: string) => (await s.call('GET', `/v1/subjects/${subjectId}/timeline?asOf=${asOf}`, { roles: ['auditor'] })).body;
    expect((await at('2026-11-24')).records).toMatchObject([{ recordId, status: 'effective' }]);
    expect(await at('2026-11-25')).toMatchObject({ records: [{ recordId, status: 'revoked' }], facts: [{ fact: 'SubjectRegistered' }, { fact: 'RecordRecorded', actor: `t-${MARKET.source}@${MARKET.source}` }, { fact: 'RecordRevoked', reason: '复议撤销', on: '2026-11-25' }] });
    expect(await s.call('GET', `/v1/subjects/${subjectId}/timeline?knownAt=2026-11-24`, { roles: ['auditor'] })).toMatchObject({ status: 501, body: { code: 'TIMELINE.KNOWN_AT_NOT_IMPLEMENTED' } });
    expect(await s.call('POST', '/v1/sandbox/date', { roles: ['operator'], body: { date: '2026-11-24' } })).toMatchObject({ status: 422, body: { code: 'SANDBOX.DATE_BACKWARD' } });
    expect((await s.call('POST', '/v1/sandbox/date', { ...asMarket, body: { date: '2026-12-24' } })).status).toBe(403);
  });
});

describe('names of persons behind a business', () => {
  it('who holds a role in it, and a corrected operator, are masked for roles that need not know', async () => {
    const shop = syntheticShop(40);
    await report('registration', registrationData(shop, { roles: [{ role: 'ACTUAL_CONTROLLER', name: '司马控制', from: '2020-01-06' }] }));
    const { body: receipt } = await report('administrative-penalty', penalty(shop, 40));
    await report('record-correction', { recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo: 'R〔2026〕40号', subject: { uscc: shop.uscc }, reason: '笔误', basis: '更正通知', changes: [{ field: 'legalRepName', newValue: '诸葛更正' }] });
    const seen = async (path: string, as: object) => JSON.stringify((await s.call('GET', path, as)).body);
    for (const roles of [['screening-client'], ['auditor']]) expect(await seen(`/v1/subjects/${receipt.subjectId}`, { roles })).not.toContain('司马控制');
    expect(await seen(`/v1/subjects/${receipt.subjectId}`, asMarket)).toContain('司马控制');
    expect(await seen(`/v1/records/${receipt.recordId}`, { roles: ['auditor'] })).not.toContain('诸葛更正');
    expect(await seen(`/v1/records/${receipt.recordId}`, asMarket)).toContain('诸葛更正');
  });

  it('a token of one firm does not open the records of another to a department', async () => {
    const firm = syntheticFirm(41);
    const { body: { subjectId } } = await report('registration', registrationData(firm));
    await report('administrative-penalty', penalty(firm, 41));
    const both = { roles: ['source' as const, 'subject' as const], dept: ECOLOGY.source, subject: '0199c0de-0000-7000-8000-000000000000' };
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, both)).body.items).toEqual([]);
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, { roles: ['subject'], subject: subjectId })).body.items).toHaveLength(1);
  });
});

describe('files of natural persons', () => {
  it('open only to entitled roles, with a purpose, and every look is logged', async () => {
    const person = syntheticPerson(5);
    const { body: receipt } = await report('administrative-penalty', penalty(person, 20));
    expect(receipt).toMatchObject({ state: 'accepted' });
    const path = `/v1/subjects/${receipt.subjectId}`;
    const headers = { 'x-purpose': encodeURIComponent('行政处罚案件核查') };
    expect((await s.call('GET', path, { ...asMarket, headers })).status).toBe(404);
    expect(await s.call('GET', path, { roles: ['case-officer'], dept: ECOLOGY.source })).toMatchObject({ status: 422, body: { code: 'SUBJECT.PURPOSE_REQUIRED' } });
    expect((await s.call('GET', `${path}/records`, { roles: ['case-officer'], dept: ECOLOGY.source, headers })).body.items).toHaveLength(1);
    const found = await s.call('POST', '/v1/subjects/search', { roles: ['case-officer'], body: { personIdNo: person.idNo, purpose: '行政处罚案件核查' } });
    expect(found.body.items).toMatchObject([{ subjectId: receipt.subjectId, name: expect.stringMatching(/^.\*+$/) }]);
    expect((await s.call('POST', '/v1/subjects/search', { ...asMarket, body: { personIdNo: person.idNo, purpose: '好奇' } })).status).toBe(403);
    expect((await s.call('POST', '/v1/subjects/search', { roles: ['case-officer'], body: { name: person.name } })).body.items).toEqual([]);
    const record = `/v1/records/${receipt.recordId}`;
    expect(await s.call('GET', record, { roles: ['auditor'] })).toMatchObject({ status: 422, body: { code: 'SUBJECT.PURPOSE_REQUIRED' } });
    expect((await s.call('GET', record, { roles: ['auditor'], headers })).status).toBe(200);
    expect((await s.call('GET', record, asMarket)).status).toBe(200);
    const { rows } = await s.fixture.admin.query('select action, purpose, department, subject_id, found from access_log order by id');
    expect(rows).toEqual([
      { action: 'person-records', purpose: '行政处罚案件核查', department: ECOLOGY.source, subject_id: receipt.subjectId, found: true },
      { action: 'person-search', purpose: '行政处罚案件核查', department: null, subject_id: receipt.subjectId, found: true },
      { action: 'person-record', purpose: '行政处罚案件核查', department: null, subject_id: receipt.subjectId, found: true },
      { action: 'person-record', purpose: '查看本部门报送的记录', department: MARKET.source, subject_id: receipt.subjectId, found: true },
    ]);
  });
});

describe('worklist, keys, schemas', () => {
  it('a department sees the faults in its own statements', async () => {
    await report('administrative-penalty', penalty(syntheticFirm(30), 30, { uscc: '91210500MA0TYPE14A' }));
    expect((await s.call('GET', '/v1/code-findings', asMarket)).body.items).toContainEqual(expect.objectContaining({ code: 'USCC_CHECK', provider: MARKET.source }));
    expect((await s.call('GET', '/v1/code-findings', asEcology)).body.items).toEqual([]);
    expect((await s.call('GET', '/v1/code-findings?code=USCC_CHECK', { roles: ['credit-centre'] })).body.items.length).toBeGreaterThan(0);
  });
  it('keys and schemas need no token', async () => {
    expect((await s.call('GET', '/v1/keys/intake')).body).toMatchObject({ keys: [{ kty: 'EC', use: 'enc', kid: s.intakeKey.kid }] });
    expect((await s.call('GET', '/v1/schemas/credit.intake.administrative-penalty.v1')).body).toMatchObject({ properties: { docNo: expect.any(Object) } });
    expect((await s.call('GET', '/v1/schemas/nonsense')).status).toBe(404);
  });
});

describe('whether a document is in effect', () => {
  const officer = (dept: string) => ({ roles: ['case-officer' as const], dept });
  const standing = (recordId: string, as: object) => s.call('GET', `/v1/records/${recordId}/standing`, as);

  it('an officer of any department is told, with the version that the topic carries, and nothing of the content', async () => {
    const firm = syntheticFirm(801);
    await report('registration', registrationData(firm));
    const { recordId } = (await report('administrative-penalty', penalty(firm, 801, { facts: '只有本部门可见的事实' }))).body;
    const told = await standing(recordId, officer(ECOLOGY.source));
    expect(told).toMatchObject({ status: 200, body: { recordId, status: 'effective', recordKind: 'administrative-penalty', docNo: 'R〔2026〕801号', authorityUscc: MARKET.uscc, decisionDate: expect.stringMatching(/^2026-/), subjectId: expect.any(String) } });
    expect(Object.keys(told.body).sort()).toEqual(['authorityUscc', 'decisionDate', 'disputedSince', 'docNo', 'recordId', 'recordKind', 'status', 'subjectId', 'underReviewSince', 'version']);
    const versions = async () => (await s.events(TOPICS.recordEvents)).filter((e) => e.aggregateId === recordId).map((e) => e.aggregateVersion);
    expect([told.body.version]).toEqual(await eventually(async () => ((await versions()).length === 1 ? versions() : undefined), 'the record is told on the topic'));
    await report('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo: 'R〔2026〕801号', subject: { uscc: firm.uscc }, reason: '复议撤销', basis: '复议决定', revokedOn: '2026-11-22' });
    const revoked = await standing(recordId, officer(ECOLOGY.source));
    expect(revoked.body.status).toBe('revoked');
    expect(Number(revoked.body.version)).toBeGreaterThan(Number(told.body.version));
  });

  it('nobody else is, and a look at a person is logged', async () => {
    const { recordId } = (await report('administrative-penalty', penalty(syntheticPerson(802), 802))).body;
    expect((await standing(recordId, asMarket)).status).toBe(403);
    expect((await standing(recordId, { roles: ['case-officer'] })).status).toBe(403);
    expect((await s.call('GET', `/v1/records/${recordId}/standing`)).status).toBe(401);
    expect((await standing('0199c0de-0002-7000-8000-00000000ffff', officer(MARKET.source))).status).toBe(404);
    const { subjectId } = (await standing(recordId, officer(ECOLOGY.source))).body;
    expect((await s.fixture.database.pool.query('select department, purpose from access_log where subject_id = $1', [subjectId])).rows).toEqual([{ department: ECOLOGY.source, purpose: '核实认定依据文书是否有效' }]);
  });
});
