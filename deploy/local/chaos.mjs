/**
 * `npm run test:chaos -- --seed N --faults N [--scenario NAME] [--instances credit-record=2,publicity=2]`: the chaos suite on a stack of its own in an empty state.
 * `--planted [NAME]`: the same with a bug planted into the services; green when the checker finds it. Scenarios and plants: apps/journeys/README.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './parts/command.mjs';
import { say } from './parts/say.mjs';
import { runTests } from './parts/test-run.mjs';
import { keepLogs, withFragileStack } from './parts/test-stack.mjs';

/** Each bug, and whom the faults hit while it is in. */
const PLANTS = { 'inbox-off': 'credit-record,publicity', 'offset-first': 'credit-record,publicity', 'naive-cursor': 'credit-record,publicity', 'ending-unread': 'joint-discipline', 'ending-unindexed': 'joint-discipline' };
const PLANTED = { CHAOS_SCENARIO: 'work', CHAOS_FAULTS: '5', CHAOS_PER_SECOND: '40' };

await runTests(fileURLToPath(import.meta.url), 'chaos', async ({ tally, signal }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, faults: { type: 'string', default: '' }, scenario: { type: 'string', default: 'all' }, instances: { type: 'string', default: '' }, planted: { type: 'boolean', default: false } },
  });
  const seed = values.seed ?? (values.planted ? '11' : String(Date.now() % 1_000_000));
  const run = async (name, env) => {
    const before = tally.total.failed;
    await withFragileStack({ signal, plant: env.CHAOS_PLANT, env: { CREDIT_INSTANCES: values.instances } }, (found) =>
      tally.jest('chaos', { env: { ...found, CHAOS_SEED: seed, ...env }, args: '--runInBand --forceExit' }));
    if (tally.total.failed > before) say(`logs: ${keepLogs(name)}`);
  };
  await build(signal);
  if (!values.planted) return run('chaos', { CHAOS_SCENARIO: values.scenario, CHAOS_FAULTS: values.faults, CHAOS_INSTANCES: values.instances });
  for (const [plant, victims] of Object.entries(PLANTS).filter(([one]) => positionals.length === 0 || positionals.includes(one))) await run(`chaos-${plant}`, { ...PLANTED, CHAOS_PLANT: plant, CHAOS_VICTIMS: victims, ...(values.faults ? { CHAOS_FAULTS: values.faults } : {}) });
});
