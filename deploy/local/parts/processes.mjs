import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { inState, readJson, writeWhole } from './paths.mjs';
import { sleep } from './say.mjs';

const LOG_LIMIT = 32 * 1024 * 1024;

/** The start time of a process in the kernel's words, or undefined when it is gone: with the pid it names a process for ever. */
export function startTimeOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const out = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
  return out || undefined;
}

/** The pid file of a process: `run/<name>.pid.json` = {name, pid, startTime, since, …more}. */
export const pidFile = (name) => inState('run', `${name}.pid.json`);

/** Writes the pid file of a live process; returns the record. */
export function remember(name, pid, more = {}) {
  const record = { name, pid, startTime: startTimeOf(pid), since: new Date().toISOString(), ...more };
  writeWhole(pidFile(name), `${JSON.stringify(record)}\n`);
  return record;
}

/** Removes the pid file if it still names this process. */
export function forget(name, pid) {
  if (readJson(pidFile(name))?.pid === pid) rmSync(pidFile(name), { force: true });
}

/** True when the recorded process is the one that runs under that pid now. */
export function alive(record) {
  return Boolean(record?.pid) && record.startTime !== undefined && startTimeOf(record.pid) === record.startTime;
}

/** All recorded processes, live or dead. */
export function recorded() {
  if (!existsSync(inState('run'))) return [];
  return readdirSync(inState('run')).filter((f) => f.endsWith('.pid.json')).map((f) => readJson(inState('run', f))).filter(Boolean);
}

/** The recorded live process of that name, or undefined. */
export function running(name) {
  const record = readJson(pidFile(name));
  return alive(record) ? record : undefined;
}

/** Opens `logs/<name>.log` for appending; a log above 32 MiB becomes `.log.1` first. */
export function openLog(name) {
  const path = inState('logs', `${name}.log`);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o640);
}

/**
 * Starts a child in its own process group with its output in `logs/<name>.log`, and records it.
 * `options`: env, cwd, uid, gid, port (recorded). Returns {child, record, exited}; `exited` resolves to {code, signal}.
 */
export function launch(name, command, args, options = {}) {
  const log = openLog(name);
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env: options.env, cwd: options.cwd, uid: options.uid, gid: options.gid });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const record = child.pid ? remember(name, child.pid, options.port ? { port: options.port } : {}) : { name };
  exited.then(() => child.pid && forget(name, child.pid));
  return { child, record, exited };
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Stops a recorded process: its signal once a second (a server may swallow the first one while it starts), after `seconds` SIGKILL to its group.
 * Resolves when it is gone; true when it needed no SIGKILL.
 */
export async function stopProcess(record, { signal = 'SIGTERM', seconds = 20 } = {}) {
  const end = Date.now() + seconds * 1000;
  let nextSend = 0;
  while (alive(record)) {
    if (Date.now() > end) {
      if (!send(-record.pid, 'SIGKILL')) send(record.pid, 'SIGKILL');
      while (alive(record)) await sleep(50);
      forget(record.name, record.pid);
      return false;
    }
    if (Date.now() >= nextSend) {
      send(record.pid, signal);
      nextSend = Date.now() + 1000;
    }
    await sleep(50);
  }
  if (record?.name) forget(record.name, record.pid);
  return true;
}
