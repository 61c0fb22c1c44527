import { percentile } from '../measure/arithmetic.ts';
import { short, type Outcome } from '../measure/report.ts';
import { DATABASES } from '../stack/system.ts';
import type { Chain, Paced } from '../stack/chain.ts';
import type { Bench } from './bar.ts';

const SECONDS = 20;
const WARM_UP = 10_000;
const SHARES = [0.5, 0.99, 0.999];

const figures = (values: readonly number[]): string => SHARES.map((share) => `p${share * 100} ${short(percentile(values, share))}`).join(' ');

/** When each of our events was written by a service (begin of the transaction that wrote it), ms since the epoch by the number in its document. */
async function written(bench: Bench, database: string, table: string, load: Paced): Promise<Map<number, number>> {
  const rows = await bench.system.database.query<{ n: number; at: number }>(
    `select substring(r.doc_no from '(\\d+)号$')::int4 as n, extract(epoch from j.at)::float8 * 1000 as at from ${table} r join journal j on j.aggregate_id = r.id
     where r.doc_no like '压测罚%' and substring(r.doc_no from '(\\d+)号$')::int4 between $1 and $2`, { database, values: [load.from, load.from + load.count - 1] });
  return new Map(rows.map(({ n, at }) => [n, at]));
}

/** Rate of the chain after a warm-up, events per second. */
export async function measuredRate(chain: Chain, events: number): Promise<number> {
  await chain.ours(events);
  return (await chain.ours(events)).perSecond;
}

/** P4: from commit in credit-record until publicity's transaction begins, open loop at half of the chain's measured rate; raw: from the intended send until bare KafkaJS has it, same rate. */
export async function p4(bench: Bench): Promise<Outcome> {
  const chain = await bench.chain();
  const perSecond = (await measuredRate(chain, bench.options.events ?? WARM_UP)) / 2;
  const load = await chain.paced({ perSecond, count: Math.round(perSecond * SECONDS) });
  const from = await written(bench, DATABASES.register, 'credit_record', load);
  const to = await written(bench, DATABASES.publicity, 'publicity_entry', load);
  const latencies = [...from].map(([n, at]) => (to.get(n) ?? Number.POSITIVE_INFINITY) - at);
  const whole = [...to].map(([n, at]) => at - load.intended(n));
  const raw = await chain.rawLatencies({ perSecond, count: Math.round(perSecond * SECONDS) });
  return {
    id: 'P4', line: `commit-to-consumed ms: ${figures(latencies)} at ${short(perSecond)}/s (raw produce-to-consume ${figures(raw)}; intended send to publicity ${figures(whole)})`,
    bars: [{ name: 'p50 ms', value: percentile(latencies, 0.5), most: 30 }, { name: 'p99 ms', value: percentile(latencies, 0.99), most: 120 }],
    detail: { perSecond, events: latencies.length, shares: SHARES, commitToConsumed: SHARES.map((s) => percentile(latencies, s)), raw: SHARES.map((s) => percentile(raw, s)), sendToPublicity: SHARES.map((s) => percentile(whole, s)) },
  };
}

/** P17: the same load with its half on one subject against none on it: p99 of the cold subjects from the intended send until publicity's transaction begins. */
export async function p17(bench: Bench): Promise<Outcome> {
  const chain = await bench.chain();
  const perSecond = (await measuredRate(chain, bench.options.events ?? WARM_UP)) / 2;
  const p99 = async (hot: boolean): Promise<number> => {
    const load = await chain.paced({ perSecond, count: Math.round(perSecond * SECONDS), hot });
    const at = await written(bench, DATABASES.publicity, 'publicity_entry', load);
    return percentile([...at].filter(([n]) => n % 2 === 1).map(([n, time]) => time - load.intended(n)), 0.99);
  };
  const without: number[] = [];
  const beside: number[] = [];
  for (let n = 0; n < 2; n++) {
    without.push(await p99(false));
    beside.push(await p99(true));
    bench.say(`  turn ${n}${n === 0 ? ' (warm-up)' : ''}: p99 of cold subjects ${short(without[n]!)} ms, with a hot one ${short(beside[n]!)} ms`);
  }
  const ratio = beside[1]! / without[1]!;
  return { id: 'P17', line: `p99 cold ${short(without[1]!)} ms, with a hot subject ${short(beside[1]!)} ms, ratio=${short(ratio)} at ${short(perSecond)}/s`, bars: [{ name: 'ratio', value: ratio, most: 2 }], detail: { perSecond, without, beside } };
}
