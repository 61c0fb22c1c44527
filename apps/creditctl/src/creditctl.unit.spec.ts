import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeKafka, INTAKE, INTAKE_LATER } from '@credit/contracts/events';
import { penaltyData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { CommandFailure, EXIT } from './exit.ts';
import { intakeTypeOf } from './intake-type.ts';
import { inTime } from './kafka.ts';
import { makeEvent, type Publication } from './outgoing-event.ts';
import { displayWidth, table } from './output.ts';
import { need, readSettings } from './settings.ts';
import { readStatements } from './statement-file.ts';

const failureOf = async (work: () => unknown): Promise<{ exit: number; code: string }> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommandFailure) return { exit: error.exit, code: error.code };
    throw error;
  }
  throw new Error('it did not fail');
};

describe('settings', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'creditctl-'));
    mkdirSync(join(folder, '.local/run'), { recursive: true });
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    writeFileSync(join(folder, '.local/run/stack.json'), JSON.stringify({ gatewayUrl: 'http://127.0.0.1:8081', brokers: '127.0.0.1:9093', topicPrefix: '', cityConfig: '/city', ports: { 'credit-record': 8101, 'list-designation': 8103, publicity: 8107, gateway: 8081 } }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('come from the running stack, found upwards', () => {
    expect(readSettings({}, join(folder, 'deep/er'))).toEqual({
      gatewayUrl: 'http://127.0.0.1:8081', brokers: '127.0.0.1:9093', topicPrefix: '', cityConfig: '/city', stateDir: join(folder, '.local'), secretsDir: join(folder, '.local/secrets'), security: {}, credentials: true, kcatMechanism: 'SCRAM-SHA-512',
      services: { 'credit-record': 'http://127.0.0.1:8101', 'list-designation': 'http://127.0.0.1:8103', publicity: 'http://127.0.0.1:8107' },
    });
  });
  it('the environment wins', () => {
    const settings = readSettings({ CREDIT_GATEWAY_URL: 'https://credit.example/', KAFKA_BROKERS: 'k:1', CREDIT_TOPIC_PREFIX: 't1.', PUBLICITY_URL: 'http://p:1/', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' }, folder);
    expect(settings).toMatchObject({ gatewayUrl: 'https://credit.example', brokers: 'k:1', topicPrefix: 't1.', security: { sasl: { username: 'u', password: 'p' } }, services: { publicity: 'http://p:1' } });
  });
  it('a missing one is named', async () => {
    const settings = readSettings({ CREDIT_STATE_DIR: join(folder, 'none') }, folder);
    expect(() => need(settings, 'brokers')).toThrow('KAFKA_BROKERS is not set');
    expect(await failureOf(() => need(settings, 'gatewayUrl'))).toEqual({ exit: EXIT.settings, code: 'SETTINGS.MISSING' });
  });
});

describe('files to publish', () => {
  it.each([
    ['one.json', '{"docNo":"1"}', [{ data: { docNo: '1' } }]],
    ['list.json', '[{"docNo":"1"},{"key":"k","data":{"docNo":"2"}}]', [{ data: { docNo: '1' } }, { key: 'k', data: { docNo: '2' } }]],
    ['day.ndjson', '{"docNo":"1"}\n\n{"source":"s","type":"t","id":"i","time":"2026-11-23T00:00:00Z","data":{}}\n', [{ data: { docNo: '1' } }, { source: 's', type: 't', id: 'i', time: '2026-11-23T00:00:00Z', data: {} }]],
    ['day.csv', '\ufeffkey,docNo,penaltyTypes,remark\nk1,1,FINE；WARNING,\n', [{ key: 'k1', data: { docNo: '1', penaltyTypes: ['FINE', 'WARNING'] } }]],
  ])('%s', (name, text, expected) => expect(readStatements(name, text)).toEqual(expected));
  it.each([['a.json', '{'], ['a.ndjson', '{}\n[]'], ['a.json', '"text"'], ['a.csv', 'a,b\n1']])('%s with %j is refused with its place', async (name, text) =>
    expect(await failureOf(() => readStatements(name, text))).toEqual({ exit: EXIT.usage, code: 'FILE.UNREADABLE' }));
  it('names the line', () => expect(() => readStatements('a.ndjson', '{}\n{')).toThrow('a.ndjson:2'));
});

describe('intake types', () => {
  it.each([['administrative-penalty', INTAKE.penalty], ['penalty', INTAKE.penalty], ['registration', INTAKE.registration], [INTAKE.license, INTAKE.license], ['inspection', INTAKE_LATER.find((type) => type.includes('inspection'))]])('%s', (name, type) => expect(intakeTypeOf(name)).toBe(type));
  it('an unknown one lists the known', async () => {
    expect(() => intakeTypeOf('fine')).toThrow('administrative-penalty');
    expect(await failureOf(() => intakeTypeOf('fine'))).toEqual({ exit: EXIT.usage, code: 'TYPE.UNKNOWN' });
  });
});

describe('events to publish', () => {
  const publication: Publication = { source: 'sample-department', type: INTAKE.penalty, nowMs: Date.UTC(2026, 10, 23, 1), encrypt: async (plain) => `jwe-of-${plain.length}` };
  const read = (event: { message: { key: string; value: Buffer | null; headers: Record<string, string> } }) => {
    const decoded = decodeKafka({ ...event.message, key: Buffer.from(event.message.key) });
    if (!decoded.ok) throw new Error(decoded.message);
    return decoded.envelope;
  };
  const firm = syntheticFirm(7);
  const person = syntheticPerson(7);

  it('are CloudEvents keyed by the code', async () => {
    const event = await makeEvent({ data: penaltyData({ party: firm }) }, publication);
    expect(event.key).toBe(firm.uscc);
    expect(read(event)).toMatchObject({ type: INTAKE.penalty, source: '/departments/sample-department', time: '2026-11-23T01:00:00.000Z', data: { uscc: firm.uscc } });
    expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
  it('keep the id and time of the statement', async () => expect(read(await makeEvent({ data: penaltyData(), id: 'my-1', time: '2026-11-22T00:00:00Z' }, publication))).toMatchObject({ id: 'my-1', time: '2026-11-22T00:00:00Z' }));
  it('carry a person only encrypted', async () => {
    const event = await makeEvent({ data: penaltyData({ party: person }), key: person.personKey }, publication);
    expect(read(event).data).toMatchObject({ personIdJwe: 'jwe-of-18' });
    expect(event.message.value?.toString()).not.toContain(person.idNo);
  });
  it('also inside a subject reference, and never of the legal representative', async () => {
    const event = await makeEvent({ data: { docNo: '1', subject: { personIdNo: person.idNo }, legalRepIdNo: person.idNo }, key: 'k' }, publication);
    expect(read(event).data).toEqual({ docNo: '1', subject: { personIdJwe: 'jwe-of-18' } });
    expect(event.notes).toHaveLength(2);
  });
  it.each([
    ['KEY.MISSING', { data: penaltyData({ party: person }) }],
    ['PERSON_ID_IN_PLAIN', { data: penaltyData({ facts: `当事人 ${person.idNo}` }) }],
    ['PERSON_ID_IN_PLAIN', { data: penaltyData({ party: person }), key: person.idNo }],
  ])('are refused: %s', async (code, statement) => expect(await failureOf(() => makeEvent(statement, publication))).toEqual({ exit: EXIT.usage, code }));
});

describe('tables', () => {
  it('Chinese characters take two columns', () => {
    expect(displayWidth('部门a')).toBe(5);
    expect(table([{ a: '部门', b: 1 }, { a: 'ab', b: 2 }], { a: '名', b: 'n' })).toBe('名    n\n部门  1\nab    2');
  });
});

describe('answers in time', () => {
  it('an answer passes', async () => expect(await inTime(Promise.resolve(7), 1000, 'brokers')).toBe(7));
  it('a failure passes', async () => expect(inTime(Promise.reject(new Error('refused')), 1000, 'brokers')).rejects.toThrow('refused'));
  it('silence is named', async () => expect(await failureOf(() => inTime(new Promise(() => {}), 20, 'brokers'))).toEqual({ exit: EXIT.unreachable, code: 'KAFKA.UNREACHABLE' }));
});
