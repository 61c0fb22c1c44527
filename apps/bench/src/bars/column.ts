import { join } from 'node:path';
import { median, percentile } from '../measure/arithmetic.ts';
import { short, type Outcome } from '../measure/report.ts';
import { departmentOf, ITEMS, itemCode, loadCommitments, typeOf } from '../stack/commitments.ts';
import { addressOf, ask } from '../stack/http.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';

const COMMITMENTS = 1_000_000;
const CONNECTIONS = 8;
const CLOSED_S = 5;
const OPEN_CONNECTIONS = 64;
const OPEN_S = 20;
const RUNS = 3;
const DEEP_PAGES = 20;
const DEEP_EVERY = 9;
const SHARES = [0.5, 0.99, 0.999];
const STATES = ['tracking', 'kept', 'breached'];

interface Question {
  /** which filters it has: `item+state`, `none` */
  filters: string;
  url: string;
}
interface Answered {
  items: { entryId: string; postedOn: string; content: Record<string, string> }[];
  next: string | null;
}

/** Every combination of the four filters, over items used much and little; one in six asks for an item of another department or type, for which there is nothing. */
function questions(column: string): { filters: Record<string, string>; url: string }[] {
  return Array.from({ length: 16 * ITEMS }, (_, n) => {
    const [kinds, item] = [n % 16, Math.floor(n / 16)];
    const other = n % 6 === 5 ? 1 : 0;
    const all: Record<string, string> = { item: itemCode(item), department: departmentOf(item + other), state: STATES[(n + item) % 3]!, type: typeOf(item + (n % 12 === 11 ? 1 : 0)) };
    const filters = Object.fromEntries(Object.entries(all).filter((_, bit) => (kinds >> bit) % 2 === 1));
    return { filters, url: `${column}?${new URLSearchParams(filters)}` };
  });
}

/** What is asked must be what is answered: nothing else, newest first. */
function check(filters: Record<string, string>, { items }: Answered, today: string): void {
  const fields: Record<string, string> = { item: 'itemCode' };
  for (const [n, item] of items.entries()) {
    const before = items[n - 1];
    const wrong = Object.entries(filters).filter(([name, value]) => item.content[fields[name] ?? name] !== value);
    if (wrong.length > 0 || item.postedOn > today || (before !== undefined && (before.postedOn < item.postedOn || (before.postedOn === item.postedOn && before.entryId <= item.entryId)))) throw new Error(`asked for ${JSON.stringify(filters)}, answered ${JSON.stringify(item).slice(0, 300)} after ${before?.entryId}`);
  }
}

/** COLUMN: pages of the public column of commitments, 1,000,000 on show, under every combination of its filters, first pages and pages twenty pages on; open loop at half of the rate that eight connections reach, median of the runs; beside it the same load on a route of the service that reads nothing. */
export async function columnQuery(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const publicity = addressOf(system, 'publicity');
  const { date: today } = await ask<{ date: string }>('GET', `${publicity}/v1/sandbox/date`);
  await loadCommitments(system, options.events ?? COMMITMENTS, today, say);
  const asked: Question[] = [];
  let empty = 0;
  for (const [n, { filters, url }] of questions(`${publicity}/v1/public/columns/commitments`).entries()) {
    const name = Object.keys(filters).join('+') || 'none';
    let page = await ask<Answered>('GET', url);
    check(filters, page, today);
    if (page.items.length === 0) empty += 1;
    asked.push({ filters: name, url });
    if (n % DEEP_EVERY !== 0) continue;
    const next = (): string => `${url}&after=${encodeURIComponent(page.next!)}`;
    for (let deep = 0; deep < DEEP_PAGES && page.next !== null; deep++) check(filters, (page = await ask<Answered>('GET', next())), today);
    if (page.next !== null) asked.push({ filters: `${name}, deep`, url: next() });
  }
  say(`  ${asked.length} different pages, ${empty} of them empty`);
  const { perSecond, runs, idle, by } = await measured(Number(new URL(publicity).port), asked, say);
  const each = [...by].map(([filters, ms]) => ({ filters, p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), most: Math.max(...ms), n: ms.length })).sort((a, b) => b.p50 - a.p50);
  for (const { filters, p50, p99, most, n } of each.slice(0, 3)) say(`    slowest: ${filters}: p50 ${short(p50)} p99 ${short(p99)} max ${short(most)} ms of ${n}`);
  const [p50, p99, p999] = SHARES.map((_, at) => median(runs.map((run) => run[at]!))) as [number, number, number];
  return {
    id: 'COLUMN', line: `pages of the commitment column ms: p50 ${short(p50)} p99 ${short(p99)} p99.9 ${short(p999)} at ${short(perSecond)}/s, ${runs.length} runs (a route that reads nothing p50 ${short(median(idle.map((run) => run[0]!)))} p99 ${short(median(idle.map((run) => run[1]!)))})`,
    bars: [{ name: 'p99 ms', value: p99, most: 30 }], detail: { perSecond, runs, idle, pages: asked.length, empty, each },
  };
}

const figures = (latencies: readonly number[]): number[] => SHARES.map((part) => percentile(latencies, part));

/** The load, from a process of its own. @returns half of the rate that eight connections reach, what the runs at it took, ms, and what beside them a route took that reads nothing; `by` = ms of each set of filters */
async function measured(port: number, asked: readonly Question[], say: Bench['say']): Promise<{ perSecond: number; runs: number[][]; idle: number[][]; by: Map<string, number[]> }> {
  const client = new Worker(join(import.meta.dirname, '../lanes/http-load.js'), []);
  const pages = asked.map((_, n) => asked[(n * 37) % asked.length]!);
  const [runs, idle, by]: [number[][], number[][], Map<string, number[]>] = [[], [], new Map()];
  try {
    await client.next();
    const prepare = (paths: readonly string[]): Promise<unknown> => client.ask({ pages: { paths } });
    const ofPages = pages.map(({ url }) => url.slice(new URL(url).origin.length));
    await prepare(ofPages);
    const perSecond = (await client.ask<{ perSecond: number }>({ closed: { port, connections: CONNECTIONS, seconds: CLOSED_S } })).perSecond / 2;
    const open = (): Promise<{ latencies: number[]; asked: number[] }> => client.ask({ open: { port, connections: OPEN_CONNECTIONS, perSecond, seconds: OPEN_S } }, 120);
    for (let n = 0; n <= RUNS; n++) {
      await prepare(['/v1/sandbox/date']);
      const beside = figures((await open()).latencies);
      await prepare(ofPages);
      const run = await open();
      const took = figures(run.latencies);
      say(`  run ${n}${n === 0 ? ' (warm-up)' : ''}: p50 ${short(took[0]!)} p99 ${short(took[1]!)} p99.9 ${short(took[2]!)} ms at ${short(perSecond)}/s; a route that reads nothing p50 ${short(beside[0]!)} p99 ${short(beside[1]!)} ms`);
      if (n === 0) continue;
      for (const [at, ms] of run.latencies.entries()) {
        const { filters } = pages[run.asked[at]! % pages.length]!;
        const known = by.get(filters) ?? [];
        known.push(ms);
        by.set(filters, known);
      }
      runs.push(took);
      idle.push(beside);
    }
    return { perSecond, runs, idle, by };
  } finally {
    await client.stop();
  }
}
