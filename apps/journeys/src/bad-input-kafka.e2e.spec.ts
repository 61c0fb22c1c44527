import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type SyntheticSubject } from '@credit/testing';
import type { SeenRecord } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { ask, call, serverFaults, tokenFor } from './harness/gateway.ts';
import { codesOf } from './harness/receipts.ts';
import { freshDocNo, freshFirm, freshPerson } from './harness/subjects.ts';

describe('bad input by Kafka: a receipt when the envelope can be read, else parked with a copy on the .dlq; other keys go on', () => {
  let city: CityAtWork;
  let firm: SyntheticSubject;
  let date: string;
  const deadLetters: SeenRecord[] = [];
  const penalty = (overrides: Record<string, unknown> = {}): Record<string, unknown> => city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, ...overrides });
  const headers = (id: string, more: Record<string, string> = {}): Record<string, string> => ({
    ce_specversion: '1.0', ce_id: id, ce_type: 'credit.intake.administrative-penalty.v1', ce_source: `/departments/${city.registrar.source}`, ce_time: new Date().toISOString(), 'content-type': 'application/json', ...more,
  });
  const sendBytes = async (value: string | Buffer | null, more: Record<string, string> = {}): Promise<string> => {
    const id = randomUUID();
    await city.registrar.raw({ key: firm.uscc, value, headers: headers(id, more) });
    return id;
  };

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    firm = freshFirm();
    await city.kafka.follow([`${city.registrar.topic}.credit-record.dlq`], 'now', (record) => deadLetters.push(record));
    await city.registrar.registers(firm);
  });
  afterAll(async () => {
    await city?.close();
    expect(serverFaults).toEqual([]);
  });

  it.each<[string, (id: string) => Promise<unknown>, string | RegExp]>([
    ['a null key', (id) => city.registrar.publish('administrative-penalty', penalty(), { id, key: null }), 'ENVELOPE.KEY_MISSING'],
    ['JSON cut off', (id) => city.registrar.raw({ key: firm.uscc, value: '{"docNo":', headers: headers(id) }), 'ENVELOPE.JSON'],
    ['no UTF-8', (id) => city.registrar.raw({ key: firm.uscc, value: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), headers: headers(id) }), 'ENVELOPE.UTF8'],
    ['a key of JSON twice', (id) => city.registrar.raw({ key: firm.uscc, value: '{"docNo":"1","docNo":"2"}', headers: headers(id) }), 'ENVELOPE.DUPLICATE_KEY'],
    ['40 levels deep', (id) => city.registrar.raw({ key: firm.uscc, value: '{"a":'.repeat(40) + '1' + '}'.repeat(40), headers: headers(id) }), 'ENVELOPE.TOO_DEEP'],
    ['a list as data', (id) => city.registrar.raw({ key: firm.uscc, value: '[]', headers: headers(id) }), 'ENVELOPE.DATA_NOT_OBJECT'],
    ['a tombstone', (id) => city.registrar.raw({ key: firm.uscc, value: null, headers: headers(id) }), 'ENVELOPE.DATA_NOT_OBJECT'],
    ['CloudEvents 0.3', (id) => city.registrar.raw({ key: firm.uscc, value: '{}', headers: headers(id, { ce_specversion: '0.3' }) }), 'ENVELOPE.SPECVERSION'],
    ['no ce_type', (id) => city.registrar.publish('administrative-penalty', penalty(), { id, headers: { ce_type: undefined } }), 'ENVELOPE.HEADER_MISSING'],
    ['a time that is none', (id) => city.registrar.publish('administrative-penalty', penalty(), { id, headers: { ce_time: 'yesterday' } }), /^ENVELOPE\.HEADER_INVALID$|^TIME_INVALID$/],
    ['XML', (id) => city.registrar.raw({ key: firm.uscc, value: '<a/>', headers: headers(id, { 'content-type': 'application/xml' }) }), 'ENVELOPE.CONTENT_TYPE'],
    ['an unknown type', (id) => city.registrar.publish('credit.intake.wizardry.v1', penalty(), { id }), 'TYPE_UNKNOWN'],
    ['a public type', (id) => city.registrar.publish('credit.record.revoked.v1', penalty(), { id }), 'TYPE_UNKNOWN'],
    ['a type of a later stage', (id) => city.registrar.publish('levy', penalty(), { id }), 'TYPE_NOT_SUPPORTED_YET'],
    ['an unknown enum value', (id) => city.registrar.publish('administrative-penalty', penalty({ penaltyTypes: ['TICKLING'] }), { id }), 'ENUM_UNKNOWN'],
    ['right-to-left override', (id) => city.registrar.publish('administrative-penalty', penalty({ subjectName: '甲\u202E公司' }), { id }), 'FIELD_UNSAFE_TEXT'],
    ['an identity number in plain text', (id) => city.registrar.publish('administrative-penalty', penalty({ facts: `当事人${freshPerson().idNo}` }), { id }), 'PERSON_ID_IN_PLAIN'],
    ['an identity number as key', (id) => city.registrar.publish('administrative-penalty', penalty(), { id, key: freshPerson().idNo }), 'PERSON_ID_IN_PLAIN'],
    ['a person by REST fields', (id) => city.registrar.publish('administrative-penalty', city.registrar.penalty({ party: freshPerson(), docNo: freshDocNo(), decisionDate: date }), { id, key: 'person-1' }), 'PERSON_ID_IN_PLAIN'],
    ['a JWE that is none', (id) => city.registrar.publish('administrative-penalty', penalty({ subjectClass: 'NATURAL_PERSON', uscc: undefined, legalRepName: undefined, personIdType: '身份证', personIdJwe: 'aaaa.bbbb' }), { id, key: 'person-1' }), /^PERSON_ID_/],
  ])('%s → rejected, with its code', async (_what, send, code) => {
    const id = randomUUID();
    await send(id);
    const receipt = await city.registrar.receipt(id);
    expect(receipt.state).toBe('rejected');
    expect(codesOf(receipt)).toContainEqual(typeof code === 'string' ? code : expect.stringMatching(code));
    for (const finding of receipt.findings) expect(finding).toMatchObject({ message: expect.stringMatching(/\p{Script=Han}/u), messageEn: expect.any(String), pointer: expect.any(String) });
    expect(receipt.recordId).toBeUndefined();
  });

  it('structured mode is taken in like binary mode', async () => {
    const id = randomUUID();
    const event = { specversion: '1.0', id, type: 'credit.intake.administrative-penalty.v1', source: `/departments/${city.registrar.source}`, time: new Date().toISOString(), datacontenttype: 'application/json', data: penalty() };
    await city.registrar.raw({ key: firm.uscc, value: JSON.stringify(event), headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' } });
    expect((await city.registrar.receipt(id)).state).toBe('accepted');
  });

  it('a record larger than the topic allows is refused by the broker, not lost by us', async () => {
    await expect(city.registrar.raw({ key: firm.uscc, value: Buffer.alloc(600 * 1024, 0x20), headers: headers(randomUUID()) })).rejects.toThrow();
  });

  it('what has no readable envelope is parked, encrypted, copied to the .dlq with Spring\'s headers, and blocks nobody', async () => {
    const sent = deadLetters.length;
    const mark = randomUUID();
    const { partition, offset } = await city.registrar.raw({ key: firm.uscc, value: `kein Ereignis ${mark}`, headers: {} });
    const next = await city.registrar.tell('administrative-penalty', penalty());
    expect(next.state).toBe('accepted');
    const token = await tokenFor({ roles: ['operator'] });
    const parked = await eventually(async () => {
      const { items } = await ask('GET', '/v1/ops/credit-record/parked?limit=200', { token });
      return items.find((item: any) => item.topic === city.registrar.topic && String(item.offset) === offset && Number(item.partition) === partition);
    }, 'the unreadable record is parked', { timeoutMs: 15_000, intervalMs: 200 });
    expect(parked).toMatchObject({ code: 'ENVELOPE.NOT_CLOUDEVENTS' });
    const copy = await eventually(() => deadLetters.slice(sent).find(({ headers: h }) => h['kafka_dlt-original-offset'] === offset), 'the copy is on the .dlq', { timeoutMs: 15_000 });
    expect(copy.headers).toMatchObject({ 'kafka_dlt-original-topic': expect.stringContaining(city.registrar.topic), 'kafka_dlt-original-partition': String(partition), 'kafka_dlt-original-consumer-group': expect.any(String), 'kafka_dlt-exception-message': expect.any(String), 'credit-error-code': 'ENVELOPE.NOT_CLOUDEVENTS', 'credit-parked-id': parked.id });
    expect(copy.key?.toString()).toBe(firm.uscc);
    const again = await call('POST', `/v1/ops/credit-record/parked/${parked.id}/discard`, { token, body: {} });
    expect(again.status).toBe(400);
    expect((await call('POST', `/v1/ops/credit-record/parked/${parked.id}/discard`, { token, body: { reason: '测试数据，发送方已知' } })).status).toBeLessThan(300);
  });

  it('an identity number in an unreadable record is neither parked nor copied', async () => {
    const person = freshPerson();
    const before = deadLetters.length;
    await city.registrar.raw({ key: firm.uscc, value: `kein Ereignis ${person.idNo}`, headers: {} });
    expect((await city.registrar.tell('administrative-penalty', penalty())).state).toBe('accepted');
    const copies = await eventually(() => (deadLetters.length > before ? deadLetters.slice(before) : undefined), 'the .dlq names the record', { timeoutMs: 15_000 });
    expect(copies.map(({ key, value, headers: h }) => `${key} ${value} ${JSON.stringify(h)}`).join()).not.toContain(person.idNo);
  });

  it('a hundred bad records between good ones of other firms: every one answered, order of each firm kept', async () => {
    const firms = [freshFirm(), freshFirm(), freshFirm()];
    await city.registrar.registers(...firms);
    const good: string[] = [];
    const bad: string[] = [];
    for (let n = 0; n < 100; n += 1) {
      bad.push(await sendBytes(n % 2 ? '{"docNo":' : '[]'));
      if (n % 10 === 0) good.push(await city.registrar.publish('administrative-penalty', penalty({ party: undefined, ...partyOf(firms[n % 3]!) })));
    }
    for (const id of good) expect((await city.registrar.receipt(id)).state).toBe('accepted');
    for (const id of bad) expect((await city.registrar.receipt(id)).state).toBe('rejected');
  });
});

const partyOf = (firm: SyntheticSubject): Record<string, unknown> => ({ subjectName: firm.name, subjectClass: firm.subjectClass, uscc: firm.uscc, legalRepName: firm.legalRepName });
