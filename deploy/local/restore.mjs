/** `npm run test:restore [-- --seed N] [--only last-commit|older-state]`: backup, loss and restore of PostgreSQL under load (deploy/ops/BACKUP.md), on a stack of its own in an empty state. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './parts/command.mjs';
import { say } from './parts/say.mjs';
import { runTests } from './parts/test-run.mjs';
import { keepLogs, withStack } from './parts/test-stack.mjs';

await runTests(fileURLToPath(import.meta.url), 'restore', async ({ tally, signal }) => {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1_000_000) }, only: { type: 'string', default: '' } } });
  say(`seed ${values.seed}`);
  await build(signal);
  await withStack({ signal, env: { CREDIT_WAL_ARCHIVE: 'on' } }, async (env) => {
    // In this order: what the older state loses stays on the topics, and the other spec would find it there.
    for (const spec of values.only ? [values.only] : ['last-commit', 'older-state']) await tally.jest('restore', { env: { ...env, CHAOS_SEED: values.seed }, args: `--runInBand --forceExit --testPathPatterns ${spec}` });
  });
  if (tally.total.failed > 0) say(`logs: ${keepLogs('restore')}`);
});
