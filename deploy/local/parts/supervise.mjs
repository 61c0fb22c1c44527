import { readFileSync } from 'node:fs';
import { inState } from './paths.mjs';
import { listensOn } from './ports.mjs';
import { alive, launch, stopProcess } from './processes.mjs';
import { StackError, say, sleep } from './say.mjs';

const FIRST_WAIT_MS = 500;
/** CREDIT_RESTART_MOST_MS: runs that kill all day need no growing patience. */
const LONGEST_WAIT_MS = Number(process.env.CREDIT_RESTART_MOST_MS ?? 30_000);
const STABLE_AFTER_MS = 60_000;
const HOPELESS_STARTS = 5;
const EXIT_CONFIGURATION = 78;

/**
 * Keeps one process running: starts it, and after a crash again with a back-off of 0.5 s doubling to 30 s, which begins anew after 60 s of life.
 * `spec` = {name, command, args, env, cwd, uid, gid, port, stop: {signal, seconds}, ready(), beforeStart?()}; `env` may be a function; both functions are asked at each start.
 * `portHeldElsewhere`: the process that listens is not the one that is started.
 */
export function keepRunning(spec) {
  const halt = new AbortController();
  const state = { name: spec.name, port: spec.port, restarts: 0, misconfigured: false, record: undefined };

  const runOnce = async () => {
    try {
      await spec.beforeStart?.();
    } catch (error) {
      return { error };
    }
    if (halt.signal.aborted) return {};
    const run = launch(spec.name, spec.command, spec.args, { ...spec, env: typeof spec.env === 'function' ? spec.env() : spec.env });
    state.record = run.record;
    return run.exited;
  };

  const loop = async () => {
    let wait = FIRST_WAIT_MS;
    while (!halt.signal.aborted) {
      const began = Date.now();
      const end = await runOnce();
      if (halt.signal.aborted) return;
      state.misconfigured = end.code === EXIT_CONFIGURATION;
      if (Date.now() - began > STABLE_AFTER_MS) wait = FIRST_WAIT_MS;
      say(`${spec.name} ended (${end.error?.message ?? end.signal ?? `exit ${end.code}`}); starting it again in ${wait / 1000} s`);
      await sleep(wait, halt.signal).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      state.restarts += 1;
    }
  };

  const ended = loop();
  /** The one that answers is ours, not somebody's who took the port in the same moment. */
  const ours = () => spec.port === undefined || (alive(state.record) && (spec.portHeldElsewhere || listensOn(state.record.pid, spec.port) !== false));
  return {
    state,
    /** Resolves when this very process answers its readiness question; a refused configuration, five ends or `seconds` without answer throw with the end of its log. */
    async ready({ seconds, signal }) {
      const limit = Date.now() + seconds * 1000;
      const before = state.restarts;
      while (!(await spec.ready()) || !ours()) {
        if (state.misconfigured) throw new StackError(`${spec.name} refuses its configuration:\n${logTail(spec.name, 3)}`);
        if (state.restarts - before >= HOPELESS_STARTS) throw new StackError(`${spec.name} ended ${state.restarts - before} times before it was ready (log: ${inState('logs', `${spec.name}.log`)}):\n${logTail(spec.name, 8)}`);
        if (Date.now() > limit) throw new StackError(`${spec.name} was not ready within ${seconds} s (log: ${inState('logs', `${spec.name}.log`)}):\n${logTail(spec.name, 8)}`);
        await sleep(250, signal);
      }
    },
    /** Stops the process and the restarts; resolves when it is gone. */
    async stop() {
      halt.abort(new StackError('stopping'));
      if (state.record?.pid && !(await stopProcess(state.record, spec.stop))) say(`${spec.name} did not stop within ${spec.stop.seconds} s and was killed`);
      await ended;
    },
  };
}

/** The last lines of a process's log. */
export function logTail(name, lines) {
  try {
    return readFileSync(inState('logs', `${name}.log`), 'utf8').trimEnd().split('\n').slice(-lines).map((line) => `    ${line.slice(0, 400)}`).join('\n');
  } catch {
    return '    (no log)';
  }
}
