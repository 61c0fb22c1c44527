/** `npm run test:chaos -- --seed N --faults N`: the chaos suite on a stack of its own in an empty state. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { build } from './parts/command.mjs';
import { createTally } from './parts/gates.mjs';
import { root } from './parts/paths.mjs';
import { emptyState, keepLogs, withStack } from './parts/test-stack.mjs';
import { complain, say } from './parts/say.mjs';

async function main() {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1_000_000) }, faults: { type: 'string', default: '40' } } });
  process.env.CREDIT_STATE_DIR = join(root, '.local', `chaos-${process.pid}`);
  const { signal } = stopOnSignals();
  const tally = createTally(signal);
  say(`seed ${values.seed}, ${values.faults} faults`);
  try {
    await build(signal);
    await withStack({ signal }, (env) => tally.jest('chaos', { env: { ...env, CHAOS_SEED: values.seed, CHAOS_FAULTS: values.faults }, args: '--runInBand' }));
    if (tally.total.failed > 0) say(`logs: ${keepLogs('chaos')}`);
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
  process.exitCode = 1;
}
