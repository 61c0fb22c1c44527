import { ValidateBy, ValidateIf } from 'class-validator';
import type { Finding } from '../subject/finding.ts';

/** A JSON Schema 2020-12 fragment. */
export type JsonSchema = { [keyword: string]: unknown };

/** What the schema generator reads from the validation metadata of a property (class-validator's `context`). */
export interface RuleContext {
  /** Only metadata with this mark is understood by the generator. */
  readonly creditRule: true;
  readonly schema: JsonSchema;
  /** Class of a nested object or of the items of a list. */
  readonly nested?: () => new () => object;
  /** Property name and classes when the shape depends on a sibling property. */
  readonly byKind?: { readonly discriminator: string; readonly classes: Readonly<Record<string, new () => object>> };
  /** The finding of a present value that breaks the rule; undefined = it holds. */
  readonly check: (value: unknown, pointer: string) => Finding | undefined;
}

const isPresent = (_target: object, value: unknown): boolean => value !== undefined;

/** True for the condition that `Optional()` sets; any other condition is refused by the generator. */
export const isOptionalCondition = (condition: unknown): boolean => condition === isPresent;

/** 可选字段 — the property may be absent. `null` is not absence: a sender leaves the field out. */
export const Optional = (): PropertyDecorator => ValidateIf(isPresent);

/** Makes a property decorator of one rule: the same `check` runs in class-validator, the `schema` in the compiled validator. */
export const rule = (name: string, context: Omit<RuleContext, 'creditRule'>): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: (value: unknown) => context.check(value, '') === undefined, defaultMessage: () => name } }, { context: { ...context, creditRule: true } });
