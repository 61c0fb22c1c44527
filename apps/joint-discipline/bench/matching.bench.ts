/**
 * P6 and P8, in process: `exact` matches codes with their explanation, turn by turn with `Map.get` on the same keys; `fuzzy` asks by name, the matches of the company-name bench among the
 * questions. Both in an index of 300,000 entries. A child process of apps/bench (`npm run bench -- P6 P8`).
 */
import { organisationCodeCheckCharacter, usccCheckCharacter } from '@credit/contracts/subject';
import { localDate } from '@credit/kernel';
import { servePairs } from '@credit/testing/bench';
import { EntryIndex } from '../src/domain/matching/entry-index.ts';
import { soughtOf, type Sought } from '../src/domain/matching/explanation.ts';
import { match } from '../src/domain/matching/ladder.ts';
import { rowOf } from '../src/domain/matching/index-row.ts';
import { company, fullName, namePairs, seeded } from './name-pairs.ts';

const ENTRIES = 300_000;
/** 2026-11-23 in days since 1970-01-01: every entry is in force. */
const DAY = 20_780;
const OTHER_QUESTIONS = 10_000;
const WARM_UP = 500;
const now = (): number => Number(process.hrtime.bigint());
const quantile = (values: Float64Array, share: number): number => values.sort()[Math.max(0, Math.ceil(share * values.length) - 1)]!;

/** A code with both check characters right, by number. */
const codeOf = (n: number): string => {
  const organisation = n.toString(36).toUpperCase().padStart(8, '0').replace(/[IOZSV]/g, '0');
  const first17 = `91210500${organisation}${organisationCodeCheckCharacter(organisation)}`;
  return first17 + usccCheckCharacter(first17);
};

const wanted = namePairs().filter(({ isMatch }) => isMatch);
const names = ((): string[] => {
  const pick = seeded(42);
  return [...wanted.map(({ name2 }) => name2), ...Array.from({ length: ENTRIES - wanted.length }, () => fullName(company(pick)))];
})();
const codes = names.map((_, n) => codeOf(n));
const from = localDate('2026-01-01');
const index = EntryIndex.of(names.map((name, n) => rowOf({ entryId: `0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, name, uscc: codes[n]!, region: '210500', from, listVersion: n, ref: n })));

const numbers = new Map(codes.map((code, n) => [code, n]));

/** Rates of both sides over the same random keys, and the p99 of single calls of ours, µs. */
function exact(count: number): object {
  const pick = seeded(5);
  const keys = Array.from({ length: count }, () => codes[pick(codes.length)]!);
  const sought: Sought[] = keys.map((uscc) => ({ uscc }));
  let found = 0;
  const a = now();
  for (const one of sought) found += match(index, one, DAY).found.length;
  const b = now();
  for (const key of keys) if (numbers.get(key) !== undefined) found += 1;
  const c = now();
  if (found < 2 * count) throw new Error('not every key was found');
  const times = new Float64Array(count);
  for (const [n, one] of sought.entries()) {
    const began = now();
    match(index, one, DAY);
    times[n] = (now() - began) / 1_000;
  }
  return { ours: (count / (b - a)) * 1e9, ceiling: (count / (c - b)) * 1e9, p99: quantile(times, 0.99) };
}

const questions = ((): string[] => {
  const pick = seeded(9);
  return [...wanted.map(({ name1 }) => name1), ...Array.from({ length: OTHER_QUESTIONS }, () => fullName(company(pick)))];
})();

/** Every question once: rate on this one core, ms of single calls, and how many of the bench's matches are among the five that a human is shown. */
function fuzzy(): object {
  for (const name of questions.slice(0, WARM_UP)) match(index, soughtOf({ name }), DAY);
  const times = new Float64Array(questions.length);
  let found = 0;
  const began = now();
  for (const [n, name] of questions.entries()) {
    const start = now();
    const answer = match(index, soughtOf({ name }), DAY);
    times[n] = (now() - start) / 1e6;
    if (n < wanted.length && answer.found.some(({ row }) => names[row.ref] === wanted[n]!.name2)) found += 1;
  }
  const perSecond = (questions.length / (now() - began)) * 1e9;
  return { perSecond, questions: questions.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99), most: quantile(times, 1), found, wanted: wanted.length };
}

servePairs(async (count) => (process.argv[2] === 'exact' ? exact(count) : fuzzy()), async () => undefined);
