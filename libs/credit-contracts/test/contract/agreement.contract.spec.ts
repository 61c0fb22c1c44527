import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@credit/kernel';
import fc from 'fast-check';
import { crossCheck } from '../../src/events/cross-check.ts';
import { propertyRules } from '../../src/schema/json-schema.ts';
import { allEventTypes, eventType } from '../../src/events/registry.ts';
import { validateData, validateWithClass } from '../../src/events/validate.ts';
import { samples } from '../files.ts';

const today = '2026-11-23' as LocalDate;
const faults = (findings: { code: string; pointer: string }[]): string[] => findings.map((f) => `${f.code} ${f.pointer}`).sort();

const agree = (type: string, data: unknown): string[] => {
  const compiled = faults(validateData(type, data));
  const classes = faults(validateWithClass(type, data));
  // Some hundred thousand pairs: `expect` walks `data` and writes its message for each, so it is asked only where the two texts differ.
  if (JSON.stringify(classes) !== JSON.stringify(compiled)) expect({ type, data, faults: classes }).toEqual({ type, data, faults: compiled });
  if (compiled.length === 0 && !Array.isArray(crossCheck(type, data, { today }))) throw new Error(`crossCheck gave no list for ${JSON.stringify({ type, data })}`);
  return compiled;
};

/** Values that a wrong sender, an old export or an attacker may put anywhere. */
const HOSTILE: unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', '\t', '0', 'x', 'é', '\u0000', 'a\u0000b', '\ud800', '\u202eabc', '𠮷'.repeat(100), '𠮷'.repeat(201), 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(20000), '2026-02-29', '2026-02-28',
  '2026-1-1', '20260101', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+08:00', '2026-01-01T25:00:00Z', '1e3', '-1', '.5', '0.1234567', '0.123456', '1234567890123', '123456789012.123456', '9223372036854775807', '9223372036854775808', '007', 'FINE', 'LEGAL_ENTITY',
  'registered', '91210500MA0TYPE14G', '91210500MA0TYPE14g', '0199c0de-0001-7000-8000-000000000001', 'DROP TABLE', '<script>', [], [[]], [null], ['FINE'], ['FINE', 'FINE'], ['X'], [1], [{}], {}, { a: 1 }, { subjectId: 1 }, { length: 3 }, { constructor: 1 },
  { toString: 'x' }, { then: 1 }, [[[{}]]],
];

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** All places of a value: paths of members and items. */
const paths = (value: unknown, at: (string | number)[] = []): (string | number)[][] => {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([k, v]) => paths(v, [...at, Array.isArray(value) ? Number(k) : k]))];
};

const withValue = (data: unknown, path: (string | number)[], change: (parent: Record<string, unknown>, name: string) => void): unknown => {
  const copy = clone(data) as Record<string, unknown>;
  let parent = copy;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string, unknown>;
  change(parent, String(path.at(-1)));
  return copy;
};

const all = samples();

describe('the compiled validator and class-validator agree', () => {
  it.each(all.map((s) => [s.file, s.envelope] as const))('on every mutation of %s', (file, { type, data }) => {
    let invalid = 0;
    const values = HOSTILE.filter((_, i) => !file.includes('~') || i % 4 === 0);
    for (const path of paths(data).slice(1)) {
      invalid += agree(type, withValue(data, path, (parent, name) => (Array.isArray(parent) ? parent.splice(Number(name), 1) : delete parent[name]))).length > 0 ? 1 : 0;
      for (const value of values) invalid += agree(type, withValue(data, path, (parent, name) => void (parent[name] = clone(value)))).length > 0 ? 1 : 0;
    }
    expect(invalid).toBeGreaterThan(0);
  });

  it.each(allEventTypes().map((t) => t.type))('on %s fed with foreign roots', (type) => {
    for (const value of [...HOSTILE, ...all.map((s) => s.envelope.data)]) agree(type, value);
  });

  it('on fuzzed objects that use the real field names', () => {
    const names = [...new Set(allEventTypes().flatMap((t) => propertyRules(t.class).map((p) => p.name)))];
    const value = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 30 }), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(fc.constantFrom(...allEventTypes().map((t) => t.type)), fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 20 }), (type, data) => void agree(type, clone(data))),
      { numRuns: 2000 },
    );
  });

  it('on fuzzed changes of several fields of a sample', () => {
    const value = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 4 }), ({ envelope }, changes) => {
        let data = clone(envelope.data);
        for (const [n, v] of changes) {
          const places = paths(data).slice(1);
          data = withValue(data, places[n % places.length] ?? ['x'], (parent, name) => void (parent[name] = v));
        }
        agree(envelope.type, clone(data));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what both say', () => {
  const penalty = all.find((s) => s.file === 'credit.intake.administrative-penalty.v1.json')!.envelope;
  const change = (fields: Record<string, unknown>): string[] => faults(validateData(penalty.type, { ...(penalty.data as object), ...fields }));

  it('unknown fields are ignored, an unknown enum value is invalid, null is not absence', () => {
    expect(change({ futureField: { any: 1 } })).toEqual([]);
    expect(change({ subjectClass: 'MARTIAN' })).toEqual(['ENUM_UNKNOWN /subjectClass']);
    expect(change({ remark: null })).toEqual(['FIELD_TYPE /remark']);
  });

  it('every fault has its pointer, once, with both texts', () => {
    const findings = validateData(penalty.type, { ...(penalty.data as object), docNo: ' ', facts: 1, penaltyTypes: ['FINE', 'NOPE', 'NOPE'], decisionDate: '2026-02-29', fineAmountWan: '-1', sourceVersion: '9223372036854775808' });
    expect(faults(findings)).toEqual(['AMOUNT_INVALID /fineAmountWan', 'DATE_INVALID /decisionDate', 'ENUM_UNKNOWN /penaltyTypes/1', 'FIELD_EMPTY /docNo', 'FIELD_TYPE /facts', 'INTEGER_INVALID /sourceVersion']);
    for (const f of findings) expect([/\p{Script=Han}/u.test(f.message), /[a-z]/.test(f.messageEn), f.severity]).toEqual([true, true, 'error']);
  });

  it('a hostile list costs little and gives few findings', () => {
    const roles = Array.from({ length: 80_000 }, () => ({}));
    const from = performance.now();
    expect(faults(validateData('credit.intake.registration.v1', { uscc: 'x', name: 'n', status: 'registered', roles }))).toEqual(['LIST_SIZE /roles']);
    const many = faults(validateData('credit.intake.registration.v1', { uscc: 'x', name: 'n', status: 'registered', roles: roles.slice(0, 200) }));
    expect(many).toHaveLength(100);
    expect(performance.now() - from).toBeLessThan(3000);
  });

  it('types of later issues and unknown types are told apart', () => {
    expect(validateData('credit.intake.levy.v1', {})[0]!.code).toBe('TYPE_NOT_SUPPORTED_YET');
    expect(validateData('credit.intake.nonsense.v1', {})[0]!.code).toBe('TYPE_UNKNOWN');
    expect(eventType('credit.intake.levy.v1')).toBeUndefined();
  });

  it('the compiled validator is many times faster than the classes (a ratio in interleaved pairs: no figure of one machine)', () => {
    const { type, data } = penalty;
    const time = (validate: typeof validateData, n: number): number => {
      const from = performance.now();
      for (let i = 0; i < n; i += 1) validate(type, data);
      return (performance.now() - from) / n;
    };
    const ratios = Array.from({ length: 7 }, () => time(validateWithClass, 500) / time(validateData, 5_000)).slice(2).sort((a, b) => a - b);
    process.stdout.write(`compiled validation: ${ratios[2]!.toFixed(1)} times as fast as class-validator\n`);
    expect(ratios[2]).toBeGreaterThan(8);
  });
});
