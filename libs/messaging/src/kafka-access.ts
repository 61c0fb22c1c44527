import { accessRulesOf, isOurRule, principalsOf } from '@credit/contracts/topics';
import type { AccessRule, TopicSpec } from '@credit/contracts/topics';
import kafkajs, { Kafka } from 'kafkajs';
import type { AclEntry, AclFilter } from 'kafkajs';
import { kafkajsConfig } from './kafkajs-driver.ts';
import type { KafkaOptions } from './kafkajs-driver.ts';
import { openKafkaWire } from './kafkajs-wire.ts';
import { scramUsers, setScramUsers } from './scram-users.ts';

/** What a broker lacks or has too much, compared with the manifest. */
export interface AccessPlan {
  /** Users without a password. */
  users: string[];
  grant: AccessRule[];
  /** Rules on our topics and groups, or of our users, that nobody declared; with the words of the broker. */
  revoke: string[];
  unchanged: number;
}

const { AclOperationTypes: operations, AclPermissionTypes: permissions, AclResourceTypes: resources, ResourcePatternTypes: patterns } = kafkajs;
const OPERATION = { read: operations.READ, write: operations.WRITE, create: operations.CREATE, describe: operations.DESCRIBE, 'describe-configs': operations.DESCRIBE_CONFIGS, 'alter-configs': operations.ALTER_CONFIGS };
const RESOURCE = { topic: resources.TOPIC, group: resources.GROUP, cluster: resources.CLUSTER };
const PATTERN = { literal: patterns.LITERAL, prefixed: patterns.PREFIXED };
const EVERYTHING: AclFilter = { resourceType: resources.ANY, resourcePatternType: patterns.ANY, operation: operations.ANY, permissionType: permissions.ANY };
const USER = 'User:';

const entryOf = (rule: AccessRule): AclEntry => ({
  principal: USER + rule.principal, host: '*', operation: OPERATION[rule.operation], permissionType: permissions.ALLOW, resourceType: RESOURCE[rule.resource], resourceName: rule.name, resourcePatternType: PATTERN[rule.pattern],
});
const nameOf = (table: object, value: number): string => Object.entries(table).find(([, one]) => one === value)?.[0] ?? String(value);
const wordsOf = (entry: AclEntry): string => [
  entry.principal, nameOf(permissions, entry.permissionType), nameOf(operations, entry.operation), nameOf(resources, entry.resourceType), nameOf(patterns, entry.resourcePatternType), entry.resourceName, `from ${entry.host}`,
].join(' ');

/**
 * Users and rights on a broker against the manifest. `passwords` given: users get these, missing rules are made, rules of ours that nobody declared are taken away; may run again at any time.
 * Absent: compares only. The credential of `options` must be an administrator's; to compare, the operator's is enough.
 */
export async function settleAccess(options: KafkaOptions, manifest: readonly TopicSpec[], passwords?: ReadonlyMap<string, string>): Promise<AccessPlan> {
  const prefix = options.topicPrefix ?? '';
  const admin = new Kafka(kafkajsConfig(options)).admin();
  const wire = await openKafkaWire(options);
  try {
    await admin.connect();
    const known = new Set(await scramUsers(wire));
    const users = principalsOf(manifest).filter((name) => !known.has(name));
    const found = (await admin.describeAcls(EVERYTHING)).resources.flatMap(({ acls, ...resource }) => acls.map((acl): AclEntry => ({ ...resource, ...acl })));
    const wanted = new Map(accessRulesOf(manifest, prefix).map((rule) => [wordsOf(entryOf(rule)), rule]));
    const present = new Set(found.map(wordsOf));
    const grant = [...wanted].filter(([words]) => !present.has(words)).map(([, rule]) => rule);
    const extra = found.filter((entry) => !wanted.has(wordsOf(entry)) && isOurRule({ principal: entry.principal.slice(USER.length), resource: nameOf(resources, entry.resourceType).toLowerCase(), name: entry.resourceName }, manifest, prefix));
    if (passwords) {
      if (grant.length > 0) await admin.createAcls({ acl: grant.map(entryOf) });
      if (extra.length > 0) await admin.deleteAcls({ filters: extra });
      await setScramUsers(wire, [...passwords].map(([username, password]) => ({ username, password })));
    }
    return { users, grant, revoke: extra.map(wordsOf), unchanged: wanted.size - grant.length };
  } finally {
    await admin.disconnect();
    await wire.close();
  }
}
