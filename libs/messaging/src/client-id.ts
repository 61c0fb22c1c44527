import { hostname } from 'node:os';

/** A process among those that ever ran: its host, its pid there, and the moment of its start (ms). */
export interface ProcessId { readonly host: string; readonly pid: number; readonly startedAt: number }

const SELF: ProcessId = { host: hostname(), pid: process.pid, startedAt: Math.round(performance.timeOrigin) };
const FORM = /@([^@/]+)\/(\d{1,10})\/(\d{1,16})$/;

/** What a client calls itself at the broker, `<name>@<host>/<pid>/<start>`: operators see who holds a partition, and a successor sees whether that process still lives. */
export const clientIdOf = (name: string, { host, pid, startedAt }: ProcessId = SELF): string => `${name}@${host}/${pid}/${startedAt}`;

/** A signal that is none tells whether a process is there; one that we may not signal is. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Whether the process behind a client id has ended for certain: it ran on this host, and its pid is nobody's, or ours (a container that starts again has the same one). Of other hosts nothing is known.
 */
export function hasEnded(clientId: string, self: ProcessId = SELF): boolean {
  const [, host, pid, startedAt] = FORM.exec(clientId) ?? [];
  if (host !== self.host) return false;
  return Number(pid) === self.pid ? Number(startedAt) !== self.startedAt : !lives(Number(pid));
}
