import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type SyntheticPerson, type SyntheticSubject } from '@credit/testing';
import { openDatabaseClient, type DatabaseClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { creditctl } from './harness/creditctl.ts';
import { environment } from './harness/environment.ts';
import { call, serverFaults, tokenFor } from './harness/gateway.ts';
import { numbersIn, scanFolder, scanKafka, scanLogs, scanPostgresFiles, scanTables, type Hit } from './harness/number-scan.ts';
import { csv, gb18030, penaltyRow } from './harness/sheet.ts';
import { freshDocNo, freshFirm, freshPerson } from './harness/subjects.ts';

const wide = (text: string): string => text.replaceAll(/[\dX]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const grouped = (number: string): string => `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;

/** S5: numbers go in by every way a department has, and are looked for, byte by byte, wherever the system keeps anything. */
describe('identity numbers at rest: found nowhere in plain text', () => {
  let city: CityAtWork;
  let database: DatabaseClient;
  let date: string;
  let firm: SyntheticSubject;
  const planted = new Set<string>();
  /** Sent in plain text over Kafka by a careless sender: they lie in that sender's own intake topic, and must lie nowhere else. */
  const careless = new Set<string>();
  const person = (): SyntheticPerson => {
    const one = freshPerson();
    planted.add(one.idNo);
    return one;
  };
  const carelessNumber = (): string => {
    const { idNo } = person();
    careless.add(idNo);
    return idNo;
  };
  const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
  const penalty = (overrides: Record<string, unknown> = {}): Record<string, unknown> => city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, ...overrides });
  const showPlaces = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ place }) => place))];

  beforeAll(async () => {
    city = await cityAtWork();
    database = openDatabaseClient(environment.databaseUrl);
    date = await today();
    firm = freshFirm();
    await city.registrar.registers(firm);
  });
  afterAll(async () => {
    await Promise.all([city?.close(), database?.close()]);
    expect(serverFaults).toEqual([]);
  });

  it('the scan finds a number in each of its disguises, so that finding none means something', async () => {
    const { idNo } = freshPerson();
    const wanted = new Set([idNo]);
    for (const text of [idNo, `a${idNo}b`, `77${idNo}`, grouped(idNo), idNo.toLowerCase(), `${idNo}99`, wide(idNo), `证件${wide(idNo)}。`]) expect({ text, found: [...numbersIn(Buffer.from(text), wanted)] }).toEqual({ text, found: [idNo] });
    expect(numbersIn(Buffer.from(idNo.slice(0, 17)), wanted).size).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), 'scan-'));
    writeFileSync(join(folder, 'segment'), Buffer.concat([Buffer.alloc((1 << 20) - 9), Buffer.from(idNo), Buffer.alloc(50)]));
    expect((await scanFolder(folder, wanted)).hits).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('by file: persons, legal representatives, free text, remarks, full-width digits, rejected rows', async () => {
    const { authority } = city.registrar;
    const of = (party: SyntheticPerson | SyntheticSubject, cells: Record<string, string> = {}) => penaltyRow({ party, docNo: freshDocNo(), decisionDate: date, authority }, cells);
    const rows = [
      ...many(50, () => of(person())),
      ...many(10, () => of(firm, { CF_FR_ZJLX: '身份证', CF_FR_ZJHM: person().idNo })),
      ...many(10, () => of(firm, { CF_SY: `经查，当事人（身份证号${person().idNo}）属实` })),
      ...many(5, () => of(firm, { BZ: wide(person().idNo) })),
      ...many(5, () => of(firm, { CF_NR: `罚款，证件 ${grouped(person().idNo)}` })),
      ...many(5, () => of(firm, { CF_XDR_SHXYM: person().idNo })),
      ...many(5, () => of(firm, { CF_XDR_MC: `张三${person().idNo}` })),
      ...many(5, () => of(firm, { CF_WSH: person().idNo })),
      ...many(5, () => of({ ...person(), name: '错位' }, { CF_JDRQ: 'gestern' })),
    ];
    const batch = await city.registrar.upload('administrative-penalty', gb18030(csv(rows)), 'text/csv; charset=gb18030');
    expect(Object.values(batch.counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect((batch.counts['accepted'] ?? 0) + (batch.counts['accepted-with-warnings'] ?? 0)).toBeGreaterThanOrEqual(50);
    const refused = `${csv([of(person())])}"${person().idNo}`;
    await call('POST', '/v1/batches?kind=administrative-penalty', { token: await city.registrar.token(), raw: refused, type: 'text/csv' });
    const token = await city.registrar.token();
    const sheet = await call('GET', `/v1/batches/${batch.id}/errors`, { token });
    expect([...numbersIn(Buffer.from(sheet.text), planted)]).toEqual([]);
  });

  it('by REST: persons, legal representatives, free text, unknown members, searches, addresses, keys, broken bodies', async () => {
    const token = await city.registrar.token();
    const sends = [
      ...many(20, () => city.registrar.record('administrative-penalty', city.registrar.penalty({ party: person(), docNo: freshDocNo(), decisionDate: date }))),
      ...many(10, () => city.registrar.record('administrative-penalty', penalty({ legalRepIdType: '身份证', legalRepIdNo: person().idNo }))),
      ...many(10, () => city.registrar.record('administrative-penalty', penalty({ facts: `当事人${person().idNo}`, remark: wide(person().idNo) }))),
      ...many(5, () => city.registrar.record('administrative-penalty', penalty({ somethingNew: person().idNo }))),
      ...many(5, () => city.registrar.record('administrative-penalty', penalty({ docNo: person().idNo }))),
      ...many(5, () => city.registrar.record('administrative-penalty', penalty(), { key: person().idNo })),
      ...many(3, () => city.registrar.record(person().idNo, {})),
    ];
    for (const answer of await Promise.all(sends)) {
      expect(answer.status).toBeLessThan(500);
      expect([...numbersIn(Buffer.from(answer.text), planted)]).toEqual([]);
    }
    const searches = [
      ...many(5, () => call('POST', '/v1/subjects/search', { token, body: { personIdNo: person().idNo }, headers: { 'x-purpose': 'case-review' } })),
      ...many(3, () => call('POST', '/v1/public/search', { body: { uscc: person().idNo }, key: null })),
      ...many(3, () => call('POST', '/v1/public/search', { body: { name: `张三${person().idNo}` }, key: null })),
      ...many(3, () => call('GET', `/v1/records/${person().idNo}`, { token })),
      ...many(3, () => call('GET', `/v1/nothing/${person().idNo}?q=${person().idNo}`, { token })),
      ...many(3, () => call('GET', `/v1/publicity/decisions?after=${person().idNo}`, { token })),
      ...many(3, () => call('POST', '/v1/records', { token, raw: `{"kind":"${person().idNo}"` })),
      ...many(3, () => call('POST', '/v1/sandbox/token', { body: { roles: ['source'], dept: person().idNo } })),
      ...many(2, () => call('GET', '/v1/publicity/summary', { token: person().idNo, headers: { 'user-agent': person().idNo, 'x-request-id': person().idNo, traceparent: person().idNo } })),
    ];
    for (const answer of await Promise.all(searches)) expect(answer.status).toBeLessThan(500);
  });

  it('by Kafka, encrypted: creditctl publish makes a JWE of each number', async () => {
    const lines = many(50, () => {
      const one = person();
      return JSON.stringify({ key: `person-${randomUUID()}`, data: city.registrar.penalty({ party: one, docNo: freshDocNo(), decisionDate: date }) });
    });
    const { receipts } = JSON.parse(await creditctl(['publish', '-', '--source', city.registrar.source, '--type', 'administrative-penalty', '--wait', '30', '--json'], lines.join('\n'))) as { receipts: { state: string }[] };
    expect(receipts.filter(({ state }) => /^accepted/.test(state))).toHaveLength(50);
  });

  it('by Kafka, plain, from a careless sender: rejected, and kept nowhere by us', async () => {
    const ids = await Promise.all([
      ...many(10, () => city.registrar.publish('administrative-penalty', penalty({ facts: `当事人${carelessNumber()}` }))),
      ...many(5, () => city.registrar.publish('administrative-penalty', city.registrar.penalty({ party: { ...person(), idNo: carelessNumber() }, docNo: freshDocNo(), decisionDate: date }), { key: 'person-x' })),
      ...many(3, () => city.registrar.publish('administrative-penalty', penalty({ remark: wide(carelessNumber()) }))),
      ...many(3, () => city.registrar.publish('administrative-penalty', penalty(), { key: carelessNumber() })),
      ...many(3, () => city.registrar.publish('administrative-penalty', penalty(), { headers: { ce_subject: carelessNumber() } })),
      ...many(3, () => city.registrar.publish('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: city.registrar.uscc, docNo: freshDocNo(), subject: { personIdNo: carelessNumber() }, revokedOn: date, reason: '无', basis: '无' }, { key: 'person-y' })),
      ...many(2, () => city.registrar.publish(`credit.intake.${carelessNumber()}.v1`, penalty())),
    ]);
    for (const id of ids) expect((await city.registrar.receipt(id)).state).toBe('rejected');
    await Promise.all(many(3, () => city.registrar.publish('administrative-penalty', penalty(), { id: carelessNumber() })));
    await Promise.all(many(5, () => city.registrar.raw({ key: firm.uscc, value: `kein Ereignis ${carelessNumber()}`, headers: {} })));
    await Promise.all(many(2, () => city.registrar.raw({ key: firm.uscc, value: '{}', headers: { note: carelessNumber() } })));
    expect((await city.registrar.tell('administrative-penalty', penalty())).state).toBe('accepted');
  });

  it('more than 200 numbers went in; 0 lie in plain text in Kafka, PostgreSQL, its WAL, the tables or the logs', async () => {
    expect(planted.size).toBeGreaterThanOrEqual(200);
    const operator = await tokenFor({ roles: ['operator'] });
    await eventually(async () => (await call('GET', '/v1/ops/credit-record/parked?limit=200', { token: operator })).status === 200, 'the operator sees what is parked');
    const kafka = await scanKafka(city.kafka, planted);
    const own = (hit: Hit): boolean => careless.has(hit.number) && hit.place.startsWith(`${environment.topicPrefix}${city.registrar.topic}-`);
    expect(new Set(kafka.hits.filter(own).map(({ number }) => number)).size).toBe(careless.size);
    const files = await scanPostgresFiles(database, planted);
    const tables = await scanTables(database, planted);
    const logs = await scanLogs(planted);
    process.stdout.write(`identity numbers: planted=${planted.size} careless=${careless.size} scanned Kafka ${mib(kafka.bytes)}, PostgreSQL files ${mib(files.bytes)}, tables ${mib(tables.bytes)}, logs ${mib(logs.bytes)}\n`);
    for (const scan of [kafka, files, logs]) expect(scan.bytes).toBeGreaterThan(1_000);
    expect({ kafka: showPlaces(kafka.hits.filter((hit) => !own(hit))), postgres: showPlaces(files.hits), tables: showPlaces(tables.hits), logs: showPlaces(logs.hits) }).toEqual({ kafka: [], postgres: [], tables: [], logs: [] });
  });

  it('the scan of PostgreSQL sees what is there: a control number is found in the data files or the WAL', async () => {
    const { idNo } = freshPerson();
    await database.query('create table if not exists journeys_control (text text)');
    await database.query('insert into journeys_control values ($1)', { values: [`x${idNo}x`] });
    const { hits } = await scanPostgresFiles(database, new Set([idNo]));
    await database.query('drop table journeys_control');
    expect(hits.length).toBeGreaterThan(0);
  });
});

const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MiB`;
