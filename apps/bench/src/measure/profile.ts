import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from '../stack/system.ts';
import { stackPids } from './cpu.ts';

interface Profile {
  nodes: { id: number; hitCount?: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

interface Session {
  ask<T>(method: string, params?: object): Promise<T>;
  close(): void;
}

const LINES = 18;
const FUNCTIONS = 30;

/** Opens the inspector of a running process (SIGUSR1; the stack starts it on a free port and its log names the address). */
async function inspect(system: System, name: string): Promise<Session> {
  const pid = stackPids(system.stateDir).get(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGUSR1');
  const log = join(system.stateDir, 'logs', `${name}.log`);
  let address: string | undefined;
  for (let n = 0; n < 100 && address === undefined; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    address = readFileSync(log, 'utf8').match(/ws:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]+/g)?.at(-1);
  }
  if (address === undefined) throw new Error(`the inspector of ${name} did not open`);
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let next = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result as never);
  });
  return {
    ask: <T>(method: string, params: object = {}) => new Promise<T>((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      socket.send(JSON.stringify({ id: next, method, params }));
    }),
    close: () => socket.close(),
  };
}

/** `libs/messaging/dist/relay.js`, `kafkajs/src/…`, `node:net`, `(program)`. */
function fileOf(url: string): string {
  const path = url.replace(/^file:\/\//, '');
  return /node_modules\/(?!.*node_modules\/)(.*)$/.exec(path)?.[1] ?? /\/((?:libs|apps)\/.*)$/.exec(path)?.[1] ?? (path || '(V8, garbage collection, idle)');
}

/** Self time by function and by file, as lines; idle time is left out. */
export function describe(name: string, profile: Profile): string[] {
  const self = new Map<number, number>();
  profile.samples.forEach((id, n) => self.set(id, (self.get(id) ?? 0) + (profile.timeDeltas[n] ?? 0)));
  const byFunction = new Map<string, number>();
  const byFile = new Map<string, number>();
  let busy = 0;
  for (const { id, callFrame } of profile.nodes) {
    const time = self.get(id) ?? 0;
    if (time === 0 || callFrame.functionName === '(idle)') continue;
    busy += time;
    const file = fileOf(callFrame.url);
    const label = `${callFrame.functionName || '(anonymous)'} ${file}${callFrame.lineNumber > 0 ? `:${callFrame.lineNumber + 1}` : ''}`;
    byFunction.set(label, (byFunction.get(label) ?? 0) + time);
    byFile.set(file, (byFile.get(file) ?? 0) + time);
  }
  const top = (times: Map<string, number>, count: number): string[] =>
    [...times].sort((a, b) => b[1] - a[1]).slice(0, count).map(([label, time]) => `    ${((100 * time) / busy).toFixed(1).padStart(5)} %  ${(time / 1000).toFixed(0).padStart(6)} ms  ${label}`);
  return [`  ${name}: ${(busy / 1e6).toFixed(2)} s of CPU; by file`, ...top(byFile, LINES), `  ${name}: by function`, ...top(byFunction, FUNCTIONS)];
}

/** Profiles these services while `work` runs; the raw profiles are kept in the work tree's `.local/bench-profiles` for a browser's tools. */
export async function profiled(system: System, services: readonly string[], work: () => Promise<void>): Promise<string[]> {
  const sessions = await Promise.all(services.map((name) => inspect(system, name)));
  await Promise.all(sessions.map(async (session) => {
    await session.ask('Profiler.enable');
    await session.ask('Profiler.setSamplingInterval', { interval: 500 });
    await session.ask('Profiler.start');
  }));
  await work();
  const folder = join(system.stateDir, '..', 'bench-profiles');
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  for (const [n, session] of sessions.entries()) {
    const { profile } = await session.ask<{ profile: Profile }>('Profiler.stop');
    session.close();
    writeFileSync(join(folder, `${services[n]}.cpuprofile`), JSON.stringify(profile));
    lines.push(...describe(services[n]!, profile));
  }
  return [...lines, `  profiles: ${folder}`];
}
