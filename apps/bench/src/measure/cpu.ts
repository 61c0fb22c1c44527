import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Linux counts process time in hundredths of a second (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** What `/proc/<pid>/stat` says of a process: CPU seconds so far, own and of children that ended. */
export interface Stat {
  parent: number;
  cpu: number;
  endedChildren: number;
}

/** Reads a line of `/proc/<pid>/stat`; the name in brackets may hold spaces and brackets. */
export function parseStat(line: string): Stat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number);
  const [utime, stime, cutime, cstime] = fields.slice(11, 15) as [number, number, number, number];
  return { parent: fields[1]!, cpu: (utime + stime) / TICKS_PER_SECOND, endedChildren: (cutime + cstime) / TICKS_PER_SECOND };
}

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** CPU seconds of the process so far; 0 when it is gone. */
export const cpuOf = (pid: number): number => {
  const line = read(`/proc/${pid}/stat`);
  return line === undefined ? 0 : parseStat(line).cpu;
};

/** Resident memory of the process, MB. */
export const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0) / 1024;

/** Pids of the stack's processes by name, as its supervisor recorded them (`run/<name>.pid.json`). */
export function stackPids(stateDir: string): Map<string, number> {
  const records = readdirSync(join(stateDir, 'run')).filter((name) => name.endsWith('.pid.json')).flatMap((name) => {
    const text = read(join(stateDir, 'run', name)); // one that has just been taken away is not there
    return text === undefined ? [] : [JSON.parse(text) as { name: string; pid: number }];
  });
  return new Map(records.map(({ name, pid }) => [name, pid]));
}

/** Names of our own processes among those of the stack. */
export const ourServices = (stateDir: string): string[] => [...stackPids(stateDir).keys()].filter((name) => !['kafka', 'postgres', 'supervisor'].includes(name)).sort();

/** The title of a PostgreSQL child is `postgres: <role> <database> …` for a backend, `postgres: <worker>` otherwise. */
const backendOf = (pid: number, databases: ReadonlySet<string>): string => {
  const words = (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').split(' ');
  return words[2] !== undefined && databases.has(words[2]) ? `postgres ${words[2]}` : 'postgres workers';
};

/**
 * CPU seconds so far of every process of the stack: services and Kafka by name, PostgreSQL split into the backends of each database and its workers
 * (WAL writer, checkpointer, vacuum, backends that ended meanwhile). `extra`: further pids by name.
 */
export function cpuSnapshot(stateDir: string, databases: ReadonlySet<string>, extra: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const seconds = new Map<string, number>();
  const add = (name: string, value: number): void => void seconds.set(name, (seconds.get(name) ?? 0) + value);
  const pids = stackPids(stateDir);
  for (const [name, pid] of [...pids, ...extra]) if (name !== 'postgres' && name !== 'supervisor') add(name, cpuOf(pid));
  const postmaster = pids.get('postgres');
  if (postmaster === undefined) return seconds;
  for (const entry of readdirSync('/proc')) {
    const line = /^\d+$/.test(entry) ? read(`/proc/${entry}/stat`) : undefined;
    if (line === undefined) continue;
    const { parent, cpu, endedChildren } = parseStat(line);
    if (Number(entry) === postmaster) add('postgres workers', cpu + endedChildren);
    else if (parent === postmaster) add(backendOf(Number(entry), databases), cpu);
  }
  return seconds;
}

/** What was used between two snapshots; a process that was replaced counts what the new one used. */
export function cpuBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...after].map(([name, seconds]) => [name, Math.max(0, seconds - (before.get(name) ?? 0))]));
}
