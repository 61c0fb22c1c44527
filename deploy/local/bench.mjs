/**
 * `npm run bench -- P1 P3 … [--pairs N] [--events N] [--minutes N] [--profile] [--compare]`: figures of apps/bench on a stack of its own in an empty state:
 * native servers with fsync on, the services as built processes as in `npm start`,
 * and Kafka asks everybody for credentials, the ceiling too (CREDIT_KAFKA_AUTH=none switches that off for both). P14 runs last, on two stacks of its own: one with TLS, one that asks nobody.
 * Without a bar it prints which there are.
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
/** Apart from those of the tests: both may run on one machine. Busy ones give way. */
const PORTS = { GATEWAY_PORT: '28080', CREDIT_RECORD_PORT: '28101', LIST_DESIGNATION_PORT: '28103', JOINT_DISCIPLINE_PORT: '28104', CREDIT_REPAIR_PORT: '28105', COMMITMENT_PORT: '28102', PUBLICITY_PORT: '28106', KAFKA_PORT: '29292', KAFKA_CONTROLLER_PORT: '29392', POSTGRES_PORT: '25533' };

const BAR = /^(p\d+|file|repair|objection|commitment|column)$/i;
const SECURED = { CREDIT_KAFKA_AUTH: 'scram', CREDIT_KAFKA_TLS: 'on' };
const PLAIN = { CREDIT_KAFKA_AUTH: 'none', CREDIT_KAFKA_TLS: 'off' };

/** The state folder that everything below uses from now on. */
function use(folder) {
  process.env.CREDIT_STATE_DIR = join(root, '.local', folder);
  mkdirSync(process.env.CREDIT_STATE_DIR, { recursive: true });
}

/** Runs the built bench; resolves with its exit code, an abort ends it. */
const measure = (args, env, signal) => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  const kill = () => child.kill('SIGTERM');
  signal.addEventListener('abort', kill, { once: true });
  child.once('error', reject);
  child.once('exit', (code, killedBy) => (signal.aborted ? reject(signal.reason) : resolve(code ?? killedBy)));
});

const administrator = ({ stack: { way, kafkaAuth } }) => adminEnvironment({ way, kafkaAuth });

/** P14: both stacks stand all the time, the plain one's addresses in BENCH_PLAIN. */
const onTwoStacks = (args, env, signal) => withStack({ env: { ...env, ...SECURED }, signal }, async (secured, handle) => {
  const shown = { ...secured, ...administrator(handle) }; // names files of this folder
  const [folder, other] = [`bench-${process.pid}`, `bench-${process.pid}2`];
  use(other);
  try {
    return await withStack({ env: { ...env, ...PLAIN }, signal }, (plain) => measure(args, { ...shown, BENCH_PLAIN: JSON.stringify(plain) }, signal));
  } finally {
    emptyState();
    use(folder);
  }
});

async function main() {
  use(`bench-${process.pid}`);
  process.env.CREDIT_STACK = 'native';
  const { signal } = stopOnSignals();
  const [both, args] = [/^p14$/i, /^(?!p14$)/i].map((wanted) => process.argv.slice(2).filter((word) => wanted.test(word)));
  try {
    await build(signal);
    // Inspectors of the services listen on a free port, and only when a profile asks for one (SIGUSR1).
    const env = { ...PORTS, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --inspect-port=0`.trim() };
    const codes = [];
    if (both.length === 0 || args.some((word) => BAR.test(word))) codes.push(await withStack({ env, signal }, (stack, handle) => measure(args, { ...stack, ...administrator(handle) }, signal)));
    if (both.length > 0) codes.push(await onTwoStacks(['P14', ...args.filter((word) => !BAR.test(word))], env, signal));
    const red = codes.some((code) => code !== 0);
    if (red) say(`logs: ${keepLogs('bench')}`);
    process.exitCode = red ? 1 : 0;
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
