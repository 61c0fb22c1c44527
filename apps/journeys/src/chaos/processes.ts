import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@credit/testing';
import { environment } from '../harness/environment.ts';

/** A process of the stack as its pid file names it. */
export interface StackProcess {
  name: string;
  pid: number;
  startTime: string;
}

const folder = join(environment.stateDir, 'run');
const fileOf = (name: string): string => join(folder, `${name}.pid.json`);

/** Kernel start time (Linux): with the pid it names a process for ever. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function read(name: string): StackProcess | undefined {
  try {
    const record = JSON.parse(readFileSync(fileOf(name), 'utf8')) as StackProcess;
    const alive = existsSync('/proc') ? startTimeOf(record.pid) === record.startTime : true;
    return alive ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Names of everything that the supervisor keeps up; the supervisor itself is not among them. */
export const processNames = (): string[] => readdirSync(folder).filter((file) => file.endsWith('.pid.json')).map((file) => file.slice(0, -'.pid.json'.length)).filter((name) => name !== 'supervisor').sort();

/** The live process of that name. Waits for it: it may just be starting again. */
export const processOf = (name: string): Promise<StackProcess> => eventually(() => read(name), `${name} runs`, { timeoutMs: 60_000, intervalMs: 50 });

/** kill -9 of exactly this process. @returns what was killed */
export async function killHard(name: string): Promise<StackProcess> {
  const victim = await processOf(name);
  process.kill(victim.pid, 'SIGKILL');
  return victim;
}

/** Waits until another process bears the name. */
export const replaced = (victim: StackProcess): Promise<StackProcess> =>
  eventually(() => {
    const now = read(victim.name);
    return now && now.pid !== victim.pid ? now : undefined;
  }, `${victim.name} is started again`, { timeoutMs: 90_000, intervalMs: 50 });

/** Freezes a process for a while (SIGSTOP, SIGCONT), as a long pause of the machine would. */
export async function freeze(name: string, milliseconds: number): Promise<void> {
  const { pid } = await processOf(name);
  process.kill(pid, 'SIGSTOP');
  try {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
