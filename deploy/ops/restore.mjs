/**
 * `node deploy/ops/restore.mjs <backup folder> [--immediate]`: puts a copy of backup.mjs back under the local stack; PostgreSQL must not run, and replays the WAL at its next start.
 * To the last commit: from the archive, and from the old data folder's own WAL if that is still there. `--immediate`: only to the end of the copy; later commits are lost (BACKUP.md, Reconcile).
 */
import { appendFileSync, chmodSync, copyFileSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inState } from '../local/parts/paths.mjs';
import { running } from '../local/parts/processes.mjs';
import { StackError, complain, say } from '../local/parts/say.mjs';
import { giveTo } from './backup.mjs';

const SEGMENT = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)$/;

function restore(backup, immediate) {
  if (!existsSync(join(backup, 'data', 'backup_label'))) throw new StackError(`${backup} holds no finished copy.`);
  if (running('postgres')) throw new StackError('PostgreSQL runs: npm run stack:down first.');
  const dataDir = readFileSync(inState('postgres', 'initialised'), 'utf8').trim();
  const archive = readFileSync(inState('postgres', 'archive-folder'), 'utf8').trim();
  const aside = `${dataDir}.before-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  if (existsSync(dataDir)) renameSync(dataDir, aside);
  cpSync(join(backup, 'data'), dataDir, { recursive: true, preserveTimestamps: true });
  chmodSync(dataDir, 0o700);
  const left = join(aside, 'pg_wal');
  const segments = !immediate && existsSync(left) ? readdirSync(left).filter((name) => SEGMENT.test(name)) : [];
  for (const name of segments) copyFileSync(join(left, name), join(dataDir, 'pg_wal', name));
  appendFileSync(join(dataDir, 'postgresql.auto.conf'), [
    `restore_command = 'cp "${archive}/%f" "%p"'`,
    `recovery_target = '${immediate ? 'immediate' : ''}'`,
    `recovery_target_action = 'promote'`,
    `recovery_target_timeline = '${immediate ? 'current' : 'latest'}'`,
    `hot_standby = 'off'`, // nobody is answered before the last commit is back
    '',
  ].join('\n'));
  writeFileSync(join(dataDir, 'recovery.signal'), '');
  giveTo(dataDir, existsSync(aside) ? aside : dirname(dataDir));
  say(`${dataDir} holds the copy of ${backup}${segments.length > 0 ? ` and ${segments.length} WAL segments of the old folder` : ''}; the old folder is ${existsSync(aside) ? aside : 'gone'}`);
  say('start the stack: PostgreSQL replays the WAL before it answers');
}

try {
  const [folder] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  if (!folder) throw new StackError('usage: node deploy/ops/restore.mjs <backup folder> [--immediate]');
  restore(resolve(folder), process.argv.includes('--immediate'));
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
