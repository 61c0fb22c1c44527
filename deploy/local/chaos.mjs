/** `npm run test:chaos -- --seed N --faults N`: the chaos suite on a stack of its own in an empty state. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './parts/command.mjs';
import { say } from './parts/say.mjs';
import { runTests } from './parts/test-run.mjs';
import { keepLogs, withStack } from './parts/test-stack.mjs';

await runTests(fileURLToPath(import.meta.url), 'chaos', async ({ tally, signal }) => {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1_000_000) }, faults: { type: 'string', default: '40' } } });
  say(`seed ${values.seed}, ${values.faults} faults`);
  await build(signal);
  await withStack({ signal }, (env) => tally.jest('chaos', { env: { ...env, CHAOS_SEED: values.seed, CHAOS_FAULTS: values.faults }, args: '--runInBand --forceExit' }));
  if (tally.total.failed > 0) say(`logs: ${keepLogs('chaos')}`);
});
