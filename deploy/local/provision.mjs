/**
 * Provisioning as its own step: secrets, databases and roles, users and rights of Kafka, topics. Idempotent; the one-shot service `provision` of docker-compose.yml runs it too.
 * `--secrets` makes only the administrators' passwords and the settings of the broker, which containers of PostgreSQL and Kafka need before they can start.
 * Environment: DATABASE_URL (administrator) or CREDIT_DATABASE_HOST, KAFKA_BROKERS, CREDIT_STATE_DIR (secrets lie in its `secrets/`), CREDIT_CITY_CONFIG?, CREDIT_TOPIC_PREFIX?.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { provisionDatabases } from './parts/databases.mjs';
import { run } from './parts/programs.mjs';
import { inState, makeState, root, secret, writeWhole } from './parts/paths.mjs';
import { ADMIN } from './parts/postgres.mjs';
import { KAFKA_ADMIN, adminEnvironment, adminPassword, brokerAuth, kafkaAuth } from './parts/kafka-auth.mjs';
import { formatArguments, newClusterId, serverProperties } from './parts/kafka-config.mjs';
import { StackError, complain, say, warn } from './parts/say.mjs';

const creditctl = join(root, 'apps/creditctl/bin/creditctl.mjs');

/**
 * Provisions everything that services find ready at their start. `ours`: the server is this stack's own; `env`: the environment of the programs that make secrets, topics and rights;
 * `kafkaAdmin`: the part of it that shows them to Kafka as the administrator. */
export async function provisionAll({ adminUrl, ours, env, kafkaAdmin = {}, signal }) {
  const made = await provisionDatabases(adminUrl, { ours });
  if (made.length > 0) say(`databases and roles made: ${made.join(', ')}`);
  signal?.throwIfAborted();
  await run('Making the secrets', [join(root, 'libs/access/dist/ensure-secrets.js'), inState('secrets')], env, signal);
  if (env.CREDIT_KAFKA_AUTH !== 'none') await run('creditctl access apply', [creditctl, 'access', 'apply'], { ...env, ...kafkaAdmin }, signal);
  await run('creditctl topics apply', [creditctl, 'topics', 'apply'], { ...env, ...kafkaAdmin }, signal);
}

/** Writes `kcat/<source>.conf` for every department of the city and for the operator, so that the documented kcat lines work at once; a failure is only a warning. */
export async function writeKcatConfigs({ env, signal }) {
  try {
    const departments = JSON.parse(readFileSync(join(env.CREDIT_CITY_CONFIG, 'departments.json'), 'utf8'));
    for (const { source } of [...departments, { source: 'operator' }]) await run(`creditctl kcat-config ${source}`, [creditctl, 'kcat-config', source], env, signal);
  } catch (error) {
    if (!signal?.aborted) warn(`the kcat configurations were not written: ${error.message}`);
  }
}

/** Settings of the broker of docker-compose.yml and of its console (JSON is YAML), in the volume `state`: clients outside on KAFKA_PORT, services inside on kafka:19092. */
function containerBroker() {
  const auth = kafkaAuth('docker');
  const admin = auth === 'scram' ? { name: KAFKA_ADMIN, password: adminPassword() } : undefined;
  const settings = serverProperties({
    port: 9092, advertisedPort: process.env.KAFKA_PORT || 9092, host: '0.0.0.0', inside: 'kafka:19092', controllerPort: 29093, dataDir: '/var/lib/kafka/data', auth: brokerAuth(auth),
  });
  writeWhole(inState('secrets', 'kafka-server.properties'), settings, 0o600);
  const operator = auth === 'scram'
    ? { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'SCRAM-SHA-512', 'sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="operator" password="${secret('kafka-operator.txt')}";` } : {};
  writeWhole(inState('secrets', 'kafbat.yml'), JSON.stringify({ kafka: { clusters: [{ name: 'credit', bootstrapServers: 'kafka:19092', readOnly: true, properties: operator }] } }), 0o600);
  writeWhole(inState('secrets', 'kafka-format.args'), formatArguments({ clusterId: newClusterId(), config: '/state/secrets/kafka-server.properties', admin }), 0o600);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const host = process.env.CREDIT_DATABASE_HOST;
    const secretsOnly = process.argv.includes('--secrets');
    if (!secretsOnly && (!(process.env.DATABASE_URL || host) || !process.env.KAFKA_BROKERS)) throw new StackError('provision needs DATABASE_URL (or CREDIT_DATABASE_HOST) and KAFKA_BROKERS.');
    makeState();
    const adminUrl = process.env.DATABASE_URL || `postgres://${ADMIN}:${secret('postgres-admin')}@${host}/postgres`;
    if (secretsOnly) {
      containerBroker();
      say('the administrators\' secrets and the settings of the broker are there');
      process.exit();
    }
    const auth = kafkaAuth(process.env.KAFKA_SASL_USERNAME ? 'env' : 'docker');
    const kafkaAdmin = adminEnvironment({ way: { kafka: process.env.KAFKA_SASL_USERNAME ? 'env' : 'docker' }, kafkaAuth: auth });
    await provisionAll({ adminUrl, ours: !process.env.DATABASE_URL, kafkaAdmin, env: { CREDIT_CITY_CONFIG: join(root, 'deploy/sample-city/config'), ...process.env } });
    say('provisioned: secrets, databases, roles, topics');
  } catch (error) {
    complain(error);
    process.exitCode = 1;
  }
}
