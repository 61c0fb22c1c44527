import { fork } from 'node:child_process';
import { join } from 'node:path';
import { inState, makeState, readJson, root } from './paths.mjs';
import { alive, forget, openLog, recorded, running, stopProcess } from './processes.mjs';
import { StackError, say, until } from './say.mjs';

/** The description of the running stack ({gatewayUrl, brokers, topicPrefix, cityConfig, ports, way, …}), or undefined. */
export const currentStack = () => (running('supervisor') ? readJson(inState('run', 'stack.json')) : undefined);

/**
 * Attaches to the stack of this state folder, waiting while another process starts it; undefined when none is there.
 */
export async function attach(signal) {
  if (!running('supervisor')) return undefined;
  await until(() => !running('supervisor') || currentStack(), 'the other start of this stack did not come to an end', { seconds: 180, signal });
  return currentStack();
}

/**
 * Starts a supervisor and waits until the stack is ready. Returns {stack, pid, ended, stop(), detach()}:
 * `ended` resolves with the exit code when the supervisor is gone; `stop()` stops exactly what it started.
 */
export async function startSupervisor({ onlyServers = false, env = {}, signal, onStart = () => {} } = {}) {
  makeState();
  const log = openLog('supervisor');
  const child = fork(join(root, 'deploy/local/supervisor.mjs'), onlyServers ? ['--servers'] : [], {
    detached: true, cwd: root, env: { ...process.env, ...env, CREDIT_STATE_DIR: inState() }, stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = new Promise((resolve) => child.once('exit', (code, killedBy) => resolve(code ?? killedBy)));
  const handle = {
    pid: child.pid,
    ended,
    async stop() {
      try { process.kill(child.pid, 'SIGTERM'); } catch { /* already gone */ }
      await ended;
      await stopLeftProcesses();
    },
    detach() {
      return new Promise((resolve) => child.send('detach', () => { child.unref(); resolve(); }));
    },
  };
  onStart(handle);
  const stack = await new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.ready) resolve(message.ready);
      else if (message.say) say(message.say);
      else if (message.failed) reject(new StackError(message.failed));
    });
    ended.then((code) => reject(new StackError(`The supervisor ended (${code}) before the stack was ready; see ${inState('logs', 'supervisor.log')}.`)));
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Object.assign(handle, { stack });
}

/** Stops recorded processes without a living supervisor, in order. Returns the names of what was stopped. */
export async function stopLeftProcesses() {
  const rank = { kafka: 1, postgres: 2 };
  const left = recorded().filter(alive).sort((a, b) => (rank[a.name] ?? 0) - (rank[b.name] ?? 0));
  for (const record of left) await stopProcess(record, { signal: record.name === 'postgres' ? 'SIGINT' : 'SIGTERM', seconds: 20 });
  for (const record of recorded()) if (!alive(record)) forget(record.name, record.pid);
  return left.map((record) => record.name);
}

/** Stops the stack of this state folder: its supervisor (which stops the rest), then whatever a dead supervisor left. Returns the names that were running. */
export async function stopStack() {
  const before = recorded().filter(alive).map((record) => record.name);
  const supervisor = running('supervisor');
  if (supervisor) {
    say('stopping services, then Kafka, then PostgreSQL');
    await stopProcess(supervisor, { seconds: 120 });
  }
  await stopLeftProcesses();
  return before;
}
