import { DomainError } from '@credit/kernel';
import { createLogger, maskedText } from '@credit/observability';
import { isTransient } from '@credit/persistence';
import { lowerHelperThreads } from './helper-threads.ts';

const EX_UNAVAILABLE = 69;
const EX_SOFTWARE = 70;
const EX_CONFIG = 78;
const AWAY = /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|57P0|53|08)/;
const CONFIGURATION = /^(key file |CREDIT_|exactly one of CREDIT_)/;

/** Exit code and line for what kept a process from starting; no line = a bug, whose stack is logged. */
export function startFault(error: unknown): { exit: number; line?: string } {
  const { code, message, errors } = (error ?? {}) as { code?: unknown; message?: string; errors?: { code?: string; message: string }[] };
  const first = errors?.[0];
  const place = String(code ?? first?.code ?? '');
  if (error instanceof DomainError) return { exit: EX_CONFIG, line: `${error.code}: ${error.message}` };
  if (AWAY.test(place) || isTransient(error)) return { exit: EX_UNAVAILABLE, line: `a server it needs does not answer: ${message || first?.message}${place === '' ? '' : ` (${place})`}` };
  if (CONFIGURATION.test(message ?? '')) return { exit: EX_CONFIG, line: message! };
  return { exit: EX_SOFTWARE };
}

/** Boots, or ends the process with one readable line: 78 configuration, 69 a server is away, 70 a bug (with its stack in the log). */
export async function bootOrExit<T>(service: string, boot: () => Promise<T>): Promise<T> {
  lowerHelperThreads();
  try {
    return await boot();
  } catch (error) {
    const { exit, line } = startFault(error);
    if (line === undefined) createLogger({ service }).error({ code: 'SERVICE.START', err: error }, 'the service cannot start');
    else process.stderr.write(`${service} cannot start: ${maskedText(line)}\n`);
    process.exit(exit);
  }
}
