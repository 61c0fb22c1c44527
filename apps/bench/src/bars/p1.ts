import { summarise, type Pair } from '../measure/arithmetic.ts';
import { profiled } from '../measure/profile.ts';
import { cpuLine, pairLine, short, type Outcome } from '../measure/report.ts';
import type { Run } from '../stack/chain.ts';
import type { Bench } from './bar.ts';

const EVENTS = 20_000;

/** P1: ingest → record → receipt and public fact → publicity row, effects once, against the raw ceiling. */
export async function p1(bench: Bench): Promise<Outcome> {
  const { options, say } = bench;
  const chain = await bench.chain();
  const events = options.events ?? EVENTS;
  const pairs: Pair[] = [];
  const runs: { ours: Run; ceiling: Run }[] = [];
  for (let n = 0; n <= options.pairs; n++) {
    const ours = await chain.ours(events);
    const ceiling = await chain.ceiling(events);
    say(`  pair ${n}${n === 0 ? ' (warm-up)' : ''}: ours ${short(ours.perSecond)}/s, ceiling ${short(ceiling.perSecond)}/s, ratio ${short(ours.perSecond / ceiling.perSecond)}`);
    pairs.push({ ours: ours.perSecond, ceiling: ceiling.perSecond });
    runs.push({ ours, ceiling });
  }
  const summary = summarise(pairs);
  const last = runs.at(-1)!;
  const notes = [cpuLine('ours', last.ours.cpu, events), cpuLine('ceiling', last.ceiling.cpu, events)];
  if (options.profile) notes.push(...await profiled(bench.system, ['credit-record', 'publicity'], async () => void (await chain.ours(events))));
  return {
    id: 'P1', line: pairLine(summary), notes,
    bars: [{ name: 'ratio', value: summary.ratio, least: 0.2 }, { name: 'events/s', value: summary.ours, least: 5_000 }],
    detail: { events, summary, pairs, cpuSecondsPer1000: { ours: perThousand(last.ours, events), ceiling: perThousand(last.ceiling, events) } },
  };
}

/** CPU seconds per 1,000 events by process. */
export const perThousand = ({ cpu }: Run, events: number): Record<string, number> => Object.fromEntries([...cpu].map(([name, seconds]) => [name, (seconds * 1000) / events]));
