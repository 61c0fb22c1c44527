import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { PairSummary } from './arithmetic.ts';

const root = resolve(import.meta.dirname, '../../../..');
const results = join(root, 'apps/bench/results');

/** A figure that must not be below (`least`) or above (`most`) a limit. */
export interface Bar {
  name: string;
  value: number;
  least?: number;
  most?: number;
}

/** What a bar says in the end. */
export interface Outcome {
  /** e.g. `P1`. */
  id: string;
  /** The figures in one line, without the id. */
  line: string;
  bars: readonly Bar[];
  /** Further lines for people. */
  notes?: readonly string[];
  /** Everything that was measured, for the JSON. */
  detail: object;
}

export const held = ({ value, least, most }: Bar): boolean => (least === undefined || value >= least) && (most === undefined || value <= most);

/** Three significant digits, no exponent. */
export const short = (value: number): string => (Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3))));

/** `ratio=0.31 (min 0.29 max 0.33, pairs 5) ours=9800/s ceiling=31600/s`. */
export const pairLine = (s: PairSummary, unit = '/s'): string =>
  `ratio=${short(s.ratio)} (min ${short(s.min)} max ${short(s.max)}, pairs ${s.pairs}) ours=${short(s.ours)}${unit} ceiling=${short(s.ceiling)}${unit}`;

/** CPU seconds per 1,000 events of every process that used any. */
export function cpuLine(name: string, cpu: ReadonlyMap<string, number>, events: number): string {
  const per = [...cpu].map(([process, seconds]) => [process, (seconds * 1000) / events] as const).filter(([, seconds]) => seconds >= 0.0005);
  const total = per.reduce((sum, [, seconds]) => sum + seconds, 0);
  return `  CPU s per 1,000 events, ${name}: ${per.map(([process, seconds]) => `${process} ${seconds.toFixed(3)}`).join(' · ')} · all ${total.toFixed(3)}`;
}

/** The limit in words: `ratio 0.31 ≥ 0.2`. */
const limit = (bar: Bar): string => `${bar.name} ${short(bar.value)} ${bar.least === undefined ? `≤ ${bar.most}` : `≥ ${bar.least}`}`;

export function print(outcome: Outcome): boolean {
  const missed = outcome.bars.filter((bar) => !held(bar));
  process.stdout.write(`${outcome.id} ${outcome.line} ${missed.length === 0 ? 'PASS' : `MISS (${missed.map(limit).join('; ')})`}\n`);
  for (const note of outcome.notes ?? []) process.stdout.write(`${note}\n`);
  return missed.length === 0;
}

const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** Where the figures come from: without these two runs cannot be compared. */
export async function origin(query: (text: string) => Promise<Record<string, unknown>[]>): Promise<object> {
  const [server] = await query(`select current_setting('server_version') as postgres, current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit`);
  return {
    at: new Date().toISOString(), commit: git('rev-parse', 'HEAD'), changed: git('status', '--porcelain').length > 0,
    machine: { cores: cpus().length, model: cpus()[0]?.model, memoryGb: Math.round(totalmem() / 2 ** 30) },
    versions: { node: process.version, kafka: process.env['KAFKA_VERSION'] || 'the version of deploy/local', ...server },
  };
}

/** Keeps the figures of a run: `results/<id>.<time>.<commit>.json`. */
export function keep(outcome: Outcome, from: object): string {
  mkdirSync(results, { recursive: true });
  const name = `${outcome.id}.${new Date().toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}.${git('rev-parse', '--short', 'HEAD')}.json`;
  writeFileSync(join(results, name), `${JSON.stringify({ bar: outcome.id, ...outcome, pass: outcome.bars.every(held), notes: undefined, from }, null, 1)}\n`);
  return name;
}

/** The latest kept figures of a bar before this run. */
export function lastKept(id: string): { name: string; bars: Bar[] } | undefined {
  try {
    const name = readdirSync(results).filter((file) => file.startsWith(`${id}.`)).sort().at(-1);
    return name === undefined ? undefined : { name, ...(JSON.parse(readFileSync(join(results, name), 'utf8')) as { bars: Bar[] }) };
  } catch {
    return undefined;
  }
}
