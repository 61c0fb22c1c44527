import { join } from 'node:path';
import { summarise, type Pair } from '../measure/arithmetic.ts';
import { pairLine, short, type Outcome } from '../measure/report.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';

const CHAIN = join(import.meta.dirname, '../lanes/chain.js');
const EVENTS = 20_000;
/** What shows a credential or an authority; the plain stack asks for neither. */
const NOTHING_SHOWN = { KAFKA_SASL_USERNAME: '', KAFKA_SASL_PASSWORD_FILE: '', KAFKA_SSL_CA_FILE: '' };

/** P14: the chain of P1 on a stack whose Kafka speaks TLS and asks everybody for credentials and rights, against the same chain on one that asks nobody (BENCH_PLAIN); both stand all the time, turn by turn. */
export async function p14({ options, say }: Bench): Promise<Outcome> {
  const plainStack = process.env['BENCH_PLAIN'];
  if (!plainStack) throw new Error('P14 needs two stacks: npm run bench -- P14');
  const events = options.events ?? EVENTS;
  const sides = { secured: new Worker(CHAIN, [], {}), plain: new Worker(CHAIN, [], { ...NOTHING_SHOWN, ...(JSON.parse(plainStack) as Record<string, string>) }) };
  const rate = async (side: keyof typeof sides): Promise<number> => (await sides[side].ask<{ perSecond: number }>({ events }, 600)).perSecond;
  const pairs: Pair[] = [];
  try {
    await Promise.all(Object.values(sides).map((worker) => worker.next(300)));
    for (let n = 0; n <= options.pairs; n++) {
      const rates = { secured: 0, plain: 0 };
      for (const side of n % 2 === 0 ? (['secured', 'plain'] as const) : (['plain', 'secured'] as const)) rates[side] = await rate(side);
      say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: secured ${short(rates.secured)}/s, plain ${short(rates.plain)}/s, ratio ${short(rates.secured / rates.plain)}`);
      pairs.push({ ours: rates.secured, ceiling: rates.plain });
    }
  } finally {
    await Promise.all(Object.values(sides).map((worker) => worker.stop()));
  }
  const summary = summarise(pairs);
  return { id: 'P14', line: pairLine(summary), bars: [{ name: 'ratio', value: summary.ratio, least: 0.8 }], detail: { events, summary, pairs } };
}
