import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { startSupervisor } from './control.mjs';
import { inState, root, stateDir } from './paths.mjs';
import { outside } from './postgres-home.mjs';

const given = Boolean(process.env.KAFKA_BROKERS && process.env.DATABASE_URL);
const run = `t${process.pid}`;

/** Ports apart from those of `npm start`; busy ones give way. On servers of the environment, topics and databases get names of this run. */
export const TEST_ENVIRONMENT = {
  GATEWAY_PORT: '18080', CREDIT_RECORD_PORT: '18101', PUBLICITY_PORT: '18106', KAFKA_PORT: '19292', KAFKA_CONTROLLER_PORT: '19392', POSTGRES_PORT: '15533',
  ...(given ? { CREDIT_TOPIC_PREFIX: `${run}.`, CREDIT_DATABASE_SUFFIX: `_${run}` } : {}),
};

/** Where the tests find what was started. */
export function testEnvironment(stack) {
  return {
    KAFKA_BROKERS: stack.brokers,
    DATABASE_URL: readFileSync(inState('secrets', 'admin-url.txt'), 'utf8'),
    CREDIT_STATE_DIR: stateDir(),
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
