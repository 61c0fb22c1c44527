import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { StackError } from './say.mjs';
import { databaseName, databaseUrl, entryOf, ownerName, ownerPassword } from './services.mjs';

/** Runs a built program of ours to its end; throws its last lines when it fails. */
export function run(what, args, env, signal) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (bytes) => { tail = (tail + bytes).slice(-4000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const kill = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* already gone */ } };
    signal?.addEventListener('abort', kill, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve(tail);
      else reject(new StackError(`${what} failed (exit ${code}):\n${tail.trim().split('\n').slice(-12).join('\n')}`));
    });
  });
}

/** Brings a service's database to this release in a process of its own: only that process sees the owner's password, and it ends before the service starts (ADR 0005). `env`: the service's own environment. */
export const migrateDatabase = (service, adminUrl, env, signal) =>
  run(`Migrating the database of ${service.name}`, [entryOf(service.name), 'migrate', databaseName(service.name)],
    { ...env, [service.database]: databaseUrl(adminUrl, service.name, { role: ownerName(service.name), password: ownerPassword(service.name) }) }, signal);
