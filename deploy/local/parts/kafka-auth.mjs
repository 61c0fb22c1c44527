import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inState, root, secret } from './paths.mjs';
import { StackError } from './say.mjs';

/** Name of the administrator's credential: made when the broker is made, used by provisioning only. */
export const KAFKA_ADMIN = 'admin';

/**
 * How this stack's Kafka knows its callers. `scram`: a SCRAM user per service and department, rights from the manifest, nobody anonymous (default on brokers of our own; on brokers
 * of the environment when KAFKA_SASL_USERNAME names their administrator). `none`: what KAFKA_SASL_* says, or nothing, holds for everybody. CREDIT_KAFKA_AUTH decides instead.
 */
export function kafkaAuth(way, env = process.env) {
  const wanted = env.CREDIT_KAFKA_AUTH;
  if (wanted && !['scram', 'none'].includes(wanted)) throw new StackError(`CREDIT_KAFKA_AUTH: expected scram or none, not: ${wanted}`);
  if (wanted === 'none') return 'none';
  if (way !== 'env') return 'scram';
  if (wanted && !env.KAFKA_SASL_USERNAME) throw new StackError('CREDIT_KAFKA_AUTH=scram on brokers of the environment needs their administrator: KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD_FILE.');
  return env.KAFKA_SASL_USERNAME ? 'scram' : 'none';
}

/** The administrator's password of a broker of our own, kept in `secrets/`. */
export const adminPassword = () => secret(`kafka-${KAFKA_ADMIN}.txt`);

/** Departments and the operator, {name: password}: people whose tools may know no SCRAM that Kafka 4 accepts. A city that cannot be read is told by provisioning, not here. */
function people() {
  let departments = [];
  try {
    departments = JSON.parse(readFileSync(join(process.env.CREDIT_CITY_CONFIG || join(root, 'deploy/sample-city/config'), 'departments.json'), 'utf8'));
  } catch { /* provisioning names the fault */ }
  return Object.fromEntries(['operator', ...departments.map(({ source }) => source)].map((name) => [name, secret(`kafka-${name}.txt`)]));
}

/** What a broker's settings need to know: 'none', or the administrator's password and the people. */
export const brokerAuth = (auth) => (auth === 'scram' ? { adminPassword: adminPassword(), plainUsers: people() } : 'none');

/** The environment of a program that shows itself as `principal`; its password stays in its file. */
export const credentialEnvironment = (principal) => ({ KAFKA_SASL_USERNAME: principal, KAFKA_SASL_PASSWORD_FILE: inState('secrets', `kafka-${principal}.txt`) });

/** The environment of programs of the administrator: that of a broker of our own, or the one somebody gave with KAFKA_BROKERS. */
export function adminEnvironment({ way, kafkaAuth: auth }, env = process.env) {
  if (auth === 'scram' && way.kafka !== 'env') return credentialEnvironment(KAFKA_ADMIN);
  return Object.fromEntries(Object.entries(env).filter(([key]) => key.startsWith('KAFKA_SASL_')));
}
