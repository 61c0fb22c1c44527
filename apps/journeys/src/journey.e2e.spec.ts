import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SyntheticSubject } from '@credit/testing';
import { addMonths, dueOn, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { ask } from './harness/gateway.ts';
import { decisionOn, goneEntry, publicEntryOf, searchPublic } from './harness/publicity.ts';
import type { Receipt } from './harness/receipts.ts';
import { codesOf } from './harness/receipts.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** A penalty's whole life over Kafka, told in order: each step stands on the one before. */
describe('行政处罚 by Kafka: from the registration of the firm to the withdrawal of the entry', () => {
  const firm: SyntheticSubject = freshFirm();
  const docNo = freshDocNo();
  let city: CityAtWork;
  let date: string;
  let penalty: Record<string, unknown>;
  let accepted: Receipt;

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    penalty = city.registrar.penalty({ party: firm, docNo, decisionDate: date, remark: '内部备注不公开', content: '罚款贰万元，联系人电话13912345678' });
  });
  afterAll(() => city?.close());

  it('the registrar registers the firm', () => city.registrar.registers(firm));

  it('the receipt says accepted, names record and subject, and the day on which it must be public: 7 working days from the decision', async () => {
    accepted = await city.registrar.tell('administrative-penalty', penalty);
    expect(accepted).toMatchObject({ state: 'accepted', findings: [], publicity: dueOn(date) });
    expect(accepted.recordId).toMatch(/^[0-9a-f-]{36}$/);
    expect(accepted.subjectId).toMatch(/^[0-9a-f-]{36}$/);
    expect(accepted.subjectId).not.toContain(firm.uscc);
  });

  it('the record is in the register with its source', async () => {
    const record = await ask('GET', `/v1/records/${accepted.recordId}`, { token: await city.registrar.token() });
    expect(record).toMatchObject({ recordId: accepted.recordId, recordKind: 'administrative-penalty', status: 'effective', docNo, authorityUscc: city.registrar.uscc, source: city.registrar.source, subject: { subjectId: accepted.subjectId, name: firm.name, uscc: firm.uscc } });
  });

  it('the public entry shows the decision until one year after its date, and nothing that is not for the public', async () => {
    const entry = await publicEntryOf(accepted.recordId!);
    expect(entry).toMatchObject({ kind: 'administrative-penalty', subject: { name: firm.name, uscc: firm.uscc }, postedOn: date, endsOn: addMonths(date, 12), content: { docNo, decisionDate: date, authorityName: city.registrar.name, legalRepName: firm.legalRepName, fineAmountWan: expect.stringMatching(/^2(\.0+)?$/) } });
    expect(entry.subject.publicId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const text = JSON.stringify(entry);
    expect(text).not.toContain(accepted.subjectId);
    expect(text).not.toContain('内部备注不公开');
    expect(text).not.toContain('13912345678');
    expect(text).toContain('139********');
  });

  it('anybody finds it by the exact code and by the exact full name, and not by a part of either', async () => {
    const hits = await Promise.all([searchPublic({ uscc: firm.uscc }), searchPublic({ name: firm.name }), searchPublic({ uscc: firm.uscc.toLowerCase() })]);
    for (const hit of hits) expect(hit).toMatchObject({ status: 200, body: { items: [{ content: { docNo } }] } });
    const misses = await Promise.all([searchPublic({ name: firm.name.slice(0, -2) }), searchPublic({ name: `${firm.name}分公司` }), searchPublic({ uscc: freshFirm().uscc })]);
    for (const miss of misses) expect({ status: miss.status, items: miss.body.items, members: Object.keys(miss.body) }).toEqual({ status: 200, items: [], members: Object.keys(hits[0]!.body) });
  });

  it('the column and the page of the subject hold it too', async () => {
    const entry = await publicEntryOf(accepted.recordId!);
    const column = await ask('GET', '/v1/public/columns/administrative-penalty?limit=200');
    expect(column.items.map((item: any) => item.entryId)).toContain(entry.entryId);
    const page = await ask('GET', `/v1/public/subjects/${entry.subject.publicId}`);
    expect(page.items.map((item: any) => item.entryId)).toEqual([entry.entryId]);
  });

  it('the same event again is a duplicate that names the first receipt; nothing changes', async () => {
    const again = await city.registrar.publish('administrative-penalty', penalty, { id: accepted.eventId });
    const receipt = await city.registrar.receipt(again, ({ state }) => state === 'duplicate');
    expect(receipt).toMatchObject({ firstReceiptId: accepted.receiptId });
  });

  it('the same content as a new event is a duplicate as well', async () => {
    const receipt = await city.registrar.tell('administrative-penalty', penalty);
    expect(receipt).toMatchObject({ state: 'duplicate', recordId: accepted.recordId });
    expect(codesOf(receipt)).toContain('DUPLICATE');
  });

  it('other content under an old event id is refused', async () => {
    await city.registrar.publish('administrative-penalty', { ...penalty, content: '罚款叁万元' }, { id: accepted.eventId });
    expect(await city.registrar.receipt(accepted.eventId, ({ state }) => state === 'rejected')).toMatchObject({ code: 'EVENT_ID_REUSED' });
  });

  it('an amendment with the same natural key changes the same record and the same entry', async () => {
    const receipt = await city.registrar.tell('administrative-penalty', { ...penalty, content: '罚款叁万元', fineAmountWan: '3' });
    expect(receipt).toMatchObject({ state: 'accepted', recordId: accepted.recordId });
    const entry = await publicEntryOf(accepted.recordId!, ({ content }) => /^3(\.0+)?$/.test(content.fineAmountWan));
    expect(entry.content.content).toBe('罚款叁万元');
  });

  it('a correction changes one field with a reason', async () => {
    const receipt = await city.registrar.tell('record-correction', {
      recordKind: 'administrative-penalty', authorityUscc: city.registrar.uscc, docNo, subject: { uscc: firm.uscc }, reason: '文书录入有误', basis: '更正通知书', changes: [{ field: 'facts', newValue: '经营超过保质期的食品' }],
    });
    expect(receipt).toMatchObject({ state: 'accepted', recordId: accepted.recordId });
    const entry = await publicEntryOf(accepted.recordId!, ({ content }) => content.facts === '经营超过保质期的食品');
    expect(entry.endsOn).toBe(addMonths(date, 12));
  });

  it('an older statement that arrives late is superseded', async () => {
    const receipt = await city.registrar.tell('administrative-penalty', { ...penalty, content: '罚款壹万元', fineAmountWan: '1' }, { time: '2026-01-01T00:00:00Z' });
    expect(receipt).toMatchObject({ state: 'superseded', recordId: accepted.recordId });
  });

  it('another department cannot revoke it', async () => {
    const receipt = await city.other.tell('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: city.registrar.uscc, docNo, subject: { uscc: firm.uscc }, revokedOn: date, reason: '越权', basis: '无' });
    expect(receipt).toMatchObject({ state: 'rejected', code: 'AUTHORITY_NOT_YOURS' });
    expect((await decisionOn(accepted.recordId!)).status).toBe('posted');
  });

  it('the revocation withdraws the entry: its address answers 410 and tells the public why, searches and columns are empty', async () => {
    const { entryId, subject } = await publicEntryOf(accepted.recordId!);
    const receipt = await city.registrar.tell('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: city.registrar.uscc, docNo, subject: { uscc: firm.uscc }, revokedOn: date, reason: '主要证据不足，决定撤销', basis: '行政复议决定书' });
    expect(receipt).toMatchObject({ state: 'accepted', recordId: accepted.recordId });
    const gone = await goneEntry(entryId);
    expect(gone.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(gone.body).toMatchObject({ status: 410, code: expect.stringMatching(/^[A-Z_.]+$/), userMessage: expect.stringContaining('停止公示') });
    expect(gone.text).toContain('主要证据不足，决定撤销');
    expect((await searchPublic({ uscc: firm.uscc })).body.items).toEqual([]);
    expect((await ask('GET', `/v1/public/subjects/${subject.publicId}`)).items).toEqual([]);
    expect(await decisionOn(accepted.recordId!, ({ status }) => status === 'withdrawn')).toMatchObject({ why: { reason: 'RECORD_REVOKED' } });
  });

  it('a newer version that arrives after the revocation is kept and has no effect', async () => {
    const receipt = await city.registrar.tell('administrative-penalty', { ...penalty, content: '罚款伍万元', fineAmountWan: '5' });
    expect(receipt.state).toBe('superseded');
    expect(codesOf(receipt)).toContain('RECORD_REVOKED');
    expect((await decisionOn(accepted.recordId!)).status).toBe('withdrawn');
  });
});
