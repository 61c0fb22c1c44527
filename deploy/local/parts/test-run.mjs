import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installIfMissing, stopOnSignals, underProjectNode } from './bootstrap.mjs';
import { createTally } from './gates.mjs';
import { root } from './paths.mjs';
import { complain } from './say.mjs';
import { emptyState } from './test-stack.mjs';

/**
 * Runs a test command: installs if missing, goes on under the project's Node, gives `body({tally, signal})` a state folder of this run, and ends with one line `N passed, N failed`,
 * whatever happened. `kind` names the state folder (`test` or `chaos`).
 */
export async function runTests(file, kind, body) {
  try {
    installIfMissing();
    if (!(await underProjectNode(file))) return;
  } catch (error) {
    complain(error);
    process.stdout.write('0 passed, 1 failed\n');
    process.exitCode = 1;
    return;
  }
  process.env.CREDIT_STATE_DIR = join(root, '.local', `${kind}-${process.pid}`);
  mkdirSync(process.env.CREDIT_STATE_DIR, { recursive: true });
  const { signal } = stopOnSignals();
  const tally = createTally(signal);
  try {
    await body({ tally, signal });
  } catch (error) {
    complain(error);
    tally.total.failed += 1;
  }
  emptyState();
  tally.close();
  process.exit();
}
