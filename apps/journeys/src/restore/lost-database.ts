import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@credit/testing';
import { processOf } from '../chaos/processes.ts';
import { environment } from '../harness/environment.ts';
import { call } from '../harness/gateway.ts';

/** Runs a script of deploy/ops as an operator does; resolves with what it printed. @throws Error with its complaint */
export function operate(script: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(environment.root, 'deploy/ops', script), ...args], { env: { ...process.env, CREDIT_STATE_DIR: environment.stateDir }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { out += text; });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${script} ended with ${code}: ${out.slice(-800)}`))));
  });
}

/** The data folder of the stack's PostgreSQL. */
const dataFolder = (): string => readFileSync(join(environment.stateDir, 'postgres/initialised'), 'utf8').trim();

/**
 * PostgreSQL dies in the middle of the load and its disk with it: the supervisor, which would start it again at once, is frozen meanwhile; Kafka and the services go on.
 * `keepWal`: the WAL lay on a disk of its own, and that one is left. What `repair` does, an operator does before PostgreSQL is started again.
 */
export async function loseDatabase({ keepWal }: { keepWal: boolean }, repair: () => Promise<void>): Promise<void> {
  const supervisor = await processOf('supervisor');
  const postgres = await processOf('postgres');
  process.kill(supervisor.pid, 'SIGSTOP');
  try {
    process.kill(-postgres.pid, 'SIGKILL');
    await eventually(() => !alive(-postgres.pid), 'no process of PostgreSQL is left');
    const folder = dataFolder();
    for (const name of readdirSync(folder)) if (!(keepWal && name === 'pg_wal')) rmSync(join(folder, name), { recursive: true });
    await repair();
  } finally {
    process.kill(supervisor.pid, 'SIGCONT');
  }
  await eventually(async () => (await call('GET', '/v1/sandbox/date')).status === 200 && (await call('GET', '/v1/public/statistics')).status === 200, 'the services answer again', { timeoutMs: 120_000, intervalMs: 500 });
}

/** Zombies of a frozen parent do not count. */
function alive(group: number): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return fields[0] !== 'Z' && Number(fields[2]) === -group;
    } catch {
      return false;
    }
  });
}
