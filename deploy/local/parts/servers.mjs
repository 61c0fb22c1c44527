import { spawnSync } from 'node:child_process';
import { dockerKafka, dockerPostgres, dropContainers } from './docker.mjs';
import { kafkaAuth } from './kafka-auth.mjs';
import { kafkaTls } from './kafka-tls.mjs';
import { kafkaAnswers, kafkaVersion, prepareKafka } from './kafka.mjs';
import { inState, readJson, writeWhole } from './paths.mjs';
import { choosePort, portFrom } from './ports.mjs';
import { adminUrl, postgresAnswers, preparePostgres } from './postgres.mjs';
import { StackError, say, until } from './say.mjs';

const WAYS = ['env', 'docker', 'native'];

/** True when a Docker engine answers within five seconds. */
const dockerAnswers = () => spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { encoding: 'utf8', timeout: 5000 }).status === 0;

/**
 * Decides where Kafka and PostgreSQL come from: the environment (KAFKA_BROKERS, DATABASE_URL), else Docker, else native.
 * CREDIT_STACK=env|docker|native decides instead. A state folder stays with the way that filled it. Returns {kafka, postgres, reason}.
 */
export function chooseWay(env = process.env, hasDocker = dockerAnswers, before = readJson(inState('way.json'))?.way) {
  const wanted = env.CREDIT_STACK;
  if (wanted && !WAYS.includes(wanted)) throw new StackError(`CREDIT_STACK: expected env, docker or native, not: ${wanted}`);
  const given = { kafka: env.KAFKA_BROKERS, postgres: env.DATABASE_URL };
  if (wanted === 'env') {
    if (!given.kafka || !given.postgres) throw new StackError('CREDIT_STACK=env needs KAFKA_BROKERS and DATABASE_URL.');
    return { kafka: 'env', postgres: 'env', reason: 'CREDIT_STACK=env' };
  }
  if (wanted) return { kafka: wanted, postgres: wanted, reason: `CREDIT_STACK=${wanted}` };
  if (given.kafka && given.postgres) return { kafka: 'env', postgres: 'env', reason: 'KAFKA_BROKERS and DATABASE_URL are set' };
  const docker = (before === 'docker' || before === undefined) && hasDocker();
  const local = before ?? (docker ? 'docker' : 'native');
  const why = before ? `this state folder was filled by ${before}` : docker ? 'a Docker engine answers' : 'no Docker engine answers';
  return { kafka: given.kafka ? 'env' : local, postgres: given.postgres ? 'env' : local, reason: why };
}

/**
 * Brings up Kafka and PostgreSQL the chosen way. `keep(spec)` starts and registers a supervised process; `taken`: ports promised already.
 * Resolves to {brokers, kafkaAuth, kafkaCa?, adminUrl, way} when both answer.
 */
export async function bringUpServers({ keep, taken, signal }) {
  const way = chooseWay();
  say(`Kafka: ${way.kafka}, PostgreSQL: ${way.postgres} (${way.reason})`);
  const ports = {
    kafka: way.kafka === 'env' ? 0 : await choosePort('Kafka', portFrom('KAFKA_PORT', 9092), taken),
    controller: way.kafka === 'native' ? await choosePort('the Kafka controller', portFrom('KAFKA_CONTROLLER_PORT', 9093), taken) : 0,
    postgres: way.postgres === 'env' ? 0 : await choosePort('PostgreSQL', portFrom('POSTGRES_PORT', 5433), taken),
  };
  try {
    return await startBoth(way, ports, { keep, signal });
  } catch (error) {
    if (signal?.aborted || !error.imagePull || process.env.CREDIT_STACK) throw error;
    say(`${error.message}; going on natively`);
    dropContainers();
    const fallback = { kafka: way.kafka === 'docker' ? 'native' : way.kafka, postgres: way.postgres === 'docker' ? 'native' : way.postgres };
    if (fallback.kafka === 'native' && !ports.controller) ports.controller = await choosePort('the Kafka controller', portFrom('KAFKA_CONTROLLER_PORT', 9093), taken);
    return startBoth(fallback, ports, { keep, signal });
  }
}

async function startBoth(way, ports, { keep, signal }) {
  const settings = process.env.CREDIT_POSTGRES_FSYNC === 'off' ? { fsync: 'off', full_page_writes: 'off' } : {};
  const auth = kafkaAuth(way.kafka);
  const tls = kafkaTls(way.kafka);
  const kafka = way.kafka === 'env' ? undefined
    : way.kafka === 'docker' ? await dockerKafka({ port: ports.kafka, version: kafkaVersion, auth, signal })
      : await prepareKafka({ port: ports.kafka, controllerPort: ports.controller, auth, tls, signal });
  const postgres = way.postgres === 'env' ? undefined
    : way.postgres === 'docker' ? await dockerPostgres({ port: ports.postgres, signal })
      : await preparePostgres({ port: ports.postgres, settings, signal });
  signal?.throwIfAborted();
  const kept = [kafka, postgres].filter(Boolean).map(keep);
  for (const one of kept) await one.ready({ seconds: 90, signal });
  const local = [way.kafka, way.postgres].find((w) => w !== 'env');
  if (local) writeWhole(inState('way.json'), `${JSON.stringify({ way: local })}\n`);
  const servers = {
    way,
    kafkaAuth: auth,
    ...(tls ? { kafkaCa: tls.ca } : {}),
    brokers: kafka ? `127.0.0.1:${portFrom('KAFKA_ADVERTISED_PORT', ports.kafka)}` : process.env.KAFKA_BROKERS,
    adminUrl: postgres ? adminUrl(ports.postgres) : process.env.DATABASE_URL,
  };
  if (!kafka) await reachKafka(servers.brokers, signal);
  if (!postgres) await reachPostgres(servers.adminUrl, signal);
  return servers;
}

async function reachKafka(brokers, signal) {
  if (process.env.KAFKA_SASL_USERNAME || process.env.KAFKA_SSL || process.env.KAFKA_SSL_CA_FILE) return;
  const [host, port] = brokers.split(',')[0].trim().split(':');
  await until(() => kafkaAnswers(host, Number(port)), `KAFKA_BROKERS=${brokers} does not answer`, { seconds: 15, everyMs: 500, signal });
}

async function reachPostgres(url, signal) {
  let at;
  try {
    at = new URL(url);
  } catch {
    throw new StackError('DATABASE_URL: not a connection string (postgres://user:password@host:port/database).');
  }
  await until(() => postgresAnswers(at.hostname, Number(at.port || 5432)), `DATABASE_URL (${at.hostname}:${at.port || 5432}) does not answer`, { seconds: 15, everyMs: 500, signal });
}

