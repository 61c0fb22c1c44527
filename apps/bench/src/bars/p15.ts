import { ourServices, residentMb, stackPids } from '../measure/cpu.ts';
import { short, type Outcome } from '../measure/report.ts';
import type { Bench } from './bar.ts';

const EVENTS = 5_000;
const SAMPLE_MS = 1_000;
const MINUTE = 60_000;

/** P15: resident memory of each service under full load: the highest of minute 1 against the highest of the last minute. The load is P1's, run after run without a pause. */
export async function p15(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const chain = await bench.chain();
  const events = options.events ?? EVENTS;
  const services = ourServices(system.stateDir);
  const began = Date.now();
  const end = began + options.minutes * MINUTE;
  const samples = new Map<string, number[][]>(services.map((name) => [name, []]));
  const sampler = setInterval(() => {
    const pids = stackPids(system.stateDir);
    const minute = Math.floor((Date.now() - began) / MINUTE);
    for (const name of services) (samples.get(name)![minute] ??= []).push(residentMb(pids.get(name) ?? 0));
  }, SAMPLE_MS);
  let sent = 0;
  try {
    while (Date.now() < end) {
      await chain.ours(events);
      sent += events;
    }
  } finally {
    clearInterval(sampler);
  }
  say(`  ${sent} events in ${options.minutes} min`);
  const last = Math.max(0, Math.ceil(options.minutes) - 1);
  const most = (values: number[] | undefined): number => Math.max(...(values ?? [0]));
  const figures = services.map((name) => ({ name, first: most(samples.get(name)![0]), last: most(samples.get(name)![last]), peak: most(samples.get(name)!.flat()) }));
  return {
    id: 'P15', line: figures.map(({ name, first, last: then }) => `${name} ${short(first)} → ${short(then)} MB (×${short(then / first)})`).join(', '),
    bars: figures.flatMap(({ name, first, last: then, peak }) => [{ name: `${name} peak MB`, value: peak, most: 220 }, { name: `${name} growth`, value: then / first, most: 1.1 }]),
    detail: { minutes: options.minutes, sent, figures },
  };
}
