import { cpuBetween, ourServices } from '../measure/cpu.ts';
import { short, type Outcome } from '../measure/report.ts';
import type { Bench } from './bar.ts';

const SETTLE_MS = 20_000;
const SECONDS = 60;

/** P12: CPU of all our Node processes together while nothing happens, percent of one core. */
export async function p12({ system, say }: Bench): Promise<Outcome> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  say(`  idle for ${SECONDS} s`);
  const services = ourServices(system.stateDir);
  const before = system.cpu();
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const after = system.cpu();
  const percent = Object.fromEntries([...cpuBetween(before, after)].map(([name, seconds]) => [name, (100 * seconds) / SECONDS]));
  const ours = services.reduce((sum, name) => sum + (percent[name] ?? 0), 0);
  return {
    id: 'P12', line: `idle=${short(ours)} % of one core (${services.map((name) => `${name} ${short(percent[name] ?? 0)}`).join(', ')})`,
    notes: [`  not counted: ${Object.entries(percent).filter(([name]) => !services.includes(name)).map(([name, value]) => `${name} ${short(value)} %`).join(' · ')}`],
    bars: [{ name: 'idle %', value: ours, most: 2 }], detail: { seconds: SECONDS, percent },
  };
}
