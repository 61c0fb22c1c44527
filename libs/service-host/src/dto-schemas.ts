import type { OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

/** What class-validator keeps of one decorator; the fields we read. */
interface Check {
  name?: string;
  type: string;
  propertyName: string;
  constraints?: unknown[];
  each: boolean;
}

type Schema = Record<string, unknown>;

/** JSON Schema of one decorator of our DTOs; others add nothing. */
const SCHEMA_OF: Readonly<Record<string, (...constraints: any[]) => Schema>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isIn: (values: unknown[]) => ({ enum: [...values] }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isObject: () => ({ type: 'object' }),
  min: (value: number) => ({ minimum: value }),
  max: (value: number) => ({ maximum: value }),
  minLength: (value: number) => ({ minLength: value }),
  maxLength: (value: number) => ({ maxLength: value }),
  isLength: (min: number, max?: number) => ({ minLength: min, ...(max === undefined ? {} : { maxLength: max }) }),
  matches: (pattern: RegExp) => ({ type: 'string', pattern: pattern.source }),
  arrayMinSize: (value: number) => ({ type: 'array', minItems: value }),
  arrayMaxSize: (value: number) => ({ type: 'array', maxItems: value }),
  arrayUnique: () => ({ type: 'array', uniqueItems: true }),
  isArray: () => ({ type: 'array' }),
};

const byClassName = (): Map<string, Check[]> =>
  new Map([...(getMetadataStorage() as unknown as { validationMetadatas: Map<{ name: string }, Check[]> }).validationMetadatas].map(([target, checks]) => [target.name, checks]));

function propertyOf(checks: readonly Check[]): Schema {
  const own: Schema = {};
  const items: Schema = {};
  for (const { name = '', type, each, constraints = [] } of checks) {
    const schema = type === 'nestedValidation' ? { type: 'object' } : SCHEMA_OF[name]?.(...constraints);
    if (schema) Object.assign(each ? items : own, schema);
  }
  return Object.keys(items).length === 0 ? own : { ...own, type: 'array', items };
}

/** Fills the schemas of body DTOs that say nothing of themselves (`@ApiProperty`) from their class-validator decorators. */
export function fillDtoSchemas(document: OpenAPIObject): void {
  const classes = byClassName();
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const checks = classes.get(name);
    if (!checks || '$ref' in schema || Object.keys(schema.properties ?? {}).length > 0) continue;
    const names = [...new Set(checks.map(({ propertyName }) => propertyName))];
    const of = (property: string): Check[] => checks.filter(({ propertyName }) => propertyName === property);
    schema.properties = Object.fromEntries(names.map((property) => [property, propertyOf(of(property))]));
    const required = names.filter((property) => !of(property).some(({ type }) => type === 'conditionalValidation'));
    if (required.length > 0) schema.required = required;
  }
}
