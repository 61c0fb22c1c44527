import { lookupRegion } from '@credit/rulebook/codes';
import { coreOf, type NameAnatomy } from './name-anatomy.ts';
import { isEasilyConfused } from './name-tables.ts';

/** 特征 — one additive part of a score: weight × value. */
export interface Feature {
  readonly name: FeatureName;
  readonly weight: number;
  /** 0 to 1. */
  readonly value: number;
}

/** Weights of ladder version 1; what two names say for each other adds, what they say against each other takes away. */
export const WEIGHTS = {
  brand: 0.5, industry: 0.25, region: 0.15, form: 0.1, 'region-conflict': -0.1, 'form-conflict': -0.2, 'branch-conflict': -0.3, 'uscc-conflict': -0.4,
} as const;
export type FeatureName = keyof typeof WEIGHTS | 'identifier';

/** From here on two names are shown to a human. */
export const SIMILAR_FROM = 0.8;

/** A name as it is compared, with the region code of its register when known. */
export interface NamedParty {
  readonly anatomy: NameAnatomy;
  readonly region?: string | undefined;
}

/** same: one name, however written; linked: a branch of the other; similar: worth a human look; different. */
export type Likeness = 'same' | 'linked' | 'similar' | 'different';

export interface Comparison {
  readonly likeness: Likeness;
  /** Sum of weight × value, three decimals. */
  readonly score: number;
  readonly features: readonly Feature[];
}

/** What a wrong character costs a brand of its length; one that is merely confused costs a part of it. */
const ERROR_COST = 2.2;
const CONFUSED = 0.15;

/** Edit distance with neighbours swapped; characters confused by ear or eye are near. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : isEasilyConfused(a[i - 1]!, b[j - 1]!) ? CONFUSED : 1;
      let cost = Math.min(last[j - 1]! + same, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + CONFUSED);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

const brandLikeness = (a: string, b: string): number => (a === b ? 1 : Math.max(0, 1 - (ERROR_COST * distance(a, b)) / Math.max(a.length, b.length)));

const industryLikeness = (a: string, b: string): number => (a === b ? 1 : a === '' || b === '' ? 0.5 : a.endsWith(b) || b.endsWith(a) ? 0.7 : 0);

const trimmedCode = (code: string): string => code.replace(/(00)+$/, '');
const contains = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
const covers = (a: readonly string[], b: readonly string[]): boolean => b.every((place) => a.includes(place));

/** Places that a region code names, without suffix. */
const stemsOfCode = (code: string | undefined): string[] =>
  (code === undefined ? [] : [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]).flatMap((one) => lookupRegion(one)?.name ?? []).map((name) => name.replace(/(满族|蒙古族)?(自治[区州县]|[省市县区])$/, ''));

/** 同一行政区划 — same, different or unknown: by codes where both have one, else by the places in the names, else by a code against the places of the other name. */
export function sameRegion(a: NamedParty, b: NamedParty): 'same' | 'different' | 'unknown' {
  if (a.region !== undefined && b.region !== undefined) return contains(trimmedCode(a.region), trimmedCode(b.region)) ? 'same' : 'different';
  const left = a.anatomy.region === '' ? stemsOfCode(a.region) : a.anatomy.region.split(' ');
  const right = b.anatomy.region === '' ? stemsOfCode(b.region) : b.anatomy.region.split(' ');
  if (left.length === 0 || right.length === 0) return 'unknown';
  return covers(left, right) || covers(right, left) ? 'same' : 'different';
}

const feature = (name: keyof typeof WEIGHTS, value: number): Feature => ({ name, weight: WEIGHTS[name], value });
const GRADES = { same: 1, unknown: 0.5, different: 0 } as const;

/** The score of its features: additive, three decimals. */
export const scoreOf = (features: readonly Feature[]): number => Math.round(features.reduce((sum, { weight, value }) => sum + weight * value, 0) * 1000) / 1000;

/** 比较两个名称 — every feature, their sum and what they make of the pair. Pure: the same two parties always compare alike. */
export function compareNames(a: NamedParty, b: NamedParty): Comparison {
  const region = sameRegion(a, b);
  const form = a.anatomy.form === b.anatomy.form ? 'same' : a.anatomy.form === '' || b.anatomy.form === '' ? 'unknown' : 'different';
  const features = [
    feature('brand', brandLikeness(a.anatomy.brand, b.anatomy.brand)), feature('industry', industryLikeness(a.anatomy.industry, b.anatomy.industry)),
    feature('region', GRADES[region]), feature('form', GRADES[form]),
    ...(region === 'different' ? [feature('region-conflict', 1)] : []), ...(form === 'different' ? [feature('form-conflict', 1)] : []),
    ...(a.anatomy.branch === b.anatomy.branch ? [] : [feature('branch-conflict', 1)]),
  ];
  const score = scoreOf(features);
  const alike = coreOf(a.anatomy) === coreOf(b.anatomy) && form !== 'different' && region !== 'different';
  const likeness = alike ? (a.anatomy.branch === b.anatomy.branch ? 'same' : 'linked') : score >= SIMILAR_FROM ? 'similar' : 'different';
  return { likeness, score, features };
}
