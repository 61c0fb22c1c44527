import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { finding, type Finding } from '../subject/finding.ts';
import { propertyRules, objectSchema, type PropertyRules } from './json-schema.ts';
import { FORMATS } from './text.ts';

type EventClass = new () => object;

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, unicodeRegExp: false, formats: { ...FORMATS } });
  ajv.addKeyword({ keyword: 'x-grows', schemaType: 'boolean' });
  return ajv;
};

const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');
/** A segment of a JSON pointer (RFC 6901). */
export const escapeSegment = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');

interface At { readonly value: unknown; readonly rules: PropertyRules | undefined; readonly type: EventClass | undefined }

const memberClass = (rules: PropertyRules, parent: unknown): EventClass | undefined => {
  const { nested, byKind } = rules.rule;
  if (nested !== undefined) return nested();
  const kind = (parent as Record<string, unknown> | null)?.[byKind?.discriminator ?? ''];
  return byKind !== undefined && typeof kind === 'string' ? byKind.classes[kind] : undefined;
};

/** Walks a pointer through data and class at once and stops at the deepest property that carries a rule of its own. */
const walk = (root: EventClass, data: unknown, segments: readonly string[]): { pointer: string; at: At } => {
  let at: At = { value: data, rules: undefined, type: root };
  let pointer = '';
  for (const segment of segments) {
    const value = (at.value as Record<string, unknown> | undefined)?.[segment];
    const isItem = Array.isArray(at.value);
    if (isItem && at.type === undefined) break;
    const rules: PropertyRules | undefined = isItem ? undefined : at.type === undefined ? undefined : propertyRules(at.type).find((r) => r.name === segment);
    const type: EventClass | undefined = isItem ? at.type : rules === undefined ? undefined : memberClass(rules, at.value);
    pointer += `/${escapeSegment(segment)}`;
    at = { value, rules, type };
  }
  return { pointer, at };
};

const findingOf = (root: EventClass, data: unknown, error: ErrorObject): Finding | undefined => {
  if (error.keyword === 'if') return undefined;
  const segments = error.instancePath.split('/').slice(1).map(unescape);
  const { pointer, at } = walk(root, data, segments);
  if (error.keyword === 'required') {
    const field = String((error.params as { missingProperty: string }).missingProperty);
    return finding('FIELD_MISSING', `${pointer}/${escapeSegment(field)}`, { field });
  }
  return at.rules?.rule.check(at.value, pointer) ?? finding('FIELD_TYPE', pointer, { expected: 'object' });
};

/** One finding per pointer, in the order of the schema. */
const distinct = (findings: readonly (Finding | undefined)[]): Finding[] => {
  const byPointer = new Map<string, Finding>();
  for (const f of findings) if (f !== undefined && !byPointer.has(f.pointer)) byPointer.set(f.pointer, f);
  return [...byPointer.values()];
};

/**
 * Compiles a class into a fast validator: ajv over the generated schema decides; only for invalid data are findings built,
 * with the same `check` functions that class-validator runs. `[]` = valid.
 */
export const compileClass = (type: EventClass): ((data: unknown) => Finding[]) => {
  const validate: ValidateFunction = newAjv().compile(objectSchema(type));
  return (data) => (validate(data) ? [] : distinct(validate.errors!.map((error) => findingOf(type, data, error))));
};
