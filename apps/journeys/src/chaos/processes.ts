import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, livedTime } from '@credit/testing';
import { environment } from '../harness/environment.ts';

/** A process of the stack as its pid file names it. */
export interface StackProcess {
  name: string;
  pid: number;
  startTime: string;
  port?: number;
}

const folder = join(environment.stateDir, 'run');
/** What `preload.ts` reads inside the services. */
const orders = join(environment.stateDir, 'chaos');
const fileOf = (name: string): string => join(folder, `${name}.pid.json`);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

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

/** What `preload.ts` has planted into a service. */
export const plantedIn = (service: string): string | undefined => (existsSync(join(orders, `planted.${service}`)) ? readFileSync(join(orders, `planted.${service}`), 'utf8') : undefined);

/** The live process of that name. Waits for it: it may just be starting again. */
export const processOf = (name: string): Promise<StackProcess> => eventually(() => read(name), `${name} runs`, { timeoutMs: 120_000, intervalMs: 50 });

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
  const victim = await processOf(name);
  process.kill(victim.pid, 'SIGSTOP');
  try {
    await pause(milliseconds);
  } finally {
    if (read(name)?.pid === victim.pid) process.kill(victim.pid, 'SIGCONT');
  }
}

/** The relay of the service dies between its next send and the update of its position. @returns what died */
export async function dieAfterSend(service: string): Promise<StackProcess> {
  const victim = await processOf(service);
  const file = join(orders, `die-after-send.${service}`);
  mkdirSync(orders, { recursive: true });
  writeFileSync(file, '');
  try {
    await eventually(() => !existsSync(file), `the relay of ${service} has sent something and died of it`, { timeoutMs: 240_000, intervalMs: 20 });
  } finally {
    rmSync(file, { force: true });
  }
  return victim;
}

/** The clock of one process is set off by `offMs` for a while, then back. */
export async function jumpClock(name: string, offMs: number, milliseconds: number): Promise<void> {
  const { pid } = await processOf(name);
  const file = join(orders, `clock.${pid}`);
  mkdirSync(orders, { recursive: true });
  writeFileSync(file, String(offMs));
  await pause(milliseconds);
  rmSync(file, { force: true });
}

/** Kafka comes back without a byte of what it held: stopped, its disk emptied, killed. */
export async function loseBrokerData(): Promise<StackProcess> {
  const victim = await processOf('kafka');
  process.kill(victim.pid, 'SIGSTOP');
  rmSync(join(environment.stateDir, 'kafka/data'), { recursive: true, force: true });
  process.kill(victim.pid, 'SIGKILL');
  return victim;
}

/** Whether the disk of the broker is within reach: a native broker's is. */
export const brokerDisk = (): boolean => existsSync(join(environment.stateDir, 'kafka/data/meta.properties'));

/** Resolves when the process says that it is ready. */
export const isReady = (name: string): Promise<boolean> =>
  eventually(async () => (await fetch(`http://127.0.0.1:${(await processOf(name)).port}/health/ready`)).ok, `${name} is ready`, { timeoutMs: 120_000, intervalMs: 100 });

/** How many events of its internal topics this instance has been given again since it began. */
export async function givenAgain(name: string): Promise<number> {
  const { port } = await processOf(name);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return [...text.matchAll(/^credit_events_duplicate_total\{[^}]*topic="credit\.(?!intake)[^}]*\} (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** SIGTERM to a process that lives. @returns how long the process took to end, ms, and its exit as the supervisor noted it (`exit 0`) */
export async function terminate(name: string): Promise<{ victim: StackProcess; tookMs: number; exit: string }> {
  const log = join(environment.stateDir, 'logs/supervisor.log');
  const victim = await eventually(async () => {
    const now = await processOf(name);
    return (await fetch(`http://127.0.0.1:${now.port}/health/live`)).ok ? now : undefined;
  }, `${name} is alive`, { timeoutMs: 90_000 });
  const from = readFileSync(log, 'utf8').length;
  const lived = livedTime();
  process.kill(victim.pid, 'SIGTERM');
  await eventually(() => startTimeOf(victim.pid) !== victim.startTime, `${name} ends`, { timeoutMs: 60_000, intervalMs: 10 });
  const tookMs = lived.ms();
  lived.stop();
  const exit = await eventually(() => new RegExp(`${name} ended \\(([^)]+)\\)`).exec(readFileSync(log, 'utf8').slice(from))?.[1], `the supervisor notes the end of ${name}`);
  return { victim, tookMs, exit };
}

const wordsOf = (file: string): string[] => readFileSync(file, 'utf8').split('\0').filter(Boolean);

/** How a running process was started; undefined while it is being replaced, as when another fault has just killed it. */
async function launchOf(service: string): Promise<{ command: string; args: string[]; env: Record<string, string> } | undefined> {
  const { pid } = await processOf(service);
  const [command, ...args] = wordsOf(`/proc/${pid}/cmdline`);
  const env = Object.fromEntries(wordsOf(`/proc/${pid}/environ`).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  return command === undefined ? undefined : { command, args, env };
}

/** One more instance of a running service, as somebody would start it by hand: same command and environment, another port and id. It is not started again when it dies. Resolves when it listens. */
export async function another(service: string, id: string): Promise<ChildProcess> {
  const { command, args, env } = await eventually(() => launchOf(service), `how ${service} was started`, { timeoutMs: 90_000 });
  const log = join(environment.stateDir, `logs/${id}.log`);
  const output = openSync(log, 'w');
  const child = spawn(command, args, { cwd: environment.root, env: { ...env, PORT: '0', CREDIT_INSTANCE_ID: id }, stdio: ['ignore', output, output] });
  closeSync(output);
  await eventually(() => readFileSync(log, 'utf8').includes('"msg":"listening"'), `${id} listens`, { timeoutMs: 90_000 }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return child;
}
