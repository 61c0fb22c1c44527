import { chownSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeWhole, inState, secret } from './paths.mjs';
import { postgresHome } from './postgres-home.mjs';
import { ask } from './ports.mjs';
import { runTool } from './tools.mjs';

/** The administrator's role of the local database. */
export const ADMIN = 'credit_admin';

/** The administrator's connection string of a native server on that port. */
export const adminUrl = (port) => `postgres://${ADMIN}:${secret('postgres-admin')}@127.0.0.1:${port}/postgres`;

/** Server settings of the pipeline; time-outs are set per role (provision.mjs), durability is never traded in the local stack;
 * the log holds no statement text and no row values, which may name persons. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  wal_level: 'replica',
  min_wal_size: '1GB', // finished WAL files are kept for reuse: while a new one is written and synced (16 MB, 60 ms on a small disk) no commit ends
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] %u@%d ',
  autovacuum_naptime: '15s',
};

async function initdb(home, dataDir, signal) {
  const passwordFile = join(dirname(dataDir), 'pw');
  writeWhole(passwordFile, `${secret('postgres-admin')}\n`, 0o600);
  if (home.uid !== undefined) chownSync(passwordFile, home.uid, home.gid);
  const args = [`--pgdata=${dataDir}`, '--auth=scram-sha-256', `--username=${ADMIN}`, `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  try {
    await runTool("PostgreSQL's initdb", join(home.bin, 'initdb'), args, signal, { uid: home.uid, gid: home.gid, cwd: dirname(dataDir), env: home.env });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** CREDIT_WAL_ARCHIVE: `on` keeps finished WAL beside the data folder, a path keeps it there (another disk); deploy/ops/BACKUP.md. */
function archiveSettings(home) {
  const wanted = process.env.CREDIT_WAL_ARCHIVE;
  if (!wanted || wanted === 'off') return {};
  const folder = wanted === 'on' ? join(home.state, 'wal-archive') : resolve(wanted);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (home.uid !== undefined) chownSync(folder, home.uid, home.gid);
  writeWhole(inState('postgres', 'archive-folder'), `${folder}\n`);
  return { archive_mode: 'on', archive_command: `test ! -f "${folder}/%f" && cp "%p" "${folder}/%f.half" && mv "${folder}/%f.half" "${folder}/%f"`, archive_timeout: '60s' };
}

/**
 * Prepares a native PostgreSQL 18 from the npm package: a home its user may enter, a data folder made once.
 * `settings` are added to or override the defaults. Resolves to what a supervisor starts.
 */
export async function preparePostgres({ port, settings = {}, signal }) {
  const home = postgresHome();
  const dataDir = join(home.state, 'data');
  const marker = inState('postgres', 'initialised');
  if (!existsSync(marker)) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (home.uid !== undefined) {
      chownSync(home.state, home.uid, home.gid);
      chownSync(dataDir, home.uid, home.gid);
    }
    await initdb(home, dataDir, signal);
    writeWhole(marker, `${dataDir}\n`);
  }
  const flags = Object.entries({ ...SETTINGS, ...archiveSettings(home), ...settings }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return {
    name: 'postgres',
    command: join(home.bin, 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...flags],
    env: home.env,
    cwd: home.state,
    uid: home.uid,
    gid: home.gid,
    port,
    stop: { signal: 'SIGINT', seconds: 20 },
    ready: () => postgresAnswers('127.0.0.1', port),
  };
}

/** True when a server asks for a password: it speaks the protocol and is past recovery. */
export async function postgresAnswers(host, port) {
  const words = Buffer.from(`user\0${ADMIN}\0database\0postgres\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + words.length, 0);
  head.writeInt32BE(196608, 4);
  const answer = await ask(host, port, Buffer.concat([head, words]));
  return answer?.[0] === 0x52;
}
