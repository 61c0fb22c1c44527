import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { credentialEnvironment } from './kafka-auth.mjs';
import { inState, root, secret } from './paths.mjs';
import { StackError } from './say.mjs';

/** The services of the stack in the order of their start; `database`: has its own database and role; `kafka`: has its own credential there. */
export const SERVICES = [
  { name: 'credit-record', port: 8101, portVariable: 'CREDIT_RECORD_PORT', kafka: true, database: 'CREDIT_RECORD_DATABASE_URL' },
  { name: 'list-designation', port: 8103, portVariable: 'LIST_DESIGNATION_PORT', kafka: true, database: 'LIST_DESIGNATION_DATABASE_URL' },
  { name: 'publicity', port: 8106, portVariable: 'PUBLICITY_PORT', kafka: true, database: 'PUBLICITY_DATABASE_URL' },
  { name: 'joint-discipline', port: 8104, portVariable: 'JOINT_DISCIPLINE_PORT', kafka: true, database: 'JOINT_DISCIPLINE_DATABASE_URL' },
  { name: 'credit-repair', port: 8105, portVariable: 'CREDIT_REPAIR_PORT', kafka: true, database: 'CREDIT_REPAIR_DATABASE_URL' },
  { name: 'commitment', port: 8102, portVariable: 'COMMITMENT_PORT', kafka: true, database: 'COMMITMENT_DATABASE_URL' },
  { name: 'gateway', port: 8080, portVariable: 'GATEWAY_PORT' },
];

/**
 * What runs: every service once, or as often as CREDIT_INSTANCES says (`credit-record=2,publicity=2`). The first instance keeps the name and the port that others call;
 * further ones are `<service>-2`, … on ports that nobody calls: they share the partitions of Kafka and the jobs of the database.
 */
export function instances(text = process.env.CREDIT_INSTANCES ?? '') {
  const counts = new Map(text.split(',').filter(Boolean).map((one) => one.trim().split('=')).map(([name, count]) => [name, Number(count)]));
  for (const [name, count] of counts) {
    if (!SERVICES.some((s) => s.name === name) || !(Number.isInteger(count) && count >= 1 && count <= 9)) throw new StackError(`CREDIT_INSTANCES: expected e.g. credit-record=2,publicity=2 (1 to 9 each), not: ${text}`);
  }
  return SERVICES.flatMap((s) => Array.from({ length: counts.get(s.name) ?? 1 }, (_, n) => (n === 0 ? { ...s, instance: s.name } : { ...s, instance: `${s.name}-${n + 1}`, port: s.port + 100 * n, portVariable: undefined })));
}

/** The database and role of a service: `credit_` + its name with underscores (+ CREDIT_DATABASE_SUFFIX, for test runs on somebody's server). */
export const databaseName = (service) => `credit_${service.replaceAll('-', '_')}${process.env.CREDIT_DATABASE_SUFFIX ?? ''}`;

/** The role that owns a service's database; it migrates, and no running service shows it (ADR 0005). */
export const ownerName = (service) => `${databaseName(service)}_owner`;

/** The password of the role that a service runs with, kept in `secrets/db-<service>.txt`. */
export const databasePassword = (service) => secret(`db-${service}.txt`);

/** The password of its database's owner, kept in `secrets/db-<service>-owner.txt`. */
export const ownerPassword = (service) => secret(`db-${service}-owner.txt`);

/** The connection string of a service on the administrator's server: its own database, as the role that it runs with, or another one. */
export function databaseUrl(adminUrl, service, { role = databaseName(service), password = databasePassword(service) } = {}) {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${databaseName(service)}`;
  if (process.env.POSTGRES_VIA_PORT) url.port = process.env.POSTGRES_VIA_PORT;
  return url.href;
}

/** The entry file of a service's built form. */
export const entryOf = (service) => join(root, 'apps', service, 'dist', 'main.js');

/** The services whose built form is absent. */
export const unbuilt = () => SERVICES.filter((s) => !existsSync(entryOf(s.name))).map((s) => s.name);

/** Settings that every process of the stack shares. `stack` = {way, brokers, kafkaAuth, kafkaCa?, adminUrl, ports, topicPrefix}. What KAFKA_SASL_* and KAFKA_SSL* say is meant for brokers of the environment. */
export function commonEnvironment(stack) {
  const shared = stack.way.kafka !== 'env' ? /^$/ : stack.kafkaAuth === 'scram' ? /^KAFKA_SSL\w*$/ : /^KAFKA_(SASL|SSL)\w*$/;
  const given = Object.fromEntries(Object.entries(process.env).filter(([key]) => shared.test(key) || /^(PATH|HOME|LANG|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|LOG_LEVEL|CREDIT_\w+)$/.test(key)));
  return {
    CREDIT_MODE: 'sandbox',
    CREDIT_CITY_CONFIG: join(root, 'deploy/sample-city/config'),
    CREDIT_ISSUER: 'credit-sandbox',
    ...given,
    TZ: 'UTC',
    HOST: '127.0.0.1',
    KAFKA_BROKERS: stack.brokers,
    CREDIT_KAFKA_AUTH: stack.kafkaAuth,
    ...(stack.kafkaCa ? { KAFKA_SSL_CA_FILE: stack.kafkaCa } : {}),
    ...(stack.kcatMechanism ? { KCAT_SASL_MECHANISM: stack.kcatMechanism } : {}),
    CREDIT_TOPIC_PREFIX: stack.topicPrefix,
    CREDIT_STATE_DIR: inState(),
    CREDIT_SECRETS_DIR: inState('secrets'),
    CREDIT_JWKS_FILE: inState('secrets', 'jwks.json'),
    CREDIT_RECORD_URL: `http://127.0.0.1:${stack.ports['credit-record']}`,
    LIST_DESIGNATION_URL: `http://127.0.0.1:${stack.ports['list-designation']}`,
    PUBLICITY_URL: `http://127.0.0.1:${stack.ports.publicity}`,
    JOINT_DISCIPLINE_URL: `http://127.0.0.1:${stack.ports['joint-discipline']}`,
    CREDIT_REPAIR_URL: `http://127.0.0.1:${stack.ports['credit-repair']}`,
    COMMITMENT_URL: `http://127.0.0.1:${stack.ports.commitment}`,
    CREDIT_GATEWAY_URL: `http://127.0.0.1:${stack.ports.gateway}`,
  };
}

/**
 * V8 sizes its heap by the machine, glibc keeps free memory per thread; with these and MALLOC_ARENA_MAX a service stays below 350 MB resident, also while it imports 200,000 rows (346, once); a smaller old space would collect all of it
 * about once a second under load (apps/credit-record/FILES.md). Left alone, V8 collects everything whenever 15 MB are new: every two seconds at a few hundred answers per second, and each time what is asked waits. The image passes the same.
 */
const HEAP = ['--heap-growing-percent=60', '--max-semi-space-size=8', '--max-old-space-size=1024'];

/** What a supervisor starts for a service: node, its built main.js, its own environment, its readiness question. */
export function serviceSpec(service, stack) {
  const name = service.instance ?? service.name;
  const port = stack.ports[name];
  const env = { ...commonEnvironment(stack), PORT: String(port), MALLOC_ARENA_MAX: '1' };
  if (service.kafka && stack.kafkaAuth === 'scram') Object.assign(env, credentialEnvironment(service.name));
  if (service.database) env[service.database] = databaseUrl(stack.adminUrl, service.name);
  return {
    name,
    command: process.execPath,
    args: [...HEAP, '--import', join(root, 'deploy/local/source-maps.mjs'), entryOf(service.name)],
    cwd: root,
    env: () => ({ ...env, CREDIT_INSTANCE_ID: process.env.CREDIT_INSTANCE_ID ?? `${name}-${randomUUID().slice(0, 8)}` }),
    port,
    stop: { signal: 'SIGTERM', seconds: 15 },
    ready: () => answers(`http://127.0.0.1:${port}/health/ready`),
  };
}

/** True when the address answers 2xx within a second. */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
