import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { adminEnvironment } from './kafka-auth.mjs';
import { startSupervisor } from './control.mjs';
import { inState, root, stateDir } from './paths.mjs';
import { choosePort } from './ports.mjs';
import { outside } from './postgres-home.mjs';

const given = Boolean(process.env.KAFKA_BROKERS && process.env.DATABASE_URL);
const run = `t${process.pid}`;

/** CREDIT_TEST_PORTS: added to every port, so that two runs on one machine never meet (while a process is being killed and started again, its port looks free). */
const shift = Number(process.env.CREDIT_TEST_PORTS ?? 0);
const port = (number) => String(number + shift);

/** Ports apart from those of `npm start`; busy ones give way. On servers of the environment, topics and databases get names of this run. */
export const TEST_ENVIRONMENT = {
  GATEWAY_PORT: port(18080), CREDIT_RECORD_PORT: port(18101), LIST_DESIGNATION_PORT: port(18103), JOINT_DISCIPLINE_PORT: port(18104), CREDIT_REPAIR_PORT: port(18105), COMMITMENT_PORT: port(18102), PUBLICITY_PORT: port(18106), KAFKA_PORT: port(19292), KAFKA_CONTROLLER_PORT: port(19392), POSTGRES_PORT: port(15533),
  ...(given ? { CREDIT_TOPIC_PREFIX: `${run}.`, CREDIT_DATABASE_SUFFIX: `_${run}` } : {}),
};

/** Where the tests find what was started. */
export function testEnvironment(stack) {
  return {
    KAFKA_BROKERS: stack.brokers,
    DATABASE_URL: readFileSync(inState('secrets', 'admin-url.txt'), 'utf8'),
    CREDIT_STATE_DIR: stateDir(),
    ...(stack.kafkaCa ? { KAFKA_SSL_CA_FILE: stack.kafkaCa } : {}),
    ...(stack.gatewayUrl ? {} : adminEnvironment(stack)),
    ...(stack.gatewayUrl ? { CREDIT_GATEWAY_URL: stack.gatewayUrl, CREDIT_TOPIC_PREFIX: stack.topicPrefix } : {}),
  };
}

/** Runs `fn(environment)` beside a stack of its own in an empty state folder, and stops it whatever happens. */
export async function withStack({ onlyServers = false, env = {}, signal }, fn) {
  emptyState();
  let started;
  try {
    const handle = await startSupervisor({ onlyServers, env: { ...TEST_ENVIRONMENT, ...env }, signal, onStart: (h) => { started = h; } });
    return await fn(testEnvironment(handle.stack), handle);
  } finally {
    await started?.stop();
  }
}

const CHAOS = join(root, 'apps/journeys/src/chaos');

/**
 * A stack that can be broken on purpose: services reach Kafka and PostgreSQL through a proxy of the test (CHAOS_PROXY: its control address) and load what jumps their clocks
 * and plants bugs (`plant`: a name of chaos/plants.ts; apps/journeys/README.md). Native servers only: elsewhere the network stays whole.
 */
export async function withFragileStack({ env = {}, plant, signal }, fn) {
  if (given) return withStack({ env, signal }, fn);
  const taken = new Set();
  const ports = {};
  for (const [n, name] of ['control', 'kafka', 'postgres'].entries()) ports[name] = await choosePort(`the network of ${name}`, 19592 + 100 * n + shift, taken);
  const proxy = spawn(process.execPath, [join(CHAOS, 'tcp-proxy.ts'), ...Object.entries(ports).map(([name, port]) => `${name}=${port}`)], { env: { ...process.env, CREDIT_STATE_DIR: stateDir() }, stdio: ['ignore', 'inherit', 'inherit'] });
  const fragile = {
    KAFKA_ADVERTISED_PORT: String(ports.kafka), POSTGRES_VIA_PORT: String(ports.postgres), CREDIT_RESTART_MOST_MS: '2000',
    NODE_OPTIONS: `--import=${pathToFileURL(join(CHAOS, 'preload.ts')).href}${plant ? `?plant=${plant}` : ''}`,
  };
  try {
    return await withStack({ env: { ...fragile, ...env }, signal }, (found, handle) => fn({ ...found, CHAOS_PROXY: `http://127.0.0.1:${ports.control}` }, handle));
  } finally {
    proxy.kill('SIGKILL');
  }
}

/** Removes this run's state, also what lies outside of the work tree. */
export function emptyState() {
  if (!/^(test|chaos|bench|restore)-\d+$/.test(basename(stateDir()))) throw new Error(`${stateDir()} is not the state of a test run`);
  rmSync(stateDir(), { recursive: true, force: true });
  if (existsSync(outside())) rmSync(outside(), { recursive: true, force: true });
}

/** Keeps the logs of a red run where a person looks for them. */
export function keepLogs(name) {
  const target = join(root, '.local', 'test-logs', name);
  rmSync(target, { recursive: true, force: true });
  if (existsSync(inState('logs'))) cpSync(inState('logs'), target, { recursive: true });
  return target;
}
