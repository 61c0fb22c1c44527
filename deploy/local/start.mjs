/**
 * `npm start`: installs if missing, builds, starts Kafka, PostgreSQL and every service, feeds the sample city's day once, stays up until Ctrl-C.
 * `--fresh` begins anew. Beside a running stack it attaches, and leaves that stack running when it ends.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { build } from './parts/command.mjs';
import { attach, startSupervisor, stopStack } from './parts/control.mjs';
import { forgetState } from './parts/fresh.mjs';
import { inState, root, writeWhole } from './parts/paths.mjs';
import { complain, say, warn } from './parts/say.mjs';

/** The parts of the demonstration, each once per state: its marker is written when it is complete, so an interrupted one is done again (what arrived already is answered as before). */
const PARTS = [
  { marker: 'sample-fed', script: 'feed.mjs', name: 'the sample day' },
  { marker: 'sample-disciplined', script: 'discipline.mjs', name: 'the way from a listing to a measure and to the public column' },
  { marker: 'sample-repaired', script: 'repair.mjs', name: 'repair, lifting, and the trace of a wrong listing' },
  { marker: 'sample-promised', script: 'commitment.mjs', name: 'a promise kept, and one broken up to the watch list and out of it' },
];

async function demonstrate(stack) {
  const running = {
    gatewayUrl: stack.gatewayUrl,
    creditctl: join(root, 'apps/creditctl/bin/creditctl.mjs'),
    environment: { CREDIT_GATEWAY_URL: stack.gatewayUrl, KAFKA_BROKERS: stack.brokers, CREDIT_KAFKA_AUTH: stack.kafkaAuth, CREDIT_TOPIC_PREFIX: stack.topicPrefix, CREDIT_CITY_CONFIG: stack.cityConfig, CREDIT_STATE_DIR: inState() },
    print: (line = '') => process.stdout.write(`${line}\n`),
  };
  for (const { marker, script, name } of PARTS) {
    if (existsSync(inState(marker))) {
      say(`this state has seen ${name} already (npm start -- --fresh begins anew)`);
      continue;
    }
    const { run } = await import(pathToFileURL(join(root, 'deploy/sample-city', script)).href);
    try {
      await run(running);
      writeWhole(inState(marker), `${new Date().toISOString()}\n`);
    } catch (error) {
      complain(error);
      return warn(`${name} did not come to its end; the system is up, and the next start does it again (what arrived already is answered as a duplicate)`);
    }
  }
}

function printAddresses(stack) {
  process.stdout.write(`
  gateway    ${stack.gatewayUrl}/docs
  public     ${stack.gatewayUrl}/public
  health     ${stack.gatewayUrl}/health/ready
  Kafka      ${stack.brokers}
  state      ${inState()} (logs/, secrets/, run/)

`);
}

async function main() {
  const stop = stopOnSignals();
  let started;
  try {
    if (process.argv.includes('--fresh')) {
      await stopStack();
      forgetState();
    }
    let stack = await attach(stop.signal);
    if (stack) say('a stack is running in this state folder already: attached to it');
    else {
      say('building (cached)');
      await build(stop.signal);
      started = undefined;
      const handle = await startSupervisor({ signal: stop.signal, onStart: (h) => { started = h; } });
      stack = handle.stack;
    }
    printAddresses(stack);
    const halted = new Promise((_, reject) => stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true }));
    halted.catch(() => {});
    await Promise.race([demonstrate(stack), halted]);
    say(started ? 'everything is up; Ctrl-C stops it' : 'attached; Ctrl-C ends this view and leaves the stack running (npm run stack:down stops it)');
    const alive = setInterval(() => {}, 60_000);
    const code = await Promise.race([halted, ...(started ? [started.ended] : [])]).finally(() => clearInterval(alive));
    say(`the supervisor ended unexpectedly (${code}); stopping what it left`);
    process.exitCode = 1;
  } catch (error) {
    if (!stop.signal.aborted) {
      complain(error);
      process.exitCode = 1;
    }
  }
  if (started) {
    say('stopping services, then Kafka, then PostgreSQL');
    await started.stop();
    say('stopped');
  }
  process.exit();
}

try {
  installIfMissing();
  if (await underProjectNode(fileURLToPath(import.meta.url))) await main();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
