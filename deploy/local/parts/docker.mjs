import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { KAFKA_ADMIN, adminPassword, brokerAuth } from './kafka-auth.mjs';
import { KAFKA_IN_CONTAINER, formatArguments, newClusterId, serverProperties } from './kafka-config.mjs';
import { kafkaAnswers } from './kafka.mjs';
import { secret, stateDir } from './paths.mjs';
import { ADMIN, postgresAnswers } from './postgres.mjs';
import { StackError, say } from './say.mjs';

const POSTGRES_IMAGE = 'postgres:18.1';
const PULL_SECONDS = 600;

const nameOf = (what) => `credit-local-${createHash('sha256').update(stateDir()).digest('hex').slice(0, 12)}-${what}`;

/** Pulls an image unless it is here; a pull that fails or takes more than ten minutes throws an error with `imagePull`. */
function pull(image, signal) {
  if (spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0) return undefined;
  say(`pulling ${image} (once)`);
  return new Promise((resolve, reject) => {
    const child = spawn('docker', ['pull', '--quiet', image], { detached: true, stdio: 'ignore' });
    const kill = () => child.kill('SIGKILL');
    const limit = setTimeout(kill, PULL_SECONDS * 1000);
    signal?.addEventListener('abort', kill, { once: true });
    const fail = () => reject(signal?.aborted ? signal.reason : Object.assign(new StackError(`the image ${image} could not be pulled`), { imagePull: true }));
    child.once('error', () => { clearTimeout(limit); fail(); });
    child.once('close', (code) => { clearTimeout(limit); signal?.removeEventListener('abort', kill); if (code === 0) resolve(); else fail(); });
  });
}

/** Removes our containers; with `volumes` also their data. */
export function dropContainers({ volumes = false } = {}) {
  for (const what of ['kafka', 'postgres']) {
    spawnSync('docker', ['rm', '-fv', nameOf(what)], { stdio: 'ignore' });
    if (volumes) spawnSync('docker', ['volume', 'rm', '-f', nameOf(what)], { stdio: 'ignore' });
  }
}

/**
 * Runs `docker run` in the foreground and turns the first stop signal into `docker stop`: the client itself gives up after three signals and would leave the
 * container behind. A left-over container of that name goes first.
 */
const FOREGROUND = `
docker rm -fv "$NAME" >/dev/null 2>&1
trap 'docker stop -t "$STOP_SECONDS" "$NAME" >/dev/null 2>&1' TERM INT
docker run --rm --init --sig-proxy=false --name "$NAME" "$@" &
run=$!
while kill -0 "$run" 2>/dev/null; do wait "$run"; code=$?; done
exit "$code"`;

/** A container as a supervised process: `docker run --rm` with a named volume. `env` reaches it by name, so that no value stands in a process list. */
function container(what, { image, port, inner, volume, env, command = [], seconds, ready }) {
  return {
    name: what,
    command: '/bin/sh',
    args: ['-c', FOREGROUND, 'sh', '-p', `127.0.0.1:${port}:${inner}`, '-v', `${nameOf(what)}:${volume}`, ...Object.keys(env).flatMap((key) => ['-e', key]), image, ...command],
    env: { ...process.env, ...env, NAME: nameOf(what), STOP_SECONDS: String(seconds - 5) },
    port,
    portHeldElsewhere: true, // by the engine
    stop: { signal: 'SIGTERM', seconds },
    ready,
  };
}

/** Kafka in a container on 127.0.0.1:port, with the settings of the native broker; they reach it by its environment and lie in its memory. `auth`: 'scram' or 'none'. */
export async function dockerKafka({ port, version, auth, signal }) {
  const image = `apache/kafka:${version}`;
  await pull(image, signal);
  const config = '/tmp/server.properties';
  return container('kafka', {
    image, port, inner: port, volume: '/var/lib/kafka/data',
    env: {
      CREDIT_KAFKA_PROPERTIES: serverProperties({ port, controllerPort: 29093, dataDir: '/var/lib/kafka/data', auth: brokerAuth(auth), host: '0.0.0.0' }),
      CREDIT_KAFKA_FORMAT: formatArguments({ clusterId: newClusterId(), config, admin: auth === 'scram' ? { name: KAFKA_ADMIN, password: adminPassword() } : undefined }),
      KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m',
    },
    command: ['/bin/sh', '-c', KAFKA_IN_CONTAINER],
    seconds: 30,
    ready: () => kafkaAnswers('127.0.0.1', port),
  });
}

/** PostgreSQL in a container on 127.0.0.1:port. */
export async function dockerPostgres({ port, signal }) {
  await pull(POSTGRES_IMAGE, signal);
  return container('postgres', {
    image: POSTGRES_IMAGE, port, inner: 5432, volume: '/var/lib/postgresql',
    env: { POSTGRES_USER: ADMIN, POSTGRES_PASSWORD: secret('postgres-admin'), POSTGRES_DB: 'postgres', POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8', TZ: 'UTC' },
    command: ['-c', 'wal_level=replica', '-c', 'max_connections=200', '-c', 'shared_buffers=256MB', '-c', 'min_wal_size=1GB', '-c', 'max_wal_size=2GB', '-c', 'checkpoint_timeout=15min', '-c', 'random_page_cost=1.1', '-c', 'jit=off',
      '-c', 'timezone=UTC', '-c', 'log_min_error_statement=panic', '-c', 'log_error_verbosity=terse'],
    seconds: 30,
    ready: () => postgresAnswers('127.0.0.1', port),
  });
}
