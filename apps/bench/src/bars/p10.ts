import { readFileSync } from 'node:fs';
import { TOPICS } from '@credit/contracts/topics';
import { median } from '../measure/arithmetic.ts';
import { residentMb, stackPids } from '../measure/cpu.ts';
import { profiled } from '../measure/profile.ts';
import { short, type Outcome } from '../measure/report.ts';
import { bareKafka } from '../stack/bare-kafka.ts';
import { addressOf } from '../stack/http.ts';
import { fillList, listIsReady } from '../stack/list.ts';
import type { System } from '../stack/system.ts';
import { until } from '../stack/until.ts';
import type { Bench } from './bar.ts';

const ENTRIES = 300_000;
const SERVICE = 'joint-discipline';
const AFTERWARDS_MS = 10_000;
/** What a service may hold at all, and beside it what 300,000 entries may cost, MB. */
const LIMIT = { base: 220, per300k: 200 };

/** Highest resident memory of the process in its life, MB. */
const peakMb = (pid: number): number => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** P10: joint-discipline is killed; from the start of its next process until it is ready with the whole list, read from the topic, and its memory meanwhile and in the ten seconds after. */
export async function p10({ system, options, say }: Bench): Promise<Outcome> {
  const entries = options.events ?? ENTRIES;
  await fillList(system, entries);
  const notes: string[] = [];
  const runs: { seconds: number; readyMb: number; peak: number; bareSeconds: number }[] = [];
  for (let n = 0; n <= options.pairs; n++) {
    const bareSeconds = await bareRead(system);
    const old = stackPids(system.stateDir).get(SERVICE)!;
    process.kill(old, 'SIGKILL');
    const began = await until(async () => (stackPids(system.stateDir).get(SERVICE) ?? old) !== old, 'the next process has been started', { everyMs: 5 });
    if (options.profile && n === options.pairs) await until(() => fetch(`${addressOf(system, SERVICE)}/health/live`).then(({ ok }) => ok, () => false), 'joint-discipline listens', { everyMs: 5 }); // before that the signal that opens the inspector would end it
    if (options.profile && n === options.pairs) notes.push(...await profiled(system, [SERVICE], async () => void (await until(() => listIsReady(system), 'joint-discipline is ready', { everyMs: 20 }))));
    const ended = await until(() => listIsReady(system), 'joint-discipline is ready', { everyMs: 20 });
    const pid = stackPids(system.stateDir).get(SERVICE)!;
    const held = await system.metric(SERVICE, 'credit_list_entries');
    if (held < entries) throw new Error(`ready with ${held} entries of ${entries}`);
    const readyMb = residentMb(pid);
    await new Promise((resolve) => setTimeout(resolve, AFTERWARDS_MS));
    const run = { seconds: Number(ended - began) / 1e9, readyMb, peak: peakMb(pid), bareSeconds };
    say(`  run ${n}${n === 0 ? ' (warm-up)' : ''}: ready after ${short(run.seconds)} s with ${held} entries, ${short(readyMb)} MB, at most ${short(run.peak)} MB; bare KafkaJS reads the topic in ${short(bareSeconds)} s`);
    runs.push(run);
  }
  const counted = runs.length > 1 ? runs.slice(1) : runs;
  const slowest = Math.max(...counted.map(({ seconds }) => seconds));
  const peak = Math.max(...counted.map((run) => run.peak));
  return {
    id: 'P10', line: `${entries} entries from the topic: ready in ${short(median(counted.map(({ seconds }) => seconds)))} s (slowest ${short(slowest)} of ${counted.length}), at most ${short(peak)} MB; bare read ${short(median(counted.map(({ bareSeconds }) => bareSeconds)))} s`,
    notes, bars: [{ name: 'ready s', value: slowest, most: 8 }, { name: 'peak MB', value: peak, most: LIMIT.base + (LIMIT.per300k * entries) / 300_000 }], detail: { entries, runs: counted },
  };
}

/** KafkaJS reads the topic from its beginning to its end and does nothing with it, from the first batch, seconds. */
async function bareRead(system: System): Promise<number> {
  const ends = new Map((await system.kafka.offsetsOf(TOPICS.listState)).filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]));
  const consumer = bareKafka('bench-list').consumer({ groupId: `bench-list-${Date.now()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: `${system.kafka.topicPrefix}${TOPICS.listState}`, fromBeginning: true });
  let began = 0n;
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      began ||= process.hrtime.bigint();
      if (BigInt(batch.lastOffset()) + 1n >= (ends.get(batch.partition) ?? 0n)) ends.delete(batch.partition);
      return Promise.resolve();
    },
  });
  const ended = await until(() => Promise.resolve(ends.size === 0), 'bare KafkaJS has read the list topic', { everyMs: 5 });
  await consumer.disconnect();
  return Number(ended - began) / 1e9;
}
