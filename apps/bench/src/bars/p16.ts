import { TOPICS } from '@credit/contracts/topics';
import { median } from '../measure/arithmetic.ts';
import { stackPids } from '../measure/cpu.ts';
import { short, type Outcome } from '../measure/report.ts';
import { until } from '../stack/until.ts';
import type { Bench } from './bar.ts';

const EVENTS = 20_000;
const RUNS = 3;

/** P16: publicity stands still while the register works on; then it is started anew, and what piled up is drained: events per second from its start, against P1 in the same run. */
export async function p16(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const chain = await bench.chain();
  const events = options.events ?? EVENTS;
  await chain.ours(events);
  const rates: { drained: number; chain: number }[] = [];
  for (let n = 0; n < RUNS; n++) {
    const normal = (await chain.ours(events)).perSecond;
    const before = await system.counts(chain.sources);
    process.kill(stackPids(system.stateDir).get('publicity')!, 'SIGSTOP');
    await chain.send(chain.penalties(events));
    await until(async () => (await system.end(TOPICS.recordEvents)) >= before.recordEvents + events, 'the register has published everything', { everyMs: 50 });
    const old = stackPids(system.stateDir).get('publicity')!;
    process.kill(old, 'SIGKILL');
    // The clock begins with the first committed batch of the new process, so that neither the supervisor's wait nor the group's session time-out counts.
    const began = await until(async () => (await system.reached(TOPICS.recordEvents)) > before.recordEvents, 'the new publicity has taken its first batch', { everyMs: 5 });
    const missed = before.recordEvents + events - (await system.reached(TOPICS.recordEvents));
    const ended = await until(async () => (await system.reached(TOPICS.recordEvents)) >= before.recordEvents + events, 'the backlog is drained', { everyMs: 10 });
    await chain.settled(before, events);
    rates.push({ drained: (missed / Number(ended - began)) * 1e9, chain: normal });
    say(`  run ${n}: drained ${short(rates[n]!.drained)}/s, chain ${short(normal)}/s, ratio ${short(rates[n]!.drained / normal)}`);
  }
  const ratio = median(rates.map(({ drained, chain: normal }) => drained / normal));
  return { id: 'P16', line: `ratio=${short(ratio)} (runs ${RUNS})`, bars: [{ name: 'ratio', value: ratio, least: 0.9 }], detail: { events, rates } };
}
