import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage, IsInt, IsString, MaxLength, validateSync, ValidateNested } from 'class-validator';
import { keepValidationLookups } from './validation-lookup.ts';

class Inner {
  @IsInt() n: unknown;
}
class Outer {
  @IsString() @MaxLength(3) text: unknown;
  @IsString({ groups: ['strict'] }) only: unknown;
  @ValidateNested() inner: Inner;
}
class Heir extends Outer {
  @IsInt() more: unknown;
}
const made = <T extends object>(of: new () => T, values: object): T => Object.assign(new of(), values);
const cases = (): object[] => [
  made(Outer, { text: 'abc', only: 'x', inner: made(Inner, { n: 1 }) }), made(Outer, { text: 4, only: 5, inner: made(Inner, { n: 'x' }), unknown: 1 }), made(Heir, { text: 'long text', more: 'x', inner: made(Inner, {}) }), made(Inner, {}),
];
const judged = (groups?: string[]): unknown => cases().map((one) => validateSync(one, { whitelist: true, forbidNonWhitelisted: true, ...(groups ? { groups } : {}) }).map(({ property, constraints, children }) => [property, constraints, children?.map(({ property: p }) => p)]));

describe('validation look-ups', () => {
  it('judge as before, the first time and later, also heirs, nested objects and groups', () => {
    const before = [judged(), judged(['strict']), judged()];
    keepValidationLookups();
    keepValidationLookups();
    for (let n = 0; n < 2; n += 1) expect([judged(), judged(['strict']), judged()]).toEqual(before);
  });

  it('are made once per class', () => {
    const storage = getMetadataStorage() as unknown as { getTargetValidationMetadatas(...of: unknown[]): object[]; groupByPropertyName(of: object[]): object };
    const found = storage.getTargetValidationMetadatas(Outer, undefined, false, false);
    expect(storage.getTargetValidationMetadatas(Outer, undefined, false, false, [])).toBe(found);
    expect(storage.groupByPropertyName(found)).toBe(storage.groupByPropertyName(found));
    const nested = storage.getTargetValidationMetadatas(Inner, 'Outer', false, false);
    expect(storage.getTargetValidationMetadatas(Inner, 'Outer', false, false)).toBe(nested);
    expect(nested).toEqual(storage.getTargetValidationMetadatas(Inner, undefined, false, false));
    expect(nested).not.toEqual(found);
  });
});
