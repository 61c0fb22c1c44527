import { parseArgs } from 'node:util';
import type { Bench, RunBar } from './bars/bar.ts';
import { columnQuery } from './bars/column.ts';
import { fileImport } from './bars/file.ts';
import { commitments } from './bars/commitment.ts';
import { objectionMarks } from './bars/objection.ts';
import { p1 } from './bars/p1.ts';
import { p10 } from './bars/p10.ts';
import { p11 } from './bars/p11.ts';
import { p12 } from './bars/p12.ts';
import { p14 } from './bars/p14.ts';
import { p15 } from './bars/p15.ts';
import { p16 } from './bars/p16.ts';
import { p2 } from './bars/p2.ts';
import { p3, p5 } from './bars/p3.ts';
import { p17, p4 } from './bars/p4.ts';
import { p6, p8 } from './bars/p6.ts';
import { p7 } from './bars/p7.ts';
import { p9 } from './bars/p9.ts';
import { repairEnds } from './bars/repair.ts';
import { keep, lastKept, origin, print, short, type Outcome } from './measure/report.ts';
import { Chain } from './stack/chain.ts';
import { System } from './stack/system.ts';

const BARS: Readonly<Record<string, RunBar>> = { P1: p1, P2: p2, P3: p3, P4: p4, P5: p5, P6: p6, P7: p7, P8: p8, P9: p9, P10: p10, P11: p11, P12: p12, P14: p14, P15: p15, P16: p16, P17: p17, FILE: fileImport, REPAIR: repairEnds, OBJECTION: objectionMarks, COLUMN: columnQuery, COMMITMENT: commitments };

/** Bars that know how to say where the time goes (`--profile`). */
const PROFILED = ['P1', 'P2', 'P3', 'P5', 'P7', 'P10', 'COMMITMENT'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '5' }, events: { type: 'string' }, minutes: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false }, compare: { type: 'boolean', default: false }, 'no-keep': { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Against the figures kept last (F6): a throughput or ratio below 0.85 of it, a latency above 1.2, fails. */
function compared(outcome: Outcome): boolean {
  const before = lastKept(outcome.id);
  if (before === undefined) return say(`  nothing to compare ${outcome.id} with yet`), true;
  const worse = outcome.bars.filter(({ name, value, least }) => {
    const was = before.bars.find((bar) => bar.name === name)?.value;
    return was !== undefined && (least === undefined ? value > was * 1.2 : value < was * 0.85);
  });
  for (const { name, value } of worse) say(`  REGRESSION ${outcome.id} ${name}: ${short(value)}, was ${short(before.bars.find((bar) => bar.name === name)!.value)} (${before.name})`);
  return worse.length === 0;
}

async function run(ids: readonly string[]): Promise<boolean> {
  const system = new System();
  let opened: Promise<Chain> | undefined;
  const bench: Bench = {
    system, say, chain: () => (opened ??= Chain.open(system)),
    options: { pairs: Number(values.pairs), events: values.events === undefined ? undefined : Number(values.events), minutes: Number(values.minutes), profile: values.profile },
  };
  const from = await origin((text) => system.database.query(text));
  let good = true;
  try {
    await system.seasonWal();
    for (const id of ids) {
      const outcome = await BARS[id]!(bench);
      good = print(outcome) && good;
      if (values.compare) good = compared(outcome) && good;
      if (!values['no-keep']) say(`  kept: apps/bench/results/${keep(outcome, from)}`);
    }
  } finally {
    await (await opened)?.close();
    await system.close();
  }
  return good;
}

const ids = positionals.map((id) => id.toUpperCase());
const unknown = ids.filter((id) => BARS[id] === undefined);
const dark = values.profile ? ids.filter((id) => !PROFILED.includes(id)) : [];
if (ids.length === 0 || unknown.length > 0) {
  say(`${unknown.length > 0 ? `unknown: ${unknown.join(', ')}; ` : ''}bars: ${Object.keys(BARS).join(' ')}`);
  process.exitCode = 1;
} else if (dark.length > 0) {
  say(`no profile of ${dark.join(', ')}; there is one of ${PROFILED.join(' ')}`);
  process.exitCode = 1;
} else {
  process.exitCode = (await run(ids)) ? 0 : 1;
}
