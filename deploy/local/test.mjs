/**
 * `npm test`: installs if missing; lint, fences, types, build, unit, contract; then integration tests on its own Kafka and PostgreSQL;
 * then the whole stack from an empty state with the journeys and a short seeded kill run. Ends with one line `N passed, N failed`.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { complain, say } from './parts/say.mjs';
import { withoutServers } from './parts/gates.mjs';
import { runTests } from './parts/test-run.mjs';
import { keepLogs, withFragileStack, withStack } from './parts/test-stack.mjs';

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
    await tally.jest('int', { env, args: `--maxWorkers=${availableParallelism() + 1}` }); // most of an integration test is waiting for servers
  }));
  if (!built) ['e2e', 'chaos'].forEach((gate) => tally.notRun(gate, 'the build failed'));
  else await guarded('journeys', ['e2e', 'chaos'], (enter) => withFragileStack({ signal }, async (env) => {
    enter();
    await tally.jest('e2e', { env, args: '--runInBand' });
    await tally.jest('chaos', { env: { ...env, ...KILLS }, args: '--runInBand --forceExit' });
  }));
}

await runTests(fileURLToPath(import.meta.url), 'test', async ({ tally, signal }) => {
  const built = await withoutServers(tally);
  await withServers(tally, signal, built);
});
