import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../schema/rule.ts';

/** One reason why two versions of a schema cannot live under one type name. */
export interface Incompatibility {
  /** JSON pointer into the data; list items are `/*`. */
  readonly pointer: string;
  readonly rule: 'property-removed' | 'property-became-required' | 'property-became-optional' | 'required-property-added' | 'enum-value-removed' | 'enum-value-added' | 'constraint-changed';
  readonly message: string;
}

const ANNOTATIONS = new Set(['$schema', '$id', '$comment', 'title', 'description', 'examples', 'deprecated']);
const STRUCTURE = new Set(['properties', 'required', 'items', 'enum', 'x-grows', 'allOf']);

type Found = Incompatibility[];
const asSchema = (value: unknown): JsonSchema => (typeof value === 'object' && value !== null ? (value as JsonSchema) : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const compareProperties = (old: JsonSchema, now: JsonSchema, pointer: string): Found => {
  const before = asSchema(old.properties);
  const after = asSchema(now.properties);
  const wasRequired = new Set(asList(old.required));
  const isRequired = new Set(asList(now.required));
  const found: Found = [];
  for (const name of Object.keys(before)) {
    const at = `${pointer}/${name}`;
    if (!Object.hasOwn(after, name)) found.push({ pointer: at, rule: 'property-removed', message: `${name} was removed or renamed` });
    else found.push(...compare(asSchema(before[name]), asSchema(after[name]), at));
    if (isRequired.has(name) && !wasRequired.has(name)) found.push({ pointer: at, rule: 'property-became-required', message: `${name} was optional: old data may lack it` });
    if (!isRequired.has(name) && wasRequired.has(name) && Object.hasOwn(after, name)) found.push({ pointer: at, rule: 'property-became-optional', message: `${name} was required: old readers rely on it` });
  }
  for (const name of isRequired) {
    if (!Object.hasOwn(before, String(name))) found.push({ pointer: `${pointer}/${String(name)}`, rule: 'required-property-added', message: `${String(name)} is new and required: old data lacks it` });
  }
  return found;
};

const compareEnum = (old: JsonSchema, now: JsonSchema, pointer: string): Found => {
  if (!Array.isArray(old.enum) || !Array.isArray(now.enum)) {
    return Array.isArray(old.enum) === Array.isArray(now.enum) ? [] : [{ pointer, rule: 'constraint-changed', message: 'enum appeared or disappeared' }];
  }
  const found: Found = [];
  for (const value of old.enum) if (!now.enum.includes(value)) found.push({ pointer, rule: 'enum-value-removed', message: `${String(value)} was removed: old data may hold it` });
  if (now['x-grows'] !== true || old['x-grows'] !== true) {
    for (const value of now.enum) if (!asList(old.enum).includes(value)) found.push({ pointer, rule: 'enum-value-added', message: `${String(value)} is new: for old readers it is invalid` });
  }
  if (old['x-grows'] === true && now['x-grows'] !== true) found.push({ pointer, rule: 'constraint-changed', message: 'the list may no longer grow' });
  return found;
};

const branchKey = (branch: unknown): string => JSON.stringify(asSchema(branch).if ?? branch);

/** Branches by kind: a kind may be added (its enum grows), an existing one follows the same rules as any object. */
const compareBranches = (old: JsonSchema, now: JsonSchema, pointer: string): Found => {
  const after = new Map(asList(now.allOf).map((branch) => [branchKey(branch), branch]));
  return asList(old.allOf).flatMap((branch) => {
    const key = branchKey(branch);
    const same = after.get(key);
    if (same === undefined) return [{ pointer, rule: 'constraint-changed', message: `the branch ${key} was removed` } satisfies Incompatibility];
    return compare(asSchema(asSchema(branch).then), asSchema(asSchema(same).then), pointer);
  });
};

const compare = (old: JsonSchema, now: JsonSchema, pointer: string): Found => {
  const found: Found = [];
  for (const keyword of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (ANNOTATIONS.has(keyword) || STRUCTURE.has(keyword) || isDeepStrictEqual(old[keyword], now[keyword])) continue;
    found.push({ pointer, rule: 'constraint-changed', message: `${keyword}: ${JSON.stringify(old[keyword])} → ${JSON.stringify(now[keyword])}` });
  }
  if (old.properties !== undefined || now.properties !== undefined) found.push(...compareProperties(old, now, pointer));
  if (old.items !== undefined || now.items !== undefined) found.push(...compare(asSchema(old.items), asSchema(now.items), `${pointer}/*`));
  found.push(...compareEnum(old, now, pointer), ...compareBranches(old, now, pointer));
  return found;
};

/**
 * FULL_TRANSITIVE: data of every earlier schema must be valid under the new one and data of the new one valid and complete for every
 * earlier reader (engineering D4, R17). Allowed: new optional properties, other texts, and new values of lists marked `x-grows`
 * (readers first). Everything else needs a new `.v<n>`. `[]` = compatible.
 */
export const checkCompatibility = (oldSchemas: readonly JsonSchema[], newSchema: JsonSchema): Incompatibility[] => oldSchemas.flatMap((old) => compare(old, newSchema, ''));
