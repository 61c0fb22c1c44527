import { getMetadataStorage } from 'class-validator';
import { isOptionalCondition, type JsonSchema, type RuleContext } from './rule.ts';

type EventClass = new () => object;

/** The rules of one property, read from class-validator's metadata. */
export interface PropertyRules {
  readonly name: string;
  readonly optional: boolean;
  readonly rule: RuleContext;
}

const isRuleContext = (context: unknown): context is RuleContext => typeof context === 'object' && context !== null && 'creditRule' in context;

const NESTED_TYPES = new Set(['nestedValidation']);

/**
 * Reads the rules of a class in declaration order of its properties (inherited ones as class-validator lists them).
 * @throws Error on any class-validator decorator that is not one of `schema/decorators.ts`: the compiled validator could not know it.
 */
export const propertyRules = (type: EventClass): readonly PropertyRules[] => {
  const known = read.get(type);
  if (known !== undefined) return known;
  const rules = readRules(type);
  read.set(type, rules);
  return rules;
};

const read = new WeakMap<EventClass, readonly PropertyRules[]>();

const readRules = (type: EventClass): PropertyRules[] => {
  const byProperty = new Map<string, { optional: boolean; rule?: RuleContext }>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const entry = byProperty.get(metadata.propertyName) ?? { optional: false };
    byProperty.set(metadata.propertyName, entry);
    if (metadata.type === 'conditionalValidation' && isOptionalCondition(metadata.constraints[0])) entry.optional = true;
    else if (isRuleContext(metadata.context)) {
      if (entry.rule !== undefined) throw new Error(`${type.name}.${metadata.propertyName} carries two rules`);
      entry.rule = metadata.context;
    } else if (!NESTED_TYPES.has(metadata.type)) {
      throw new Error(`${type.name}.${metadata.propertyName} uses the decorator ${metadata.name ?? metadata.type}, which the schema generator does not know`);
    }
  }
  return [...byProperty].map(([name, { optional, rule }]) => {
    if (rule === undefined) throw new Error(`${type.name}.${name} has no rule`);
    return { name, optional, rule };
  });
};

/** The class of a nested property (or of the items of a list); undefined when it has none or the kind is unknown. */
export const memberClass = ({ rule }: PropertyRules, parent: unknown): EventClass | undefined => {
  if (rule.nested !== undefined) return rule.nested();
  if (rule.byKind === undefined) return undefined;
  const kind = (parent as Record<string, unknown> | null)?.[rule.byKind.discriminator];
  return typeof kind === 'string' && Object.hasOwn(rule.byKind.classes, kind) ? rule.byKind.classes[kind] : undefined;
};

type Describe = (className: string, property: string) => string | undefined;

const propertySchema = (rule: RuleContext, describe: Describe): JsonSchema => {
  if (rule.nested === undefined) return { ...rule.schema };
  const nested = objectSchema(rule.nested(), describe);
  return rule.schema.type === 'array' ? { ...rule.schema, items: nested } : nested;
};

const kindBranches = (property: string, rule: RuleContext, describe: Describe): JsonSchema[] =>
  Object.entries(rule.byKind?.classes ?? {}).map(([kind, type]) => ({
    if: { properties: { [rule.byKind!.discriminator]: { const: kind } }, required: [rule.byKind!.discriminator] },
    then: { properties: { [property]: objectSchema(type, describe) } },
  }));

const owner = (type: EventClass, property: string, describe: Describe): string | undefined => {
  for (let at: EventClass | null = type; at !== null && at.name !== ''; at = Object.getPrototypeOf(at) as EventClass | null) {
    const text = describe(at.name, property);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** JSON Schema 2020-12 of a class: open to unknown fields, closed to unknown enum values. `describe` gives the text of a field. */
export const objectSchema = (type: EventClass, describe: Describe = () => undefined): JsonSchema => {
  const rules = propertyRules(type);
  const properties: Record<string, JsonSchema> = {};
  for (const { name, rule } of rules) {
    const description = owner(type, name, describe);
    properties[name] = { ...(description === undefined ? {} : { description }), ...propertySchema(rule, describe) };
  }
  const branches = rules.flatMap(({ name, rule }) => kindBranches(name, rule, describe));
  return {
    title: type.name,
    type: 'object',
    properties,
    required: rules.filter((r) => !r.optional).map((r) => r.name),
    ...(branches.length === 0 ? {} : { allOf: branches }),
  };
};
