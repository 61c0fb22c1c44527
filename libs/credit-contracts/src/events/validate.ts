import { validateByClass } from '../schema/by-class.ts';
import { compileClass } from '../schema/compiled.ts';
import { objectSchema } from '../schema/json-schema.ts';
import { refusedMembers } from '../schema/refused-members.ts';
import type { JsonSchema } from '../schema/rule.ts';
import { finding, type Finding } from '../subject/finding.ts';
import { FIELD_DESCRIPTIONS } from './field-descriptions.ts';
import { eventType } from './registry.ts';
import { INTAKE_LATER } from './types.ts';

const compiled = new Map<new () => object, (data: unknown) => Finding[]>();

const validatorOf = (type: new () => object): ((data: unknown) => Finding[]) => {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const made = compileClass(type);
  compiled.set(type, made);
  return made;
};

const unknownType = (type: string): Finding[] => [finding(INTAKE_LATER.includes(type) ? 'TYPE_NOT_SUPPORTED_YET' : 'TYPE_UNKNOWN', '')];

/** Validates the data of an event with the compiled schema of its type (hot path). `[]` = valid; unknown fields are ignored, but for those that the class refuses. */
export const validateData = (type: string, data: unknown): Finding[] => {
  const known = eventType(type);
  return known === undefined ? unknownType(type) : [...refusedMembers(known.class, data), ...validatorOf(known.class)(data)];
};

/** The same verdict by class-validator itself; slow, for tests and REST bodies. */
export const validateWithClass = (type: string, data: unknown): Finding[] => {
  const known = eventType(type);
  return known === undefined ? unknownType(type) : [...refusedMembers(known.class, data), ...validateByClass(known.class, data)];
};

/** JSON Schema 2020-12 of the data of a type, with the Chinese text of each field; undefined for an unknown type. */
export const jsonSchemaOf = (type: string): JsonSchema | undefined => {
  const known = eventType(type);
  if (known === undefined) return undefined;
  const describe = (className: string, property: string): string | undefined => FIELD_DESCRIPTIONS[className]?.[property];
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:credit:schema:${type}`, description: known.title, ...objectSchema(known.class, describe) };
};
