import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@credit/contracts/topics';
import { eventually, judgmentData, registrationData, syntheticPerson, syntheticUscc, type SyntheticSubject } from '@credit/testing';
import { COURT, ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let key = 0;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const report = (kind: string, data: unknown, dept: string) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': `i-${(key += 1)}` } });
const overseer = { roles: ['auditor' as const] };
const purpose = { 'x-purpose': encodeURIComponent('核查公职人员失信情况') };

describe('将失信信息记入机关事业单位、国有企业信用档案 (O63)', () => {
  const units: [string, SyntheticSubject][] = ([['a state organ', '11210500', '示例市某局'], ['a public institution', '12210500', '示例市某医院'], ['a state-owned enterprise', '91210500', '示例市某国有投资有限公司']] as const)
    .map(([what, prefix, name], n) => [what, { uscc: syntheticUscc(5_000_000 + n, prefix), name, subjectClass: 'LEGAL_ENTITY', legalRepName: '李某' }]);

  it.each(units)('%s has a file like any unit: its record, its journal, and how it stood on a day', async (_, unit) => {
    const { body: { subjectId } } = await report('registration', registrationData(unit), MARKET.source);
    const { body: receipt } = await report('court-judgment', judgmentData({ party: unit, authority: COURT, docNo: `（2026）辽05民终${(key += 1)}号` }), COURT.source);
    expect(receipt).toMatchObject({ state: 'accepted', subjectId });
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, overseer)).body.items).toMatchObject([{ recordId: receipt.recordId, recordKind: 'court-judgment', status: 'effective' }]);
    const at = async (asOf: string) => (await s.call('GET', `/v1/subjects/${subjectId}/timeline?asOf=${asOf}`, overseer)).body;
    expect(await at('2026-11-22')).toMatchObject({ records: [], facts: [] });
    expect(await at('2026-11-23')).toMatchObject({ records: [{ recordId: receipt.recordId, status: 'effective' }], facts: [{ fact: 'SubjectRegistered' }, { fact: 'RecordRecorded' }] });
  });
});

describe('公职人员失信信息记入其个人信用档案 (O65)', () => {
  it('is never in public, and each read of it is refused without a purpose and written down with one, also that of nobody', async () => {
    const official = syntheticPerson(71);
    const { body: receipt } = await report('court-judgment', judgmentData({ party: official, authority: COURT, docNo: `（2026）辽05民终${(key += 1)}号` }), COURT.source);
    expect(receipt).toMatchObject({ state: 'accepted' });
    expect(receipt).not.toHaveProperty('publicity');
    const { subjectId, recordId } = receipt;
    const officer = { roles: ['case-officer' as const], dept: ECOLOGY.source };
    const reads = [[officer, `/v1/subjects/${subjectId}`], [officer, `/v1/subjects/${subjectId}/records`], [officer, `/v1/subjects/${subjectId}/timeline`], [overseer, `/v1/records/${recordId}`]] as const;
    for (const [as, path] of reads) expect([path, await s.call('GET', path, as)]).toMatchObject([path, { status: 422, body: { code: 'SUBJECT.PURPOSE_REQUIRED' } }]);
    const logged = async () => (await s.fixture.admin.query('select action, purpose from access_log where subject_id = $1 order by id', [subjectId])).rows;
    expect(await logged()).toEqual([]);
    for (const [as, path] of reads) expect([path, (await s.call('GET', path, { ...as, headers: purpose })).status]).toEqual([path, 200]);
    expect(await logged()).toEqual(['person-file', 'person-records', 'person-timeline', 'person-record'].map((action) => ({ action, purpose: '核查公职人员失信情况' })));
    for (const [, path] of reads) expect([path, (await s.call('GET', path)).status]).toEqual([path, 401]);
    for (const [, path] of reads) expect([path, (await s.call('GET', path, { roles: ['source'], dept: MARKET.source, headers: purpose })).status]).toEqual([path, 404]);
    expect(await logged()).toHaveLength(reads.length);
  });

  it('by a number that belongs to nobody, the question is written down too', async () => {
    const search = (body: object) => s.call('POST', '/v1/subjects/search', { ...overseer, body: { personIdNo: syntheticPerson(72).idNo, ...body } });
    expect(await search({})).toMatchObject({ status: 422, body: { code: 'SUBJECT.PURPOSE_REQUIRED' } });
    expect((await search({ purpose: '核查公职人员失信情况' })).body.items).toEqual([]);
    expect((await s.fixture.admin.query(`select found from access_log where action = 'person-search'`)).rows).toEqual([{ found: false }]);
  });

  it('what other services hear of it names no person and carries no number', async () => {
    const official = syntheticPerson(73);
    const { body: receipt } = await report('court-judgment', judgmentData({ party: official, authority: COURT, docNo: `（2026）辽05民终${(key += 1)}号` }), COURT.source);
    const fact = await eventually(async () => (await s.events(TOPICS.recordEvents)).find((e) => e.aggregateId === receipt.recordId), 'the record is told on');
    expect(fact.data.subject.name).toMatch(/^.\*+$/);
    for (const secret of [official.idNo, official.name]) expect(JSON.stringify(fact)).not.toContain(secret);
  });
});
