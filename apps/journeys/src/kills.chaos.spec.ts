import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { check } from './chaos/checker.ts';
import { causeFaults } from './chaos/faults.ts';
import { OfferedLoad } from './chaos/offered-load.ts';
import { processNames } from './chaos/processes.ts';
import { randomOf } from './chaos/random.ts';
import type { Verdict } from './chaos/verdict.ts';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { ask, call } from './harness/gateway.ts';
import { freshFirm } from './harness/subjects.ts';

const seed = Number(process.env['CHAOS_SEED'] ?? 20261123);
const faults = Number(process.env['CHAOS_FAULTS'] ?? 10);
/** Only these die; absent = all. */
const victims = process.env['CHAOS_VICTIMS']?.split(',');
const PER_SECOND = 25;
const SETTLE_MS = 180_000;
const FOLLOW_MS = 60_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const answers = (path: string): Promise<boolean> => call('GET', path).then(({ status }) => status === 200, () => false);

/** R2, R3, R4 in one: departments report without a break by three ways while everything is killed, and everything acknowledged must be there once and in order. */
describe(`kill -9 of every process, seed ${seed}, ${faults} faults`, () => {
  let city: CityAtWork;
  beforeAll(async () => {
    city = await cityAtWork();
  });
  afterAll(() => city?.close());

  it('nothing acknowledged is lost, doubled or reordered, and nothing appears that nobody sent', async () => {
    const random = randomOf(seed);
    const firms = Array.from({ length: 12 }, freshFirm);
    await city.registrar.registers(...firms);
    const departments = [city.registrar, city.other];
    const load = new OfferedLoad(random, departments, firms, await today());
    const names = processNames().filter((name) => victims === undefined || victims.includes(name));
    say(`processes under fire: ${names.join(', ')}`);
    load.start(PER_SECOND);
    await eventually(() => load.statements.filter(({ taken }) => taken).length > 50, 'the load is taken in before the first fault', { timeoutMs: 30_000 });
    const account = await causeFaults(randomOf(seed + 1), names, faults, say);
    await load.finish();
    say(`all sent: ${load.statements.length} statements, ${load.files.length} files; the system settles`);
    await settled(load);
    const verdict = await finalVerdict(() => check(city.kafka, load, departments));
    const { lost, doubled, reordered, neverSent } = verdict;
    say(`faults=${account.kills} freezes=${account.freezes} acknowledged=${verdict.acknowledged} documents=${verdict.documents} facts=${verdict.events} lost=${lost.length} doubled=${doubled.length} reordered=${reordered.length} never-sent=${neverSent.length}`);
    say(`again: npm run test:chaos -- --seed ${seed} --faults ${faults}`);
    expect({ lost: lost.slice(0, 10), doubled: doubled.slice(0, 10), reordered: reordered.slice(0, 10), neverSent: neverSent.slice(0, 10), refused: load.refusals.slice(0, 5) }).toEqual({ lost: [], doubled: [], reordered: [], neverSent: [], refused: [] });
    expect(verdict.acknowledged).toBe(load.statements.length);
    expect(account.kills).toBeGreaterThanOrEqual(faults);
    if (victims === undefined) expect(names).toEqual(expect.arrayContaining(['credit-record', 'gateway', 'publicity']));
  });

  /** Everything that runs is ready again, every file is through, and the last published facts have reached publicity: two looks in a row agree. */
  async function settled(load: OfferedLoad): Promise<void> {
    await eventually(async () => (await answers('/health/ready')) && (await answers('/v1/sandbox/date')) && (await answers('/v1/public/statistics')), 'gateway and services answer', { timeoutMs: SETTLE_MS, intervalMs: 500 });
    await eventually(async () => {
      for (const { batchId, department } of load.files) if ((await ask('GET', `/v1/batches/${batchId}`, { token: await department.token() })).status !== 'done') return false;
      return true;
    }, 'every file is through', { timeoutMs: SETTLE_MS, intervalMs: 1_000 });
    const kafkaIds = load.statements.filter(({ way }) => way === 'kafka').map(({ id, department }) => ({ id, department }));
    await eventually(() => kafkaIds.every(({ id, department }) => department.receiptsOf(id).length > 0), 'every event has a receipt', { timeoutMs: SETTLE_MS, intervalMs: 500 }).catch((error: Error) => say(error.message));
  }
});

/** Views follow their topics: what is missing now may still be on its way, what is missing when nothing moves any more is lost. */
async function finalVerdict(look: () => Promise<Verdict>): Promise<Verdict> {
  let verdict = await look();
  await eventually(async () => {
    if (verdict.lost.length === 0) return true;
    verdict = await look();
    return false;
  }, 'nothing is missing any more', { timeoutMs: FOLLOW_MS, intervalMs: 2_000 }).catch(() => undefined);
  return verdict;
}
