/**
 * P6, P8 and the in-process part of P10: the company-name bench by category, then exact and fuzzy matching in an index of 300,000 entries (`NAMES_ENTRIES` changes the number).
 * Build with `swc src bench -d dist/bench` in this folder, run `node --expose-gc dist/bench/bench/names.bench.js`: one line per figure.
 */
import { compareNames } from '../src/domain/matching/compare-names.ts';
import { EntryIndex } from '../src/domain/matching/entry-index.ts';
import { soughtOf, type Sought } from '../src/domain/matching/explanation.ts';
import { match } from '../src/domain/matching/ladder.ts';
import { anatomyOf } from '../src/domain/matching/name-anatomy.ts';
import { rowOf } from '../src/domain/matching/segment.ts';
import { localDate } from '@credit/kernel';
import { usccCheckCharacter, organisationCodeCheckCharacter } from '@credit/contracts/subject';
import { company, fullName, namePairs, seeded } from './name-pairs.ts';

const ENTRIES = Number(process.env['NAMES_ENTRIES'] ?? 300_000);
const DAY = 20_780;
const PAIRS = 7;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const now = (): number => Number(process.hrtime.bigint());
const quantile = (sorted: Float64Array, q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!;
const residentMb = (): number => process.memoryUsage.rss() / 1_048_576;

/** A code with both check characters right, by number. */
const codeOf = (n: number): string => {
  const organisation = n.toString(36).toUpperCase().padStart(8, '0').replace(/[IOZSV]/g, '0');
  const first17 = `91210500${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return first17 + usccCheckCharacter(first17);
};

function categories(): void {
  const pairs = namePairs();
  for (const category of new Set(pairs.map((pair) => pair.category))) {
    const some = pairs.filter((pair) => pair.category === category);
    const right = some.filter(({ name1, name2, isMatch }) => ['same', 'similar'].includes(compareNames({ anatomy: anatomyOf(name1) }, { anatomy: anatomyOf(name2) }).likeness) === isMatch).length;
    say(`NAMES ${some[0]!.quality} ${some[0]!.isMatch ? 'match' : 'no match'} "${category}" right=${right}/${some.length}`);
  }
}

const wanted = namePairs().filter(({ isMatch }) => isMatch);
const names = ((): string[] => {
  const pick = seeded(42);
  return [...wanted.map(({ name2 }) => name2), ...Array.from({ length: ENTRIES - wanted.length }, () => fullName(company(pick)))];
})();
const codes = names.map((_, n) => codeOf(n));

function built(): EntryIndex {
  globalThis.gc?.();
  const before = residentMb();
  const began = now();
  const from = localDate('2026-01-01');
  const index = EntryIndex.of(names.map((name, n) => rowOf({ entryId: `0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, name, uscc: codes[n]!, region: '210500', from, listVersion: n, ref: n })));
  const seconds = (now() - began) / 1e9;
  globalThis.gc?.();
  say(`P10 index of ${ENTRIES} entries: built in ${seconds.toFixed(2)} s, +${(residentMb() - before).toFixed(0)} MB resident (names and codes of the bench not counted, those of the index are)`);
  return index;
}

/** P6: exact match with its explanation against Map.get on the same keys, interleaved, the first pair discarded. */
function exact(index: EntryIndex): void {
  const pick = seeded(5);
  const keys = Array.from({ length: 200_000 }, () => codes[pick(codes.length)]!);
  const map = new Map(codes.map((code, n) => [code, n]));
  const sought: Sought[] = keys.map((uscc) => ({ uscc }));
  const ratios: number[] = [];
  const lines: string[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    let found = 0;
    const a = now();
    for (const one of sought) found += match(index, one, DAY).found.length;
    const b = now();
    for (const key of keys) if (map.get(key) !== undefined) found += 1;
    const c = now();
    if (found < 2 * keys.length) throw new Error('not every key was found');
    if (pair > 0) ratios.push((c - b) / (b - a));
    lines.push(`${(keys.length / ((b - a) / 1e9)).toFixed(0)}/s against ${(keys.length / ((c - b) / 1e9)).toFixed(0)}/s`);
  }
  ratios.sort((x, y) => x - y);
  const times = new Float64Array(sought.length);
  for (const [n, one] of sought.entries()) { const t = now(); match(index, one, DAY); times[n] = (now() - t) / 1000; }
  times.sort();
  say(`P6 ratio=${ratios[ratios.length >> 1]!.toFixed(3)} (min ${ratios[0]!.toFixed(3)} max ${ratios.at(-1)!.toFixed(3)}, pairs ${PAIRS}) last ${lines.at(-1)!}, p99=${quantile(times, 0.99).toFixed(1)} µs`);
}

/** P8: every kind of question by name; recall@5 over the matches of the bench. */
function fuzzy(index: EntryIndex): void {
  const pick = seeded(9);
  const questions = [...wanted.map(({ name1 }) => name1), ...Array.from({ length: 10_000 }, () => fullName(company(pick)))];
  for (const name of questions.slice(0, 500)) match(index, soughtOf({ name }), DAY);
  const times = new Float64Array(questions.length);
  let found = 0;
  const began = now();
  for (const [n, name] of questions.entries()) {
    const t = now();
    const answer = match(index, soughtOf({ name }), DAY);
    times[n] = (now() - t) / 1e6;
    if (n < wanted.length && answer.found.some(({ row }) => names[row.ref] === wanted[n]!.name2)) found += 1;
  }
  const seconds = (now() - began) / 1e9;
  times.sort();
  say(`P8 ${(questions.length / seconds).toFixed(0)}/s p50=${quantile(times, 0.5).toFixed(2)} ms p99=${quantile(times, 0.99).toFixed(2)} ms max=${times.at(-1)!.toFixed(2)} ms recall@5=${(found / wanted.length).toFixed(4)} (${found}/${wanted.length})`);
}

categories();
const index = built();
exact(index);
fuzzy(index);
