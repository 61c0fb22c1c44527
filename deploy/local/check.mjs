/** `npm run check`: lint, fences, types, unit and contract tests; no servers. Ends with one line `N passed, N failed`. */
import { fileURLToPath } from 'node:url';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { createTally, withoutServers } from './parts/gates.mjs';
import { complain } from './parts/say.mjs';

try {
  installIfMissing();
  if (await underProjectNode(fileURLToPath(import.meta.url))) {
    const tally = createTally(stopOnSignals().signal);
    try {
      await withoutServers(tally);
    } catch (error) {
      complain(error);
      tally.total.failed += 1;
    }
    tally.close();
    process.exit();
  }
} catch (error) {
  complain(error);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
