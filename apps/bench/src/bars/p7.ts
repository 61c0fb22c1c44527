import { join } from 'node:path';
import { percentile, summarise, type Pair } from '../measure/arithmetic.ts';
import { cpuBetween } from '../measure/cpu.ts';
import { profiled } from '../measure/profile.ts';
import { cpuLine, pairLine, short, type Outcome } from '../measure/report.ts';
import { addressOf, tokenFor } from '../stack/http.ts';
import { fillList } from '../stack/list.ts';
import { sourcesWith } from '../stack/load.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';

const ENTRIES = 300_000;
const CLOSED = { connections: 32, seconds: 5 };
const OPEN_CONNECTIONS = 128;
const OPEN_SECONDS = 20;
const REQUESTS = 20_000;
/** One request in ten is about a listed firm: it is confirmed in the database and raises a prompt. */
const HIT_EVERY = 10;

/** P7: `POST /v1/screenings` with token, audit row and signature against a bare `node:http` with a Map, same requests, same client; then open loop at half of ours. */
export async function p7({ system, options, say }: Bench): Promise<Outcome> {
  const listed = options.events ?? ENTRIES;
  await fillList(system, listed);
  const token = await tokenFor(system, { dept: sourcesWith('matter', Infinity).at(-1)!, roles: ['screening-client'] });
  const client = new Worker(join(import.meta.dirname, '../lanes/http-load.js'), []);
  const raw = new Worker(join(import.meta.dirname, '../ceiling/raw-http.js'), [String(listed)]);
  try {
    await client.next();
    const ports = { ours: Number(new URL(addressOf(system, 'joint-discipline')).port), raw: (await raw.next<{ port: number }>()).port };
    await client.ask({ prepare: { count: REQUESTS, listed, hitEvery: HIT_EVERY, token } });
    const cpu = (): Map<string, number> => system.cpu(new Map([['client', client.pid], ['raw server', raw.pid]]));
    const rate = (port: number): Promise<{ perSecond: number; answers: number }> => client.ask({ closed: { port, ...CLOSED } });
    const pairs: Pair[] = [];
    const notes: string[] = [];
    for (let n = 0; n <= options.pairs; n++) {
      const before = cpu();
      const ours = await rate(ports.ours);
      const between = cpu();
      const ceiling = await rate(ports.raw);
      pairs.push({ ours: ours.perSecond, ceiling: ceiling.perSecond });
      say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: ours ${short(ours.perSecond)}/s, raw ${short(ceiling.perSecond)}/s, ratio ${short(ours.perSecond / ceiling.perSecond)}`);
      if (n === options.pairs) notes.push(cpuLine('ours', cpuBetween(before, between), ours.answers), cpuLine('raw', cpuBetween(between, cpu()), ceiling.answers));
    }
    if (options.profile) notes.push(...await profiled(system, ['joint-discipline'], async () => void (await rate(ports.ours))));
    const summary = summarise(pairs);
    const half = summary.ours / 2;
    const { latencies } = await client.ask<{ latencies: number[] }>({ open: { port: ports.ours, connections: OPEN_CONNECTIONS, perSecond: half, seconds: OPEN_SECONDS } }, 120);
    const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => percentile(latencies, share)) as [number, number, number];
    return {
      id: 'P7', line: `screenings ${pairLine(summary)}; at ${short(half)}/s p50=${short(p50)} p99=${short(p99)} p99.9=${short(p999)} ms`, notes,
      bars: [{ name: 'ratio', value: summary.ratio, least: 0.35 }, { name: 'p99 ms', value: p99, most: 15 }], detail: { listed, hitEvery: HIT_EVERY, ...CLOSED, summary, pairs, openLoop: { perSecond: half, seconds: OPEN_SECONDS, p50, p99, p999 } },
    };
  } finally {
    await Promise.all([client.stop(), raw.stop()]);
  }
}
