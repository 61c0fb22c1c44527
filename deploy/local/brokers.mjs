/** `npm run test:brokers -- 4.2.1 3.9.2`: the broker contract (R1) and the pipeline's first journeys on other versions of Kafka, one lane after the other. */
import { fileURLToPath } from 'node:url';
import { say } from './parts/say.mjs';
import { runTests } from './parts/test-run.mjs';
import { withStack } from './parts/test-stack.mjs';

const LANES = ['4.3.1', '4.2.1', '3.9.2'];
const SPECS = 'libs/messaging/test/integration/(kafka-port|relay|flow|intake)';

await runTests(fileURLToPath(import.meta.url), 'test', async ({ tally, signal }) => {
  const versions = process.argv.slice(2);
  for (const version of versions.length > 0 ? versions : LANES) {
    say(`Kafka ${version}`);
    await withStack({ onlyServers: true, env: { KAFKA_VERSION: version, CREDIT_POSTGRES_FSYNC: 'off' }, signal }, (env) => tally.jest('int', { env, args: `--testPathPatterns '${SPECS}'` }));
  }
});
