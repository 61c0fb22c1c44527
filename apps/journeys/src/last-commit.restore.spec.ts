import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { check } from './chaos/checker.ts';
import { OfferedLoad } from './chaos/offered-load.ts';
import { randomOf } from './chaos/random.ts';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { creditctl } from './harness/creditctl.ts';
import { environment } from './harness/environment.ts';
import { ask } from './harness/gateway.ts';
import { freshFirm } from './harness/subjects.ts';
import { loseDatabase, operate } from './restore/lost-database.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? 20261123);
const SETTLE_MS = 120_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Decision 15: physical copy + WAL to the last commit. */
describe('PostgreSQL is lost under load and restored from a copy and the WAL', () => {
  const backup = join(environment.stateDir, 'backup');
  let city: CityAtWork;
  beforeAll(async () => {
    city = await cityAtWork();
  });
  afterAll(async () => {
    await city?.close();
    rmSync(backup, { recursive: true, force: true });
  });

  it('nothing acknowledged is lost, doubled or reordered; relays and consumers go on; read models agree', async () => {
    const firms = Array.from({ length: 12 }, freshFirm);
    await city.registrar.registers(...firms);
    const departments = [city.registrar, city.other];
    const load = new OfferedLoad(randomOf(seed), departments, firms, await today());
    const taken = (): number => load.statements.filter((one) => one.taken).length;
    load.start(25);
    await eventually(() => taken() > 100, 'the load is taken in before the copy', { timeoutMs: 60_000 });
    say((await operate('backup.mjs', backup)).trim());
    const copied = taken();
    await eventually(() => taken() > copied + 150, 'the load goes on after the copy', { timeoutMs: 60_000 });
    const atLoss = taken();
    const began = Date.now();
    await loseDatabase({ keepWal: true }, async () => say((await operate('restore.mjs', backup)).trim()));
    say(`acknowledged at the copy ${copied}, at the loss ${atLoss}; services answer ${((Date.now() - began) / 1000).toFixed(1)} s after the loss`);
    await pause(5_000);
    await load.finish();
    await settled(load);
    const verdict = await eventually(async () => {
      const now = await check(city.kafka, load, departments);
      return now.lost.length === 0 ? now : undefined;
    }, 'nothing is missing any more', { timeoutMs: 60_000, intervalMs: 2_000 }).catch(() => check(city.kafka, load, departments));
    const { lost, doubled, reordered, neverSent } = verdict;
    say(`acknowledged=${verdict.acknowledged} documents=${verdict.documents} lost=${lost.length} doubled=${doubled.length} reordered=${reordered.length} never-sent=${neverSent.length}; again: npm run test:restore -- --seed ${seed}`);
    expect({ lost: lost.slice(0, 10), doubled: doubled.slice(0, 10), reordered: reordered.slice(0, 10), neverSent: neverSent.slice(0, 10), refused: load.refusals.slice(0, 5) }).toEqual({ lost: [], doubled: [], reordered: [], neverSent: [], refused: [] });
    expect(atLoss).toBeGreaterThan(copied + 100);
    const rebuilt = JSON.parse(await creditctl(['rebuild', 'public_entry_view', '--verify', '--json']));
    expect(rebuilt).toMatchObject({ differences: 0 });
    expect(JSON.parse(await creditctl(['dlq', 'list', '--json'])).parked).toEqual([]);
  });

  async function settled(load: OfferedLoad): Promise<void> {
    await eventually(async () => {
      for (const { batchId, department } of load.files) if ((await ask('GET', `/v1/batches/${batchId}`, { token: await department.token() })).status !== 'done') return false;
      return true;
    }, 'every file is through', { timeoutMs: SETTLE_MS, intervalMs: 1_000 });
    const kafka = load.statements.filter(({ way }) => way === 'kafka');
    await eventually(() => kafka.every(({ id, department }) => department.receiptsOf(id).length > 0), 'every event has a receipt', { timeoutMs: SETTLE_MS, intervalMs: 500 });
  }
});
