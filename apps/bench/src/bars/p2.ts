import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { print, type Outcome } from '../measure/report.ts';
import type { Bench } from './bar.ts';
import { inWorker } from './p3.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** Compiles an app with its benches to `dist/bench` and names the program. The bench reaches into the app, so it is compiled beside it (decisions 19). */
export function compiled(app: string, bench: string): string {
  execFileSync(join(root, 'node_modules/.bin/swc'), ['src', 'bench', '-d', 'dist/bench', '--config-file', '../../.swcrc'], { cwd: join(root, 'apps', app), stdio: ['ignore', 'ignore', 'inherit'] });
  return join(root, 'apps', app, `dist/bench/bench/${bench}.bench.js`);
}

const STEPS = [{ app: 'credit-record', bench: 'intake', what: 'intake step' }, { app: 'publicity', bench: 'publicity', what: 'publicity step' }];

/** P2: the effect-once step of each service against COPY of the same records (P-22: each on its own). */
export async function p2(bench: Bench): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const { app, bench: name, what } of STEPS) {
    const id = `P2-${app}`;
    const outcome = await inWorker(id, compiled(app, name), [], { events: 20_000, least: 0.35, what })(bench);
    print(outcome);
    outcomes.push(outcome);
  }
  return {
    id: 'P2', line: outcomes.map(({ id, bars }) => `${id.slice(3)} ${bars[0]!.value.toFixed(2)}`).join(', '),
    bars: outcomes.flatMap(({ id, bars }) => bars.map((bar) => ({ ...bar, name: `${id.slice(3)} ${bar.name}` }))), detail: Object.fromEntries(outcomes.map(({ id, detail }) => [id, detail])),
  };
}
