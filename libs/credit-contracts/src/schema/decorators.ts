import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { finding, type Finding } from '../subject/finding.ts';
import type { FindingCode } from '../subject/finding-catalogue.ts';
import { rule, type JsonSchema } from './rule.ts';
import { FORMATS, isLongerThan, isSafeText } from './text.ts';

export { Optional } from './rule.ts';

type NestedClass = () => new () => object;

const wrongType = (pointer: string, expected: string): Finding => finding('FIELD_TYPE', pointer, { expected });

/** True for what JSON calls an object. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const textFault = (value: unknown, limit: number, pointer: string): Finding | undefined => {
  if (typeof value !== 'string') return wrongType(pointer, 'string');
  if (isLongerThan(value, limit)) return finding('FIELD_TOO_LONG', pointer, { limit: String(limit) });
  if (!/\S/.test(value)) return finding('FIELD_EMPTY', pointer);
  return isSafeText(value) ? undefined : finding('FIELD_UNSAFE_TEXT', pointer);
};

const textSchema = (limit: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: limit, format: 'safe-text' });

/** Text of 1 to `limit` code points, not blank, without control or bidirectional override characters. */
export const Text = (limit: number): PropertyDecorator => rule('text', { schema: textSchema(limit), check: (value, pointer) => textFault(value, limit, pointer) });

const formatted = (name: string, format: string, code: FindingCode, expected: string, limit?: number): PropertyDecorator =>
  rule(name, {
    schema: { type: 'string', ...(limit === undefined ? {} : { maxLength: limit }), format },
    check: (value, pointer) => {
      if (typeof value !== 'string') return wrongType(pointer, 'string');
      if (limit !== undefined && isLongerThan(value, limit)) return finding('FIELD_TOO_LONG', pointer, { limit: String(limit) });
      return FORMATS[format]!(value) ? undefined : finding(code, pointer, { expected });
    },
  });

/** A calendar date `YYYY-MM-DD`, Asia/Shanghai. */
export const Day = (): PropertyDecorator => formatted('day', 'local-date', 'DATE_INVALID', 'YYYY-MM-DD');
/** An instant, RFC 3339 with `Z`. */
export const Moment = (): PropertyDecorator => formatted('moment', 'instant', 'TIME_INVALID', 'RFC 3339');
/** An amount in 万元, decimal string, at most 12 integer and 6 fraction digits. */
export const AmountWan = (): PropertyDecorator => formatted('amountWan', 'amount-wan', 'AMOUNT_INVALID', '万元');
/** A non-negative int64 as decimal string. */
export const Int64 = (): PropertyDecorator => formatted('int64', 'int64', 'INTEGER_INVALID', 'int64');
/** An id minted by us: lower-case UUID. */
export const Uuid = (): PropertyDecorator => formatted('uuid', 'uuid', 'FIELD_FORMAT', 'UUID');
/** A code of ours in stored form; the check digits were verified at intake. */
export const Uscc = (): PropertyDecorator => formatted('uscc', 'uscc-shape', 'USCC_FORMAT', '统一社会信用代码');
/** An identifier of letters, digits and `. _ : ~ -`: rule ids, reason codes, kinds. */
export const Token = (limit: number): PropertyDecorator => formatted('token', 'token', 'FIELD_FORMAT', 'token', limit);

/** A JSON pointer (RFC 6901); '' is the whole document. */
export const Pointer = (): PropertyDecorator => formatted('pointer', 'pointer', 'FIELD_FORMAT', 'JSON pointer', 400);

/** One of the listed strings; an unknown value is invalid. `grows`: values may be added (readers first), never removed. */
export const OneOf = (values: readonly string[], options: { grows?: boolean } = {}): PropertyDecorator =>
  rule('oneOf', {
    schema: { type: 'string', enum: [...values], ...(options.grows ? { 'x-grows': true } : {}) },
    check: (value, pointer) => {
      if (typeof value !== 'string') return wrongType(pointer, 'string');
      return values.includes(value) ? undefined : finding('ENUM_UNKNOWN', pointer, { allowed: values.join(' | ') });
    },
  });

/** True or false. */
export const Flag = (): PropertyDecorator => rule('flag', { schema: { type: 'boolean' }, check: (value, pointer) => (typeof value === 'boolean' ? undefined : wrongType(pointer, 'boolean')) });

/** A whole JSON number from `minimum` to `maximum`. */
export const Whole = (minimum: number, maximum: number): PropertyDecorator =>
  rule('whole', {
    schema: { type: 'integer', minimum, maximum },
    check: (value, pointer) => {
      if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(pointer, 'integer');
      return value >= minimum && value <= maximum ? undefined : finding('INTEGER_INVALID', pointer);
    },
  });

const listSize = (value: readonly unknown[], from: number, to: number, pointer: string): Finding | undefined =>
  value.length >= from && value.length <= to ? undefined : finding('LIST_SIZE', pointer, { limit: `${from}–${to}` });

/** A list of `from`–`to` texts of at most `limit` code points each. */
export const TextList = (from: number, to: number, limit: number): PropertyDecorator =>
  rule('textList', {
    schema: { type: 'array', minItems: from, maxItems: to, items: textSchema(limit) },
    check: (value, pointer) => {
      if (!Array.isArray(value)) return wrongType(pointer, 'array');
      const size = listSize(value, from, to, pointer);
      if (size !== undefined) return size;
      for (const [i, item] of value.entries()) {
        const fault = textFault(item, limit, `${pointer}/${i}`);
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  });

/** A list of `from`–`to` of the listed strings. */
export const ListOf = (values: readonly string[], from: number, to: number, options: { grows?: boolean } = {}): PropertyDecorator =>
  rule('listOf', {
    schema: { type: 'array', minItems: from, maxItems: to, items: { type: 'string', enum: [...values], ...(options.grows ? { 'x-grows': true } : {}) } },
    check: (value, pointer) => {
      if (!Array.isArray(value)) return wrongType(pointer, 'array');
      const size = listSize(value, from, to, pointer);
      if (size !== undefined) return size;
      const at = value.findIndex((item) => typeof item !== 'string' || !values.includes(item));
      if (at < 0) return undefined;
      return typeof value[at] === 'string' ? finding('ENUM_UNKNOWN', `${pointer}/${at}`, { allowed: values.join(' | ') }) : wrongType(`${pointer}/${at}`, 'string');
    },
  });

const both = (...decorators: PropertyDecorator[]): PropertyDecorator => (target, key) => {
  for (const decorate of decorators) decorate(target, key);
};

const recordFault = (value: unknown, pointer: string): Finding | undefined => (isRecord(value) ? undefined : wrongType(pointer, 'object'));

/** A nested object of a class of ours. */
export const Nested = (type: NestedClass): PropertyDecorator => both(Type(type), ValidateNested(), rule('nested', { schema: { type: 'object' }, nested: type, check: recordFault }));

/** A list of `from`–`to` nested objects of a class of ours. */
export const NestedList = (type: NestedClass, from: number, to: number): PropertyDecorator =>
  both(
    Type(type),
    ValidateNested({ each: true }),
    rule('nestedList', {
      schema: { type: 'array', minItems: from, maxItems: to },
      nested: type,
      check: (value, pointer) => {
        if (!Array.isArray(value)) return wrongType(pointer, 'array');
        const at = value.findIndex((item) => !isRecord(item));
        return listSize(value, from, to, pointer) ?? (at < 0 ? undefined : wrongType(`${pointer}/${at}`, 'object'));
      },
    }),
  );

/** A nested object whose class follows from the value of the sibling property `discriminator`; kinds may be added (readers first). */
export const NestedByKind = (discriminator: string, classes: Readonly<Record<string, new () => object>>): PropertyDecorator =>
  both(
    Type((options) => {
      const kind: unknown = (options?.object as Record<string, unknown> | undefined)?.[discriminator];
      return typeof kind === 'string' && Object.hasOwn(classes, kind) ? classes[kind]! : Object;
    }),
    ValidateNested(),
    rule('nestedByKind', { schema: { type: 'object' }, byKind: { discriminator, classes }, check: recordFault }),
  );

/** The new value of a corrected field: text, flag, list of texts, or null to clear the field. */
export const FieldValue = (): PropertyDecorator =>
  rule('fieldValue', {
    schema: { anyOf: [textSchema(4000), { type: 'boolean' }, { type: 'null' }, { type: 'array', minItems: 1, maxItems: 20, items: textSchema(64) }] },
    check: (value, pointer) => {
      if (value === null || typeof value === 'boolean') return undefined;
      if (!Array.isArray(value)) return textFault(value, 4000, pointer);
      return value.some((item) => textFault(item, 64, pointer) !== undefined) ? wrongType(pointer, 'string | boolean | string[] | null') : listSize(value, 1, 20, pointer);
    },
  });
