import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { finding, type Finding } from '../subject/finding.ts';
import { memberClass, objectSchema, propertyRules, type PropertyRules } from './json-schema.ts';
import { escapeSegment, unescapeSegment } from './pointer.ts';
import { FORMATS } from './text.ts';

type EventClass = new () => object;

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, unicodeRegExp: false, formats: { ...FORMATS } });
  ajv.addKeyword({ keyword: 'x-grows', schemaType: 'boolean' });
  return ajv;
};

/**
 * The finding behind an error of ajv: the path is walked through data and class at once, and the first rule on it that does not hold
 * speaks, so a fault of a list or object hides what is wrong inside it (as class-validator does).
 */
const findingOf = (root: EventClass, data: unknown, error: ErrorObject): Finding | undefined => {
  if (error.keyword === 'if') return undefined;
  let [value, type, pointer]: [unknown, EventClass | undefined, string] = [data, root, ''];
  for (const segment of error.instancePath.split('/').slice(1).map(unescapeSegment)) {
    const parent = value;
    value = (parent as Record<string, unknown>)[segment];
    pointer += `/${escapeSegment(segment)}`;
    if (Array.isArray(parent)) continue;
    const property: PropertyRules | undefined = type === undefined ? undefined : propertyRules(type).find((r) => r.name === segment);
    if (property === undefined) break;
    const fault = property.rule.check(value, pointer);
    if (fault !== undefined) return fault;
    type = memberClass(property, parent);
  }
  if (error.keyword !== 'required') return finding('FIELD_TYPE', pointer, { expected: 'object' });
  const field = String((error.params as { missingProperty: string }).missingProperty);
  return finding('FIELD_MISSING', `${pointer}/${escapeSegment(field)}`, { field });
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
