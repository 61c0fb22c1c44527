import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { COMMITMENT, DESIGNATION, RECORD, SUBJECT, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { runPublicity, type RunningPublicity } from './running-service.ts';
import { breached, breachRecord, commitment } from './sample-commitments.ts';
import { listEntry } from './sample-list-entries.ts';
import { licence, newRecordId, penalty, personC, subjectA } from './sample-records.ts';

let s: RunningPublicity;
beforeAll(async () => {
  s = await runPublicity();
}, 60_000);
afterAll(() => s?.stop(), 30_000);

const get = (path: string, token?: string) => s.get(path, token);
const search = (body: object) => s.search(body);
const entry = (state: RecordStateV1) => get(`/v1/public/entries/${state.recordId}`);
const isAt = (state: RecordStateV1, status: number) => eventually(async () => (await entry(state)).status === status, `the entry answers ${status}`);
const publicFacts = async (recordId: string): Promise<string[]> => (await s.f.admin.query('select type from journal where aggregate_id = $1 order by id', [recordId])).rows.map((row) => row.type);

describe('from a record event to the public page, and back', () => {
  it('posts, shows, revokes: 200, then 410 with the reason', async () => {
    const state = penalty();
    await s.sendRecord(state);
    await isAt(state, 200);
    const shown = await entry(state);
    expect(shown.body).toMatchObject({ kind: 'administrative-penalty', endsOn: '2027-11-16', subject: { name: subjectA.name }, content: { docNo: state.docNo, fineAmountWan: '2' } });
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect((await get(`/v1/public/subjects/${shown.body.subject.publicId}`)).body.items.map((e: any) => e.entryId)).toContain(state.recordId);
    expect((await search({ uscc: subjectA.uscc })).body.items.map((e: any) => e.entryId)).toContain(state.recordId);

    await s.sendRecord({ ...state, status: 'revoked', change: { reason: '复议撤销', effectiveOn: localDate('2026-11-23'), changedFields: [] } }, 2, RECORD.revoked);
    await isAt(state, 410);
    expect((await entry(state)).body).toMatchObject({ code: 'PUBLICITY.ENTRY_WITHDRAWN', clause: '行政处罚法第四十八条', errors: [{ code: 'RECORD_REVOKED', userMessage: expect.stringContaining('复议撤销') }] });
    await eventually(async () => (await s.f.kafka.offsetsOf(TOPICS.publicityEvents)).reduce((n, p) => n + Number(p.high), 0) >= 2, 'both facts are on the topic');
  });

  it('an ending overtakes a gap; what was missing changes nothing when it comes', async () => {
    const state = penalty();
    await s.sendRecord(state);
    await isAt(state, 200);
    await s.sendRecord({ ...state, status: 'revoked' }, 3, RECORD.revoked);
    await isAt(state, 410);
    await s.sendRecord({ ...state }, 2, RECORD.amended);
    const marker = licence();
    await s.sendRecord(marker);
    await isAt(marker, 200);
    expect((await entry(state)).status).toBe(410);
    expect(await publicFacts(state.recordId)).toEqual(['EntryPosted', 'EntryWithdrawn']);
  });

  it('shows the current name when the subject is renamed, and finds it under both', async () => {
    const subject = { ...subjectA, subjectId: newEventId(), name: '改名之前有限公司', uscc: '91210504MA0XYA3687' };
    const state = licence({ subject });
    await s.sendRecord(state);
    await isAt(state, 200);
    const data = { subject: { ...subject, name: '改名之后有限公司' }, formerNames: [{ name: subject.name, until: '2026-11-01' }], formerUsccs: [], effectiveOn: localDate('2026-11-23'), previousName: subject.name };
    await s.send(TOPICS.subjectEvents, subject.subjectId, { type: SUBJECT.identified, aggregateId: subject.subjectId, aggregateVersion: '1', data: { subject, formerNames: [], formerUsccs: [], effectiveOn: localDate('2026-11-23') } });
    await s.send(TOPICS.subjectEvents, subject.subjectId, { type: SUBJECT.renamed, aggregateId: subject.subjectId, aggregateVersion: '2', data });
    await eventually(async () => (await entry(state)).body.subject.name === '改名之后有限公司', 'the entry shows the new name');
    for (const name of ['改名之前有限公司', '改名之后有限公司']) expect((await search({ name })).body.items).toHaveLength(1);
  });

  it('answers a hit without entries, a miss and a person alike', async () => {
    await s.sendRecord(penalty({ subject: personC }));
    const held = penalty({ subject: { ...subjectA, subjectId: newEventId(), name: '只有暂存记录有限公司', uscc: '91210500MA00A00440' }, status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] });
    await s.sendRecord(held);
    await eventually(async () => (await s.f.admin.query('select 1 from publicity_entry where id = $1', [held.recordId])).rows.length, 'the held record is decided');
    const answers = await Promise.all([search({ uscc: '91210500MA00A00440' }), search({ uscc: '91210500MA00A0466Y' }), search({ name: '只有暂存记录有限公司' }), search({ name: personC.name })]);
    expect(new Set(answers.map((a) => JSON.stringify(a)))).toEqual(new Set([JSON.stringify({ status: 200, body: { items: [], next: null } })]));
    expect((await entry(held)).status).toBe(404);
  });

  it('finds the holder of a confirmed code whose organisation code fails its check', async () => {
    const state = penalty({ subject: { ...subjectA, subjectId: newRecordId(), uscc: '91210500MA0TYPE15K' } });
    await s.sendRecord(state);
    await isAt(state, 200);
    expect((await search({ uscc: '91210500MA0TYPE15K' })).body.items.map((e: any) => e.entryId)).toEqual([state.recordId]);
  });

  it('refuses bad questions by name', async () => {
    expect(await search({})).toMatchObject({ status: 400, body: { code: 'PUBLICITY.SEARCH_BY_ONE' } });
    expect(await search({ uscc: '91210500MA0TYPE14A' })).toMatchObject({ status: 400, body: { code: 'PUBLICITY.CODE_INVALID' } });
    expect(await search({ name: '甲有限公司', prefix: true })).toMatchObject({ status: 400, body: { code: 'REQUEST.INVALID' } });
    expect((await get('/v1/public/columns/everything')).status).toBe(400);
    expect((await get('/v1/public/entries/1%27or%271')).status).toBe(404);
    expect((await get('/v1/public/columns/administrative-license?after=forged.cursor')).body.code).toBe('CURSOR.INVALID');
    expect((await get('/v1/public/columns/administrative-license?limit=0')).status).toBe(400);
  });

  it('pages a column by its own cursors only', async () => {
    const states = [licence(), licence(), licence()];
    for (const state of states) await s.sendRecord(state);
    for (const state of states) await isAt(state, 200);
    const first = await get('/v1/public/columns/administrative-license?limit=2');
    expect(first.body.items).toHaveLength(2);
    expect(first.body).not.toHaveProperty('total');
    const second = await get(`/v1/public/columns/administrative-license?limit=2&after=${encodeURIComponent(first.body.next)}`);
    expect(second.body.items[0].entryId < first.body.items[1].entryId).toBe(true);
    expect((await get(`/v1/public/columns/administrative-penalty?after=${encodeURIComponent(first.body.next)}`)).body.code).toBe('CURSOR.INVALID');
  });
});

describe('from a designation to the public column, and back', () => {
  const gone = (address: string) => eventually(async () => (await get(address)).status === 410, `${address} answers 410`);

  it('an entry of a published list is in the column, under its address and on the page of the subject; revoked, it is gone, with the reason', async () => {
    const state = listEntry({ subject: { ...subjectA, subjectId: newEventId() } });
    await s.sendEntry(state);
    const address = `/v1/public/entries/${state.entryId}`;
    await eventually(async () => (await get(address)).status === 200, 'the list entry is public');
    const { body } = await get(address);
    expect(body).toMatchObject({ kind: 'list-entry', postedOn: '2026-11-23', endsOn: '2029-11-22', ruleId: 'LIST_MARKET_SERIOUS', content: { listTypeName: '市场监督管理严重违法失信名单', statute: '企业信息公示暂行条例第十七条', docNo: state.decision.docNo } });
    expect((await get('/v1/public/columns/list-entry')).body.items).toEqual([body]);
    expect((await get(`/v1/public/subjects/${body.subject.publicId}`)).body.items).toEqual([body]);
    expect((await get('/v1/public/statistics')).body.items).toContainEqual({ kind: 'list-entry', month: '2026-11', count: 1 });

    await s.sendEntry({ ...state, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '处罚决定被撤销' }, 2, DESIGNATION.revoked);
    await gone(address);
    expect((await get(address)).body).toMatchObject({ code: 'PUBLICITY.ENTRY_WITHDRAWN', errors: [{ code: 'LIST_REVOKED', userMessage: expect.stringContaining('处罚决定被撤销') }] });
    expect((await get('/v1/public/columns/list-entry')).body.items).toEqual([]);
    expect(await publicFacts(state.entryId)).toEqual(['ListEntryPosted', 'ListEntryWithdrawn']);
  });
});

describe('from a commitment to the public column, and back', () => {
  it('is in the column under each filter, under its address and on the page of the promisor; retracted, it is gone; under procedure, nothing moves', async () => {
    const state = commitment({ subject: { ...subjectA, subjectId: newEventId() } });
    await s.sendCommitment(state);
    const address = `/v1/public/entries/${state.commitmentId}`;
    await eventually(async () => (await get(address)).status === 200, 'the commitment is public');
    const { body } = await get(address);
    expect(body).toMatchObject({ kind: 'commitment', postedOn: '2026-11-23', endsOn: null, content: { commitmentCode: state.commitmentCode, state: 'tracking', contentHash: state.contentHash, link: address } });
    for (const query of ['', '?item=BX-ZM-001', '?department=benxi-market-regulation&state=tracking', '?type=CERTIFICATE_REPLACEMENT&item=BX-ZM-001&department=benxi-market-regulation']) expect({ query, items: (await get(`/v1/public/columns/commitments${query}`)).body.items }).toEqual({ query, items: [body] });
    for (const query of ['?item=BX-ZM-002', '?department=benxi-health', '?state=kept', '?type=VOLUNTARY']) expect({ query, items: (await get(`/v1/public/columns/commitments${query}`)).body.items }).toEqual({ query, items: [] });
    expect((await get(`/v1/public/subjects/${body.subject.publicId}`)).body.items).toEqual([body]);
    for (const query of ['?state=found', '?type=EVERYTHING', '?item=', '?q=x', '?after=forged.cursor']) expect({ query, status: (await get(`/v1/public/columns/commitments${query}`)).status }).toEqual({ query, status: 400 });
    await s.sendCommitment({ ...state, status: 'found', lastCheck: { occasion: 'ITEM_CHECK', on: localDate('2026-11-23'), finding: 'NONE', what: '无人办公' } }, 2, COMMITMENT.found);
    const marker = commitment({ subject: state.subject, item: { ...state.item!, itemCode: 'BX-MARK' } });
    await s.sendCommitment(marker);
    await eventually(async () => (await get(`/v1/public/entries/${marker.commitmentId}`)).status === 200, 'the later fact of the same subject is public');
    expect((await get(address)).body).toEqual(body);
    await s.sendCommitment({ ...state, status: 'retracted', endedOn: localDate('2026-11-23'), endReason: '改走普通程序' }, 3, COMMITMENT.retracted);
    await eventually(async () => (await get(address)).status === 410, 'the commitment is gone');
    expect((await get(address)).body).toMatchObject({ code: 'PUBLICITY.ENTRY_WITHDRAWN', errors: [{ code: 'COMMITMENT_RETRACTED', userMessage: '该承诺已由承诺人撤回' }] });
    expect((await get('/v1/public/taken-down')).body.items).toContainEqual({ entryId: state.commitmentId, kind: 'commitment', withdrawnOn: '2026-11-23', reason: 'COMMITMENT_RETRACTED' });
  });

  it('a breach shows when the register has its record, and is gone when that is repaired', async () => {
    const state = commitment({ subject: { ...subjectA, subjectId: newEventId() } });
    const record = breachRecord(state);
    const at = () => get(`/v1/public/entries/${state.commitmentId}`);
    await s.sendRecord(record);
    await s.sendCommitment(breached(state), 1, COMMITMENT.breached);
    await eventually(async () => (await at()).status === 200, 'the breach is public');
    expect((await at()).body).toMatchObject({ content: { state: 'breached', stateName: '违诺', unperformed: '登记住所未用于经营' } });
    expect((await get('/v1/public/columns/commitments?state=breached')).body.items.map((e: any) => e.entryId)).toEqual([state.commitmentId]);
    await s.sendRecord({ ...record, repaired: { caseId: newEventId(), on: localDate('2026-11-23') } }, 2, RECORD.repaired);
    await eventually(async () => (await at()).status === 410, 'the repaired breach is gone');
    expect((await at()).body.errors).toMatchObject([{ code: 'RECORD_REPAIRED' }]);
    expect((await entry(record)).status).toBe(404);
  });

  it('pages by its own cursors only', async () => {
    const states = Array.from({ length: 3 }, () => commitment({ subject: { ...subjectA, subjectId: newEventId() }, item: { itemId: newRecordId(), itemCode: 'BX-PAGE', version: 1, name: '分页事项' } }));
    for (const state of states) await s.sendCommitment(state);
    for (const { commitmentId } of states) await eventually(async () => (await get(`/v1/public/entries/${commitmentId}`)).status === 200, 'the commitment is public');
    const first = await get('/v1/public/columns/commitments?item=BX-PAGE&limit=2');
    const second = await get(`/v1/public/columns/commitments?item=BX-PAGE&limit=2&after=${encodeURIComponent(first.body.next)}`);
    expect([...first.body.items, ...second.body.items].map(({ entryId }) => entryId)).toEqual(states.map(({ commitmentId }) => commitmentId).reverse());
    expect(second.body.next).toBeNull();
    for (const other of ['columns/commitments?item=BX-MARK&', 'columns/list-entry?']) expect((await get(`/v1/public/${other}after=${encodeURIComponent(first.body.next)}`)).body.code).toBe('CURSOR.INVALID');
  });
});

describe('what departments see', () => {
  it('counts late publications, and lists them live', async () => {
    const late = penalty({ decisionDate: localDate('2026-11-02'), subject: { ...subjectA, subjectId: newEventId() }, source: 'benxi-emergency-management' });
    await s.sendRecord(late);
    await isAt(late, 200);
    const list = await get('/v1/publicity/late', await s.tokenOf(['source'], 'benxi-emergency-management'));
    expect(list.body.items).toEqual([expect.objectContaining({ recordId: late.recordId, dueOn: '2026-11-11', state: 'published-late', cause: 'reportedLate', workingDaysLate: 8 })]);
    const metrics = await (await fetch(`${s.url()}/metrics`)).text();
    expect(metrics).toMatch(/credit_publication_late_total\{[^}]*department="benxi-emergency-management",cause="reportedLate"[^}]*\} 1/);
  });

  it('needs a token, shows a department its own and an overseer all', async () => {
    const other = penalty({ source: 'benxi-ecology-environment', subject: { ...subjectA, subjectId: newEventId() }, content: { penaltyTypes: ['WARNING'] } });
    await s.sendRecord(other);
    const auditor = await s.tokenOf(['auditor']);
    await eventually(async () => (await get('/v1/publicity/decisions?reason=NOT_PUBLIC_MINOR_TIER', auditor)).body.items.some((d: any) => d.recordId === other.recordId), 'the decision is listed');
    expect((await get(`/v1/publicity/decisions?recordId=${other.recordId}`, auditor)).body.items).toMatchObject([{ recordId: other.recordId, why: { reason: 'NOT_PUBLIC_MINOR_TIER' } }]);
    expect((await get('/v1/publicity/decisions?recordId=x', auditor)).status).toBe(400);
    expect((await get('/v1/publicity/decisions')).status).toBe(401);
    expect((await get('/v1/publicity/decisions', await s.tokenOf(['subject']))).status).toBe(403);
    const mine = await s.tokenOf(['source'], 'benxi-market-regulation');
    const decisions = (await get('/v1/publicity/decisions?limit=200', mine)).body.items;
    expect(new Set(decisions.map((d: any) => d.department))).toEqual(new Set(['benxi-market-regulation']));
    expect((await get('/v1/publicity/decisions?department=benxi-ecology-environment', mine)).status).toBe(403);
    expect((await get('/v1/publicity/summary?department=benxi-ecology-environment', auditor)).body.decisions).toEqual([expect.objectContaining({ status: 'withheld', reason: 'NOT_PUBLIC_MINOR_TIER', count: 1 })]);
    expect(await get('/v1/publicity/late', mine)).toMatchObject({ status: 200, body: { items: expect.any(Array), next: null } });
  });

  it('answers as its OpenAPI document says', async () => {
    const { body: document } = await get('/openapi.json');
    const auditor = await s.tokenOf(['auditor']);
    const ajv = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
    const closed = (schema: any): any => {
      if (Array.isArray(schema)) return schema.map(closed);
      if (schema === null || typeof schema !== 'object') return schema;
      const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
      return schema.type === 'object' && schema.properties && schema.additionalProperties === undefined ? { ...inner, additionalProperties: false } : inner;
    };
    const some = (await get('/v1/public/columns/administrative-license')).body.items[0];
    for (const [path, address] of Object.entries({
      '/v1/public/columns/{kind}': '/v1/public/columns/administrative-license', '/v1/public/columns/commitments': '/v1/public/columns/commitments', '/v1/public/taken-down': '/v1/public/taken-down', '/v1/public/entries/{entryId}': `/v1/public/entries/${some.entryId}`,
      '/v1/public/subjects/{publicId}': `/v1/public/subjects/${some.subject.publicId}`, '/v1/public/statistics': '/v1/public/statistics',
      '/v1/publicity/late': '/v1/publicity/late', '/v1/publicity/decisions': '/v1/publicity/decisions', '/v1/publicity/summary': '/v1/publicity/summary',
    })) {
      const schema = document.paths[path].get.responses['200'].content['application/json'].schema;
      const answer = await get(address, auditor);
      expect({ path, status: answer.status, errors: ajv.validate(closed(schema), answer.body) ? [] : ajv.errors }).toEqual({ path, status: 200, errors: [] });
    }
  });

  it.each([['public_entry_view', 6], ['public_list_entry', 1]])('rebuilds %s from the topic, row for row', async (projection, atLeast) => {
    const answer = await fetch(`${s.url()}/ops/rebuild`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await s.tokenOf(['operator'])}` }, body: JSON.stringify({ projection, verify: true }) });
    const report = (await answer.json()) as { liveRows: number; liveHash: string; rebuiltHash: string };
    expect(report).toMatchObject({ differences: 0, switched: false });
    expect(report.liveRows).toBeGreaterThanOrEqual(atLeast);
    expect(report.liveHash).toBe(report.rebuiltHash);
  });
});

describe('days pass, also while nobody runs', () => {
  it('ends a term over the end of the year by itself when the date moves, and once only', async () => {
    const state = penalty({ decisionDate: localDate('2025-12-31'), receivedOn: localDate('2026-11-23') });
    await s.sendRecord(state);
    await isAt(state, 200);
    await s.moveDate('2026-12-31');
    expect((await entry(state)).status).toBe(200);
    await s.moveDate('2027-01-01');
    expect(await entry(state)).toMatchObject({ status: 410, body: { errors: [{ code: 'NOT_PUBLIC_TERM_OVER' }] } });
    await eventually(async () => (await publicFacts(state.recordId)).length === 2, 'the end is stated');
    expect(await publicFacts(state.recordId)).toEqual(['EntryPosted', 'EntryWithdrawn']);
  });

  it('catches up after ten missed days, each end dated the day it was due', async () => {
    const states = [licence({ content: { validTo: '2027-01-04' } }), licence({ content: { validTo: '2027-01-09' } })];
    for (const state of states) await s.sendRecord(state);
    for (const state of states) await isAt(state, 200);
    await s.sleepUntil('2027-01-11');
    await eventually(async () => (await s.f.admin.query(`select completed_on::text from job_run where name = 'publicity-days'`)).rows[0]?.completed_on === '2027-01-11', 'the job has caught up');
    const { rows } = await s.f.admin.query('select withdrawn_on::text, reason from publicity_entry where id = any($1::uuid[]) order by withdrawn_on', [states.map(({ recordId }) => recordId)]);
    expect(rows).toEqual([{ withdrawn_on: '2027-01-05', reason: 'NOT_PUBLIC_EXPIRED' }, { withdrawn_on: '2027-01-10', reason: 'NOT_PUBLIC_EXPIRED' }]);
    const dates = await s.f.admin.query(`select headers::jsonb ->> 'ce_businessdate' as day from journal where type = 'EntryWithdrawn' and aggregate_id = any($1::uuid[]) order by id`, [states.map(({ recordId }) => recordId)]);
    expect(dates.rows.map((r) => r.day)).toEqual(['2027-01-05', '2027-01-10']);
  }, 60_000);
});
