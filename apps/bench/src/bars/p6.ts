import { median, summarise, type Pair } from '../measure/arithmetic.ts';
import { pairLine, short, type Outcome } from '../measure/report.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';
import { compiled } from './p2.ts';

const KEYS = 200_000;

/** Asks one worker of joint-discipline's matching bench `turns` times. */
async function turns<T extends object>(lane: 'exact' | 'fuzzy', events: number, count: number): Promise<T[]> {
  const worker = new Worker(compiled('joint-discipline', 'matching'), [lane]);
  try {
    await worker.next(300);
    const answers: T[] = [];
    for (let n = 0; n < count; n++) answers.push(await worker.ask<T>({ events }, 300));
    return answers;
  } finally {
    await worker.stop();
  }
}

/** P6: exact match with its explanation in an index of 300,000 entries against Map.get on the same keys. */
export async function p6({ options, say }: Bench): Promise<Outcome> {
  const keys = options.events ?? KEYS;
  const pairs = await turns<Pair & { p99: number }>('exact', keys, options.pairs + 1);
  for (const [n, { ours, ceiling, p99 }] of pairs.entries()) say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: ours ${short(ours)}/s, Map.get ${short(ceiling)}/s, ratio ${short(ours / ceiling)}, p99 ${short(p99)} µs`);
  const summary = summarise(pairs);
  const p99 = Math.max(...pairs.slice(pairs.length > 1 ? 1 : 0).map((pair) => pair.p99));
  return {
    id: 'P6', line: `exact match ${pairLine(summary)} p99=${short(p99)} µs`,
    bars: [{ name: 'ratio', value: summary.ratio, least: 0.02 }, { name: 'p99 µs', value: p99, most: 50 }], detail: { keys, summary, pairs },
  };
}

interface Asked {
  perSecond: number;
  questions: number;
  p50: number;
  p99: number;
  most: number;
  found: number;
  wanted: number;
}

/** P8: questions by name against 300,000 entries on one core; the matches of the company-name bench must be among the five that a human is shown. */
export async function p8({ options, say }: Bench): Promise<Outcome> {
  const all = await turns<Asked>('fuzzy', 0, options.pairs + 1);
  for (const [n, { perSecond, p50, p99, most }] of all.entries()) say(`  run ${n}${n === 0 ? ' (warm-up)' : ''}: ${short(perSecond)}/s, p50 ${short(p50)} p99 ${short(p99)} max ${short(most)} ms`);
  const runs = all.length > 1 ? all.slice(1) : all;
  const [perSecond, p99] = [median(runs.map((run) => run.perSecond)), median(runs.map((run) => run.p99))];
  const { found, wanted, questions } = runs[0]!;
  return {
    id: 'P8', line: `fuzzy ${short(perSecond)}/s on one core, p50=${short(median(runs.map((run) => run.p50)))} p99=${short(p99)} ms, recall@5=${(found / wanted).toFixed(4)} (${found} of ${wanted}), ${questions} questions, ${runs.length} runs`,
    bars: [{ name: 'p99 ms', value: p99, most: 5 }, { name: 'questions/s', value: perSecond, least: 1_500 }, { name: 'recall@5', value: found / wanted, least: 0.98 }], detail: { runs },
  };
}
