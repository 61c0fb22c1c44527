/**
 * `npm test`: installs if missing; lint, fences, types, build, unit, contract; then integration tests on its own Kafka and PostgreSQL;
 * then the whole stack from an empty state with the journeys and a short seeded kill run. Ends with one line `N passed, N failed`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { complain, say } from './parts/say.mjs';
import { createTally, withoutServers } from './parts/gates.mjs';
import { root } from './parts/paths.mjs';
import { emptyState, keepLogs, withStack } from './parts/test-stack.mjs';

const KILLS = { CHAOS_SEED: process.env.CHAOS_SEED ?? '20261123', CHAOS_FAULTS: process.env.CHAOS_FAULTS ?? '10' };

async function withServers(tally, signal, built) {
  const guarded = async (name, gates, body) => {
    const before = tally.total.failed;
    let entered = false;
    try {
      await body(() => { entered = true; });
    } catch (error) {
      if (signal.aborted) throw error;
      complain(error);
      if (!entered) for (const gate of gates) tally.notRun(gate, `${name} did not start`);
      else tally.notRun(name, 'its stack failed');
    }
    if (tally.total.failed > before) say(`the logs of that stack: ${keepLogs(name)}`);
  };
  await guarded('integration', ['int'], (enter) => withStack({ onlyServers: true, env: { CREDIT_POSTGRES_FSYNC: 'off' }, signal }, async (env) => {
    enter();
    await tally.jest('int', { env });
  }));
  if (!built) ['e2e', 'chaos'].forEach((gate) => tally.notRun(gate, 'the build failed'));
  else await guarded('journeys', ['e2e', 'chaos'], (enter) => withStack({ signal }, async (env) => {
    enter();
    await tally.jest('e2e', { env, args: '--runInBand' });
    await tally.jest('chaos', { env: { ...env, ...KILLS }, args: '--runInBand' });
  }));
}

async function main() {
  process.env.CREDIT_STATE_DIR = join(root, '.local', `test-${process.pid}`);
  mkdirSync(process.env.CREDIT_STATE_DIR, { recursive: true });
  const { signal } = stopOnSignals();
  const tally = createTally(signal);
  try {
    const built = await withoutServers(tally);
    await withServers(tally, signal, built);
  } catch (error) {
    complain(error);
    tally.total.failed += 1;
  }
  emptyState();
  tally.close();
  process.exit();
}

try {
  installIfMissing();
  if (await underProjectNode(fileURLToPath(import.meta.url))) await main();
} catch (error) {
  complain(error);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
