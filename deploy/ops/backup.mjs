/**
 * `node deploy/ops/backup.mjs <folder>`: a physical copy of the local stack's PostgreSQL while it works, and the secrets, into a new folder.
 * The stack must run with CREDIT_WAL_ARCHIVE (BACKUP.md). It does what pg_basebackup does on a server that has it: start, copy, stop, label.
 */
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inState, root } from '../local/parts/paths.mjs';
import { StackError, complain, say } from '../local/parts/say.mjs';

/** Folders of which only the folder itself belongs into a copy (PostgreSQL manual, "Making a Base Backup Using the Low Level API"). */
const EMPTY = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
const NEVER = /^(postmaster\.(pid|opts)|pgsql_tmp.*|backup_label(\.old)?|tablespace_map(\.old)?|recovery\.signal|standby\.signal)$/;

/** Copies a folder that changes meanwhile: what vanishes under our hands is in the WAL. Owners are kept where we may. */
function copyLive(from, to, top = true) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) {
    if (NEVER.test(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    try {
      if (lstatSync(source).isDirectory()) {
        if (top && EMPTY.has(name)) mkdirSync(target, { mode: 0o700 });
        else copyLive(source, target, false);
      } else copyFileSync(source, target);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

/** Gives everything below a folder to the owner of `like`; only root has to. */
export function giveTo(path, like) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = lstatSync(like);
  const give = (one) => {
    chownSync(one, uid, gid);
    if (lstatSync(one).isDirectory()) for (const name of readdirSync(one)) give(join(one, name));
  };
  give(path);
}

async function backup(folder) {
  if (existsSync(folder)) throw new StackError(`${folder} is there already: every backup gets a folder of its own.`);
  const { Client } = createRequire(join(root, 'package.json'))('pg');
  const client = new Client({ connectionString: readFileSync(inState('secrets', 'admin-url.txt'), 'utf8'), application_name: 'credit-backup' });
  await client.connect();
  try {
    const { rows: [is] } = await client.query(`select current_setting('archive_mode') as mode, current_setting('data_directory') as data, current_setting('server_version') as version`);
    if (is.mode === 'off') throw new StackError('WAL is not archived: start the stack with CREDIT_WAL_ARCHIVE=on. A copy without the WAL behind it cannot be restored.');
    const begun = new Date();
    await client.query(`select pg_backup_start('credit ${begun.toISOString()}', true)`);
    copyLive(is.data, join(folder, 'data'));
    await client.query(`set statement_timeout = '60s'`);
    const { rows: [end] } = await client.query('select lsn::text, labelfile, spcmapfile from pg_backup_stop(true)').catch((error) => {
      throw new StackError(`The WAL of the copy did not reach the archive (${error.message}): see .local/logs/postgres.log.`);
    });
    writeFileSync(join(folder, 'data', 'backup_label'), end.labelfile);
    if (end.spcmapfile.trim() !== '') throw new StackError('This server has tablespaces: use pg_basebackup.');
    giveTo(join(folder, 'data'), is.data);
    cpSync(inState('secrets'), join(folder, 'secrets'), { recursive: true });
    chmodSync(join(folder, 'secrets'), 0o700);
    writeFileSync(join(folder, 'backup.json'), `${JSON.stringify({ begun: begun.toISOString(), ended: new Date().toISOString(), version: is.version, lsn: end.lsn }, null, 2)}\n`);
    say(`copied to ${folder}: good from ${end.lsn} on, with the WAL archive behind it`);
  } finally {
    await client.end();
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    if (!process.argv[2]) throw new StackError('usage: node deploy/ops/backup.mjs <new folder>');
    await backup(resolve(process.argv[2]));
  } catch (error) {
    complain(error);
    process.exitCode = 1;
  }
}
