import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCityConfig, type CityConfig } from '@credit/contracts/topics';
import { newEventId, withUnitOfWork, type Database } from '@credit/persistence';
import { eventually, registrationData, syntheticFirm } from '@credit/testing';
import { INTAKE } from '@credit/contracts/events';
import { receiveFile } from '../../src/application/receive-file.ts';
import type { IngestStatements } from '../../src/application/intake-statement.ts';
import type { Batch } from '../../src/domain/batch/batch.ts';
import { EncodingCheck } from '../../src/inbound/files/encoding.ts';
import { inspectHeader } from '../../src/inbound/files/inspect-header.ts';
import { countRows } from '../../src/inbound/files/row-reader.ts';
import { ImportJob } from '../../src/inbound/jobs/import.job.ts';
import { BatchStore } from '../../src/outbound/batch.store.ts';
import { penaltyCells, sheetText } from './files-kit.ts';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';
import { CITY_CONFIG, MARKET } from './running-service.ts';

const firm = syntheticFirm(900);
const config = (name: string): unknown => JSON.parse(readFileSync(join(CITY_CONFIG, name), 'utf8'));
let r: RegisterDatabase;
let city: CityConfig;
let doc = 0;
const jobs: ImportJob[] = [];

beforeAll(async () => {
  r = await registerDatabase();
  city = parseCityConfig({ city: config('city.json'), departments: config('departments.json') });
  expect(await r.say({ type: INTAKE.registration, data: registrationData(firm) })).toMatchObject([{ state: 'accepted' }]);
}, 60_000);
afterEach(() => Promise.all(jobs.splice(0).map((job) => job.onApplicationShutdown())));
afterAll(() => r?.close());

const store = (db: Database = r.fixture.database): BatchStore => new BatchStore(db, r.fixture.cipher);
const rowCells = (): Record<string, string> => penaltyCells(firm, `本市监罚〔2026〕导${(doc += 1)}号`);

/** A batch as an upload leaves it. */
async function received(rows: number): Promise<string> {
  const [id, batches] = [newEventId(), store()];
  await batches.begin({ id, source: MARKET.source, kind: 'administrative-penalty', profile: '', format: 'csv', receivedAt: r.fixture.clock.now() });
  const text = Buffer.from(sheetText(Array.from({ length: rows }, rowCells)));
  const file = await receiveFile(batches, id, (async function* () { yield text; })(), new EncodingCheck(undefined));
  const header = await inspectHeader('administrative-penalty', undefined, 'csv', file.head, file.encoding);
  const count = await countRows(batches.chunks(id), 'csv', file.encoding);
  await withUnitOfWork(r.fixture.database, { actor: 'test', now: r.fixture.clock.now(), today: r.fixture.clock.today() }, (uow) => batches.receive(uow, id, { ...file, ...header, rows: count }));
  return id;
}

/** An instance of the service, as far as files go. */
function instance({ ingest = r.ingest, db = r.fixture.database }: { ingest?: IngestStatements; db?: Database } = {}): ImportJob {
  const job = new ImportJob(db, store(db), ingest, r.register, city, r.fixture.clock, r.fixture.logger);
  jobs.push(job);
  job.onApplicationBootstrap();
  return job;
}

const batch = async (id: string): Promise<Batch> => (await store().find(id))!;
const through = (id: string, timeoutMs = 20_000): Promise<Batch> => eventually(async () => {
  const now = await batch(id);
  return ['done', 'refused'].includes(now.status) ? now : undefined;
}, `batch ${id} is through`, { timeoutMs });
const receipts = async (id: string): Promise<number[]> => (await r.rows('select row_no from receipt where batch_id = $1 order by row_no', [id])).map((row) => row.row_no);
const numbers = (to: number): number[] => Array.from({ length: to }, (_, n) => n + 1);
const loseLease = (id: string): Promise<unknown> => r.rows(`update batch set lease_until = clock_timestamp() - interval '1 s' where id = $1`, [id]);

describe('an import', () => {
  it('that is killed in the middle is resumed by another instance at the next row; the one that was thought dead commits nothing more', async () => {
    const id = await received(1_700);
    let steps = 0, wakeUp: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    const sleeper = instance({ ingest: async (uow, statements) => {
      if ((steps += 1) === 3) await asleep;
      return r.ingest(uow, statements);
    }, db: await r.fixture.openAnother() });
    await eventually(() => steps === 3, 'the first instance sleeps in its third step');
    expect(await batch(id)).toMatchObject({ status: 'importing', nextRow: 1_001, counts: { rows: 1_700, states: { accepted: 1_000 } } });
    const seen: number[] = [];
    await loseLease(id);
    instance({ ingest: async (uow, statements) => {
      seen.push(...statements.map(({ ref }) => (ref.channel === 'file' ? ref.row : 0)));
      if (seen[0] === 1_001 && seen.length === 500) {
        wakeUp();
        await sleeper.onApplicationShutdown();
        expect(await receipts(id)).toEqual(numbers(1_000));
      }
      return r.ingest(uow, statements);
    }, db: await r.fixture.openAnother() });
    expect(await through(id)).toMatchObject({ status: 'done', nextRow: 1_701, counts: { states: { accepted: 1_700 } } });
    expect([seen[0], seen.length]).toEqual([1_001, 700]);
    expect(await receipts(id)).toEqual(numbers(1_700));
    expect(await batch(id)).toMatchObject({ status: 'done', counts: { states: { accepted: 1_700 } } });
  });

  it('of five files by three instances: each row once', async () => {
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await received(600));
    for (let n = 0; n < 3; n += 1) instance({ db: await r.fixture.openAnother() });
    for (const id of ids) {
      expect(await through(id)).toMatchObject({ status: 'done', counts: { states: { accepted: 600 } } });
      expect(await receipts(id)).toEqual(numbers(600));
    }
  });

  it('whose service stops hands the batch over at once', async () => {
    const id = await received(3_000);
    const first = instance();
    await eventually(async () => (await batch(id)).nextRow > 1, 'some rows are taken in', { intervalMs: 5 });
    await first.onApplicationShutdown();
    const left = await batch(id);
    expect(left).toMatchObject({ status: 'importing' });
    expect(left.nextRow).toBeLessThan(3_001);
    expect(await r.rows('select lease_owner from batch where id = $1', [id])).toEqual([{ lease_owner: null }]);
    instance();
    expect(await through(id)).toMatchObject({ status: 'done', counts: { states: { accepted: 3_000 } } });
    expect(await receipts(id)).toEqual(numbers(3_000));
  });

  it('on which our own code fails holds the rows it strikes, and only those', async () => {
    const id = await received(1_200);
    const strikes = [1, 777, 778, 1_200];
    instance({ ingest: (uow, statements) => {
      if (statements.some(({ ref }) => ref.channel === 'file' && strikes.includes(ref.row))) throw new TypeError('a bug');
      return r.ingest(uow, statements);
    } });
    expect(await through(id)).toMatchObject({ status: 'done', counts: { states: { accepted: 1_196, held: 4 }, codes: { INTERNAL_HOLD: 4 } } });
    expect((await r.rows(`select row_no from receipt where batch_id = $1 and code = 'INTERNAL_HOLD' order by row_no`, [id])).map((row) => row.row_no)).toEqual(strikes);
    expect(await receipts(id)).toEqual(numbers(1_200));
  });

  it('goes on after an outage of the database, each row once', async () => {
    const id = await received(4_000);
    instance();
    await eventually(async () => (await batch(id)).nextRow > 1, 'some rows are taken in', { intervalMs: 5 });
    const { allow } = await r.fixture.cutDatabase();
    await allow();
    expect(await through(id, 40_000)).toMatchObject({ status: 'done', counts: { states: { accepted: 4_000 } } });
    expect(await receipts(id)).toEqual(numbers(4_000));
  });

  it('of bytes that can no longer be read back is refused with its reason, and the next batch gets its turn', async () => {
    const [id, next] = [await received(10), await received(10)];
    await r.rows('update batch_chunk set bytes = overlay(bytes placing $2::bytea from 40) where batch_id = $1', [id, Buffer.from('damaged')]);
    instance();
    expect(await through(id)).toMatchObject({ status: 'refused', refusal: { code: 'BATCH.INTERNAL' }, nextRow: 1 });
    expect(await through(next)).toMatchObject({ status: 'done', counts: { states: { accepted: 10 } } });
  });
});
