/** `npm run stack:up|down|status`: the local stack without the demonstration, in the background. */
import { fileURLToPath } from 'node:url';
import { installIfMissing, stopOnSignals, underProjectNode } from './parts/bootstrap.mjs';
import { build } from './parts/command.mjs';
import { attach, currentStack, startSupervisor, stopStack } from './parts/control.mjs';
import { forgetState } from './parts/fresh.mjs';
import { inState } from './parts/paths.mjs';
import { alive, recorded } from './parts/processes.mjs';
import { StackError, complain, say } from './parts/say.mjs';

async function up() {
  const stop = stopOnSignals();
  if (process.argv.includes('--fresh')) {
    await stopStack();
    forgetState();
  }
  let stack = await attach(stop.signal);
  if (stack) return say(`already up: ${stack.gatewayUrl ?? stack.brokers}`);
  const onlyServers = process.argv.includes('--servers');
  let started;
  try {
    if (!onlyServers) await build(stop.signal);
    const handle = await startSupervisor({ onlyServers, signal: stop.signal, onStart: (h) => { started = h; } });
    await handle.detach();
    stack = handle.stack;
  } catch (error) {
    await started?.stop();
    throw error;
  }
  say(`up: ${stack.gatewayUrl ?? ''} Kafka ${stack.brokers}; npm run stack:down stops it`);
}

async function down() {
  const stopped = await stopStack();
  say(stopped.length > 0 ? `stopped: ${stopped.join(', ')}` : 'nothing of this stack was running');
}

function status() {
  const stack = currentStack();
  const processes = recorded().map((r) => ({ name: r.name, pid: r.pid, port: r.port, since: r.since, running: alive(r) }));
  if (process.argv.includes('--json')) return process.stdout.write(`${JSON.stringify({ up: Boolean(stack), ...stack, processes })}\n`);
  say(stack ? `up (${inState()})` : 'not up');
  for (const p of processes) process.stdout.write(`  ${p.name.padEnd(14)} ${p.running ? 'running' : 'gone   '} pid ${String(p.pid).padEnd(8)} ${p.port ? `port ${p.port}` : ''}  since ${p.since}\n`);
  if (!stack) process.exitCode = 3;
}

const verbs = { up, down, status };

try {
  const verb = verbs[process.argv[2]];
  if (!verb) throw new StackError('usage: stack.mjs up [--servers] [--fresh] | down | status [--json]');
  if (process.argv[2] === 'up') installIfMissing();
  if (await underProjectNode(fileURLToPath(import.meta.url))) {
    await verb();
    process.exit();
  }
} catch (error) {
  complain(error);
  process.exit(1);
}
