import { validateSync, type ValidationError } from 'class-validator';
import { finding, type Finding } from '../subject/finding.ts';
import { MAX_FINDINGS } from './compiled.ts';
import { escapeSegment } from './pointer.ts';
import { isRecord } from './decorators.ts';
import { memberClass, propertyRules } from './json-schema.ts';

type EventClass = new () => object;

/**
 * An instance that class-validator can judge. Own code instead of class-transformer, which throws on a member named `constructor`;
 * members that no class declares are irrelevant to the verdict and left out.
 */
const instantiate = (type: EventClass, data: Record<string, unknown>): object => {
  const instance = new type() as Record<string, unknown>;
  for (const property of propertyRules(type)) {
    if (!Object.hasOwn(data, property.name)) continue;
    const value = data[property.name];
    const nested = memberClass(property, data);
    if (nested === undefined) instance[property.name] = value;
    else if (Array.isArray(value)) instance[property.name] = value.map((item: unknown) => (isRecord(item) ? instantiate(nested, item) : item));
    else instance[property.name] = isRecord(value) ? instantiate(nested, value) : value;
  }
  return instance;
};

const ownFinding = (error: ValidationError, pointer: string): Finding | undefined => {
  if (error.constraints === undefined) return undefined;
  const { target } = error;
  const type: unknown = target?.constructor;
  if (error.value === undefined && !Array.isArray(target)) return finding('FIELD_MISSING', pointer, { field: error.property });
  return typeof type === 'function' ? propertyRules(type as EventClass).find((r) => r.name === error.property)?.rule.check(error.value, pointer) : undefined;
};

const flatten = (errors: readonly ValidationError[], base: string): Finding[] =>
  errors.flatMap((error) => {
    const pointer = `${base}/${escapeSegment(error.property)}`;
    const own = ownFinding(error, pointer);
    return own === undefined ? flatten(error.children ?? [], pointer) : [own];
  });

/** Validates with class-validator itself; the slow twin of the compiled validator, for tests and REST bodies. `[]` = valid. */
export const validateByClass = (type: EventClass, data: unknown): Finding[] => {
  if (!isRecord(data)) return [finding('FIELD_TYPE', '', { expected: 'object' })];
  return flatten(validateSync(instantiate(type, data), { forbidUnknownValues: false }), '').slice(0, MAX_FINDINGS);
};
