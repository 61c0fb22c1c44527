import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { finding, type Finding } from '../subject/finding.ts';
import { escapeSegment } from './compiled.ts';
import { isRecord } from './decorators.ts';
import { propertyRules } from './json-schema.ts';

type EventClass = new () => object;

const ownFinding = (error: ValidationError, type: Function | undefined, pointer: string): Finding | undefined => {
  if (error.constraints === undefined) return undefined;
  const rules = typeof type === 'function' ? propertyRules(type as EventClass).find((r) => r.name === error.property) : undefined;
  const parent: unknown = error.target;
  if (error.value === undefined && isRecord(parent)) return finding('FIELD_MISSING', pointer, { field: error.property });
  return rules?.rule.check(error.value, pointer);
};

const flatten = (errors: readonly ValidationError[], base: string): Finding[] =>
  errors.flatMap((error) => {
    const pointer = `${base}/${escapeSegment(error.property)}`;
    const own = ownFinding(error, error.target?.constructor, pointer);
    return own === undefined ? flatten(error.children ?? [], pointer) : [own];
  });

/** Validates with class-validator itself; the slow twin of the compiled validator, for tests and REST bodies. `[]` = valid. */
export const validateByClass = (type: EventClass, data: unknown): Finding[] => {
  if (!isRecord(data)) return [finding('FIELD_TYPE', '', { expected: 'object' })];
  return flatten(validateSync(plainToInstance(type, data), { forbidUnknownValues: false }), '');
};
