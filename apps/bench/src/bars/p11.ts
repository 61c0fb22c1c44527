import { summarise, type Pair } from '../measure/arithmetic.ts';
import { pairLine, short, type Outcome } from '../measure/report.ts';
import { addressOf, ask, tokenFor } from '../stack/http.ts';
import type { Bench } from './bar.ts';

const EVENTS = 20_000;

interface Rebuilt {
  events: number;
  differences: number;
  liveHash: string;
  rebuiltHash: string;
  switched: boolean;
}

/** P11: rebuild of publicity's read model from its topic, compared row by row and switched, against consuming that topic from its beginning with COPY. */
export async function p11(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const chain = await bench.chain();
  await chain.ours(options.events ?? EVENTS);
  const token = await tokenFor(system, { roles: ['operator'] });
  const pairs: Pair[] = [];
  for (let n = 0; n <= options.pairs; n++) {
    const began = process.hrtime.bigint();
    const report = await ask<Rebuilt>('POST', `${addressOf(system, 'publicity')}/ops/rebuild`, { token, body: JSON.stringify({ projection: 'public_entry_view', verify: false }) });
    const ours = (report.events / Number(process.hrtime.bigint() - began)) * 1e9;
    if (report.differences !== 0 || report.liveHash !== report.rebuiltHash || !report.switched) throw new Error(`the rebuilt read model is not the same: ${JSON.stringify(report)}`);
    const ceiling = await chain.replay();
    say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: rebuild ${short(ours)}/s of ${report.events} events, consume + COPY ${short(ceiling)}/s, ratio ${short(ours / ceiling)}`);
    pairs.push({ ours, ceiling });
  }
  const summary = summarise(pairs);
  return { id: 'P11', line: `${pairLine(summary)} identical`, bars: [{ name: 'ratio', value: summary.ratio, least: 0.4 }], detail: { summary, pairs } };
}
