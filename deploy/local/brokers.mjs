/**
 * `npm run test:brokers -- 4.2.1 3.9.2 tls`: the broker contract (R1) and the pipeline's first journeys on other versions of Kafka, and the whole stack over TLS, one lane after the other.
 * Without arguments: every lane.
 */
import { fileURLToPath } from 'node:url';
import { build } from './parts/command.mjs';
import { say } from './parts/say.mjs';
import { runTests } from './parts/test-run.mjs';
import { withStack } from './parts/test-stack.mjs';

const LANES = ['4.3.1', '4.2.1', '3.9.2', 'tls'];
const SPECS = 'libs/messaging/test/integration/(kafka-port|relay|flow|intake)';

async function overTls({ tally, signal }) {
  await build(signal);
  await withStack({ env: { CREDIT_KAFKA_TLS: 'on' }, signal }, (env) => tally.jest('tls', { env, args: '--runInBand' }));
}

const onVersion = (version, { tally, signal }) =>
  withStack({ onlyServers: true, env: { KAFKA_VERSION: version, CREDIT_POSTGRES_FSYNC: 'off' }, signal }, (env) => tally.jest('int', { env, args: `--testPathPatterns '${SPECS}'` }));

await runTests(fileURLToPath(import.meta.url), 'test', async (run) => {
  const lanes = process.argv.slice(2);
  for (const lane of lanes.length > 0 ? lanes : LANES) {
    say(`Kafka ${lane}`);
    await (lane === 'tls' ? overTls(run) : onVersion(lane, run));
  }
});
