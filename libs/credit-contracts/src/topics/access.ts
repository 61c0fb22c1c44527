import type { TopicSpec } from './manifest.ts';
import { prefixed } from './names.ts';

/** 权限 — one thing that one credential may do. Names as on the broker. Reading and writing include describing. */
export interface AccessRule {
  /** Name of the SCRAM user: service, department (source) or `operator`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group' | 'cluster';
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operation: 'read' | 'write' | 'create' | 'describe' | 'describe-configs' | 'alter-configs';
}

/** The credential of people who run the system: reads every topic, makes and sets topics, writes none. */
export const OPERATOR = 'operator';

/** How the manifest names those who read dead letters. */
const OPERATORS = 'operators';

/** What every topic name of ours begins with. */
const OURS = 'credit.';

/** The cluster has one name for all purposes of access. */
const CLUSTER = 'kafka-cluster';

/** Names that a department may not bear: a credential of ours bears them. */
export const RESERVED_PRINCIPALS: readonly string[] = ['admin', 'anonymous', OPERATOR, OPERATORS, 'commitment', 'credit-record', 'credit-repair', 'joint-discipline', 'list-designation', 'publicity'];

/** Every credential of an installation: its services, its departments, the operator. */
export const principalsOf = (manifest: readonly TopicSpec[]): string[] =>
  [...new Set([OPERATOR, ...manifest.flatMap(({ writers, readers }) => [...writers, ...readers])])].filter((name) => name !== OPERATORS).sort();

/**
 * Who may do what, from who writes and reads each topic (S3): write and read as declared; an owner reads back its facts and state, to compare after a restore (decision 15); groups `<name>` and `<name>.…` of one's own (decision 10). Nothing else;
 * what no rule allows, the broker refuses. `prefix`: CREDIT_TOPIC_PREFIX.
 */
export const accessRulesOf = (manifest: readonly TopicSpec[], prefix: string): AccessRule[] => {
  const topic = (principal: string, name: string, operation: 'read' | 'write'): AccessRule => ({ principal, resource: 'topic', name: prefixed(name, prefix), pattern: 'literal', operation });
  const declared = manifest.flatMap(({ name, writers, readers }) => [
    ...writers.map((writer) => topic(writer, name, 'write')),
    ...readers.filter((reader) => reader !== OPERATORS).map((reader) => topic(reader, name, 'read')),
  ]);
  const readBack = manifest.filter(({ kind }) => kind === 'events' || kind === 'state')
    .flatMap(({ name, writers, readers }) => writers.filter((writer) => !readers.includes(writer)).map((writer) => topic(writer, name, 'read')));
  const groups = principalsOf(manifest).flatMap((principal): AccessRule[] => [
    { principal, resource: 'group', name: prefixed(principal, prefix), pattern: 'literal', operation: 'read' },
    { principal, resource: 'group', name: prefixed(`${principal}.`, prefix), pattern: 'prefixed', operation: 'read' },
  ]);
  const working = [...new Set(manifest.filter(({ kind }) => kind === 'intake' || kind === 'events').flatMap(({ readers }) => readers))];
  const watched = working.flatMap((group): AccessRule[] => [
    { principal: OPERATOR, resource: 'group', name: prefixed(group, prefix), pattern: 'literal', operation: 'describe' },
    { principal: OPERATOR, resource: 'group', name: prefixed(`${group}.`, prefix), pattern: 'prefixed', operation: 'describe' },
  ]);
  const tends = (['read', 'create', 'describe-configs', 'alter-configs'] as const).map((operation): AccessRule =>
    ({ principal: OPERATOR, resource: 'topic', name: prefixed(OURS, prefix), pattern: 'prefixed', operation }));
  return [...declared, ...readBack, ...groups, ...watched, ...tends, { principal: OPERATOR, resource: 'cluster', name: CLUSTER, pattern: 'literal', operation: 'describe' }];
};

/** True when a rule found on a broker is ours to keep or take away: it opens one of our topics or groups, or gives one of our credentials something beside them. */
export const isOurRule = (rule: { principal: string; resource: string; name: string }, manifest: readonly TopicSpec[], prefix: string): boolean => {
  const principals = principalsOf(manifest);
  if (rule.resource === 'topic' && rule.name.startsWith(prefixed(OURS, prefix))) return true;
  if (rule.resource === 'group' && principals.some((name) => rule.name === prefixed(name, prefix) || rule.name.startsWith(prefixed(`${name}.`, prefix)))) return true;
  const ofAnotherPrefix = rule.resource === 'topic' && (rule.name.startsWith(OURS) || rule.name.includes(`.${OURS}`));
  return [...principals, '*'].includes(rule.principal) && !ofAnotherPrefix && (rule.resource !== 'group' || rule.name === '*');
};
