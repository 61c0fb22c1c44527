import { join } from 'node:path';
import { summarise, type Pair } from '../measure/arithmetic.ts';
import { pairLine, short, type Outcome } from '../measure/report.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';

const lanes = (name: string): string => join(import.meta.dirname, `../lanes/${name}.js`);

/** What a lane's worker answers for one pair; `more`: further rates, for the notes. */
interface Timed extends Pair {
  more?: Record<string, number>;
}

/** A bar whose two sides run in one worker process, turn by turn. `figures`: its limit. */
export function inWorker(id: string, file: string, args: readonly string[], { events: usual, least, what }: { events: number; least: number; what: string }): (bench: Bench) => Promise<Outcome> {
  return async ({ system, options, say }) => {
    const events = options.events ?? usual;
    const flags = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(system.stateDir, '../bench-profiles')}`, `--cpu-prof-name=${id}.cpuprofile`] : [];
    const worker = new Worker(file, args, { KAFKA_BROKERS: system.brokers, DATABASE_URL: system.adminUrl }, flags);
    const pairs: Timed[] = [];
    try {
      await worker.next(300);
      for (let n = 0; n <= options.pairs; n++) {
        const pair = await worker.ask<Timed>({ events }, 600);
        const more = Object.entries(pair.more ?? {}).map(([name, rate]) => `, ${name} ${short(rate)}/s`).join('');
        say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: ours ${short(pair.ours)}/s, ceiling ${short(pair.ceiling)}/s${more}, ratio ${short(pair.ours / pair.ceiling)}`);
        pairs.push(pair);
      }
    } finally {
      await worker.stop();
    }
    const summary = summarise(pairs);
    return { id, line: `${what} ${pairLine(summary)}`, bars: [{ name: 'ratio', value: summary.ratio, least }], detail: { events, summary, pairs } };
  };
}

/** P3: drain of the relay against KafkaJS sendBatch of the same bytes from memory. */
export const p3 = inWorker('P3', lanes('relay'), [], { events: 40_000, least: 0.8, what: 'relay' });

/** P5: the batch transport with a handler that does nothing against bare KafkaJS eachBatch. */
export const p5 = inWorker('P5', lanes('transport'), [], { events: 40_000, least: 0.85, what: 'transport' });
