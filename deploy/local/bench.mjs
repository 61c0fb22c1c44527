/**
 * `npm run bench -- P1 P3 … [--pairs N] [--events N] [--minutes N] [--profile] [--compare]`: figures of apps/bench on a stack of its own in an empty state:
 * native servers with fsync on, the services as built processes as in `npm start`,
 * and Kafka asks everybody for credentials, the ceiling too (CREDIT_KAFKA_AUTH=none switches that off for both). Without a bar it prints which there are.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { build } from './parts/command.mjs';
import { adminEnvironment } from './parts/kafka-auth.mjs';
import { root } from './parts/paths.mjs';
import { complain, say } from './parts/say.mjs';
import { emptyState, keepLogs, withStack } from './parts/test-stack.mjs';

const MAIN = join(root, 'apps/bench/dist/main.js');
/** Apart from those of the tests: both may run on one machine. */
const PORTS = { GATEWAY_PORT: '28080', CREDIT_RECORD_PORT: '28101', PUBLICITY_PORT: '28106', KAFKA_PORT: '29292', KAFKA_CONTROLLER_PORT: '29392', POSTGRES_PORT: '25533' };

/** Runs the built bench with this run's arguments; resolves with its exit code, an abort ends it. */
const measure = (env, signal) => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [MAIN, ...process.argv.slice(2)], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  const kill = () => child.kill('SIGTERM');
  signal.addEventListener('abort', kill, { once: true });
  child.once('error', reject);
  child.once('exit', (code, killedBy) => (signal.aborted ? reject(signal.reason) : resolve(code ?? killedBy)));
});

async function main() {
  process.env.CREDIT_STATE_DIR = join(root, '.local', `bench-${process.pid}`);
  process.env.CREDIT_STACK = 'native';
  mkdirSync(process.env.CREDIT_STATE_DIR, { recursive: true });
  const { signal } = stopOnSignals();
  try {
    await build(signal);
    // Inspectors of the services listen on a free port, and only when a profile asks for one (SIGUSR1).
    const env = { ...PORTS, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --inspect-port=0`.trim() };
    const code = await withStack({ env, signal }, (stack, { stack: { way, kafkaAuth } }) => measure({ ...stack, ...adminEnvironment({ way, kafkaAuth }) }, signal));
    if (code !== 0) say(`logs: ${keepLogs('bench')}`);
    process.exitCode = code === 0 ? 0 : 1;
  } catch (error) {
    complain(error);
    process.exitCode = 1;
  }
  emptyState();
  process.exit();
}

try {
  installIfMissing();
  if (await underProjectNode(fileURLToPath(import.meta.url))) await main();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
