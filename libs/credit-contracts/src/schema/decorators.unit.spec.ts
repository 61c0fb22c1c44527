import { describe, expect, it } from '@jest/globals';
import { IsEmail, IsOptional, IsString, ValidateIf } from 'class-validator';
import { validateByClass } from './by-class.ts';
import { compileClass } from './compiled.ts';
import { AmountWan, Day, FieldValue, Flag, Int64, ListOf, Moment, Nested, NestedByKind, NestedList, OneOf, Optional, Pointer, Text, TextList, Token, Uscc, Uuid, Whole } from './decorators.ts';
import { objectSchema, propertyRules } from './json-schema.ts';
import type { JsonSchema } from './rule.ts';

/** A class with one field `x` that carries the decorators. */
const classOf = (...decorators: PropertyDecorator[]): new () => object => {
  class Probe {}
  for (const decorate of decorators) decorate(Probe.prototype, 'x');
  return Probe;
};
class Inner {
  @Text(3)
  a: string;
}
class Other {
  @Flag()
  b: boolean;
}

const INNER: JsonSchema = { title: 'Inner', type: 'object', properties: { a: { type: 'string', minLength: 1, maxLength: 3, format: 'safe-text' } }, required: ['a'] };

describe('every decorator has its schema and one verdict in both validators', () => {
  it.each<[string, PropertyDecorator, JsonSchema, unknown[], unknown[]]>([
    ['Text', Text(3), { type: 'string', minLength: 1, maxLength: 3, format: 'safe-text' }, ['a', 'a\nb', '𠮷𠮷𠮷'], ['', ' ', 'abcd', '𠮷𠮷𠮷𠮷', 'a\u0000', '\u202ea', '\ud800', 1, null, ['a']]],
    ['Day', Day(), { type: 'string', format: 'local-date' }, ['2024-02-29'], ['2026-02-29', '2026-1-01', '', 20260101]],
    ['Moment', Moment(), { type: 'string', format: 'instant' }, ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00.123Z'], ['2026-11-23T08:00:00+08:00', '2026-11-23', 1]],
    ['AmountWan', AmountWan(), { type: 'string', format: 'amount-wan' }, ['0', '0.2', '123456789012.123456'], ['-1', '1e3', '1,000', '0.1234567', '1234567890123', 0.2]],
    ['Int64', Int64(), { type: 'string', format: 'int64' }, ['0', '9223372036854775807'], ['9223372036854775808', '-1', '01', '', 1]],
    ['Uuid', Uuid(), { type: 'string', format: 'uuid' }, ['0199c0de-0001-7000-8000-000000000001'], ['0199C0DE-0001-7000-8000-000000000001', 'x', 1]],
    ['Uscc', Uscc(), { type: 'string', format: 'uscc-shape' }, ['91210500MA0TYPE14G', '91210500MA0TYPE15K'], ['91210500ma0type14g', '91210500MA0TSPE14G', '']],
    ['Token', Token(5), { type: 'string', maxLength: 5, format: 'token' }, ['a', 'A.b~1'], ['abcdef', '.a', 'a b', '', '中']],
    ['Pointer', Pointer(), { type: 'string', maxLength: 400, format: 'pointer' }, ['', '/a/0'], ['a', 1]],
    ['OneOf', OneOf(['a', 'b']), { type: 'string', enum: ['a', 'b'] }, ['a'], ['c', 'A', '', 1]],
    ['OneOf grows', OneOf(['a'], { grows: true }), { type: 'string', enum: ['a'], 'x-grows': true }, ['a'], ['b']],
    ['Flag', Flag(), { type: 'boolean' }, [true, false], ['true', 1, null]],
    ['Whole', Whole(1, 3), { type: 'integer', minimum: 1, maximum: 3 }, [1, 3, 2.0], [0, 4, 1.5, '1', Number.NaN]],
    ['TextList', TextList(1, 2, 3), { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', minLength: 1, maxLength: 3, format: 'safe-text' } }, [['a'], ['a', 'a']], [[], ['a', 'b', 'c'], ['abcd'], [1], 'a', {}]],
    ['ListOf', ListOf(['a', 'b'], 1, 2), { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } }, [['a'], ['a', 'b']], [[], ['c'], ['a', 'a', 'a'], [1], 'a']],
    ['Nested', Nested(() => Inner), INNER, [{ a: 'x' }, { a: 'x', more: 1 }], [{}, { a: 1 }, [{ a: 'x' }], null, 'x']],
    ['NestedList', NestedList(() => Inner, 0, 2), { type: 'array', minItems: 0, maxItems: 2, items: INNER }, [[], [{ a: 'x' }]], [[{}], [{ a: 'x' }, 1], [[]], { a: 'x' }, [{ a: 'x' }, { a: 'x' }, { a: 'x' }]]],
    ['FieldValue', FieldValue(), { anyOf: expect.anything() } as JsonSchema, ['a', true, null, ['a']], [1, {}, [], [1], '', ' ']],
  ])('%s', (_name, decorator, schema, valid, invalid) => {
    const type = classOf(decorator);
    expect((objectSchema(type).properties as Record<string, unknown>)['x']).toEqual(schema);
    const compiled = compileClass(type);
    for (const x of valid) expect([x, compiled({ x }), validateByClass(type, { x })]).toEqual([x, [], []]);
    for (const x of invalid) {
      expect([x, compiled({ x }).length]).not.toEqual([x, 0]);
      expect(validateByClass(type, { x })).toEqual(compiled({ x }));
    }
    expect(compiled({}).map((f) => `${f.code} ${f.pointer}`)).toEqual(['FIELD_MISSING /x']);
    const optional = compileClass(classOf(decorator, Optional()));
    expect(optional({})).toEqual([]);
  });

  it('NestedByKind chooses the class by its sibling', () => {
    class ByKind {
      @OneOf(['inner', 'other'], { grows: true })
      kind: string;

      @NestedByKind('kind', { inner: Inner, other: Other })
      content: object;
    }
    const compiled = compileClass(ByKind);
    const faults = (data: unknown): string[] => compiled(data).map((f) => `${f.code} ${f.pointer}`);
    expect(faults({ kind: 'inner', content: { a: 'x' } })).toEqual([]);
    expect(faults({ kind: 'inner', content: { b: true } })).toEqual(['FIELD_MISSING /content/a']);
    expect(faults({ kind: 'other', content: { b: true } })).toEqual([]);
    expect(faults({ kind: 'third', content: {} })).toEqual(['ENUM_UNKNOWN /kind']);
    for (const data of [{ kind: 'inner', content: { b: true } }, { kind: 'third', content: {} }, { content: {} }, { kind: 'constructor', content: {} }]) expect(validateByClass(ByKind, data)).toEqual(compiled(data));
  });
});

describe('the schema generator refuses what it does not know', () => {
  it.each<[string, PropertyDecorator[], RegExp]>([
    ['IsString', [IsString()], /uses the decorator isString/],
    ['IsEmail beside one of ours', [Text(3), IsEmail()], /uses the decorator isEmail/],
    ['IsOptional', [Text(3), IsOptional()], /uses the decorator/],
    ['another condition', [Text(3), ValidateIf(() => true)], /uses the decorator/],
    ['two rules', [Text(3), Flag()], /carries two rules/],
    ['no rule', [Optional()], /has no rule/],
  ])('%s', (_name, decorators, message) => {
    const type = classOf(...decorators);
    expect(() => propertyRules(type)).toThrow(message);
    expect(() => compileClass(type)).toThrow(message);
  });
});
