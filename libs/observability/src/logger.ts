import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';
import { maskedBindings, maskedText } from './masking.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** What a line may carry besides its text: ids, codes, counts, an `err`. Payloads are left out, identity numbers are masked in every string. */
export type LogFields = Record<string, unknown>;

export interface Logger {
  debug(fields: LogFields | string, message?: string): void;
  info(fields: LogFields | string, message?: string): void;
  warn(fields: LogFields | string, message?: string): void;
  error(fields: LogFields | string, message?: string): void;
  /** A logger that adds `bindings` (correlationId, eventId, traceId, …) to each line. */
  child(bindings: LogFields): Logger;
}

export interface LoggerOptions {
  service: string;
  /** Default `info`. */
  level?: LogLevel | 'silent';
  /** Default: standard output, one JSON object per line. */
  destination?: DestinationStream;
}

class MaskingLogger implements Logger {
  private readonly target: PinoLogger;

  constructor(target: PinoLogger) {
    this.target = target;
  }

  private write(level: LogLevel, fields: LogFields | string, message?: string): void {
    if (!this.target.isLevelEnabled(level)) return;
    if (typeof fields === 'string') this.target[level](maskedText(fields));
    else this.target[level](maskedBindings(fields), message === undefined ? undefined : maskedText(message));
  }

  debug(fields: LogFields | string, message?: string): void {
    this.write('debug', fields, message);
  }

  info(fields: LogFields | string, message?: string): void {
    this.write('info', fields, message);
  }

  warn(fields: LogFields | string, message?: string): void {
    this.write('warn', fields, message);
  }

  error(fields: LogFields | string, message?: string): void {
    this.write('error', fields, message);
  }

  child(bindings: LogFields): Logger {
    return new MaskingLogger(this.target.child(maskedBindings(bindings)));
  }
}

/** JSON lines `{level, time, service, …, msg}`; `level` is a word, `time` RFC 3339 UTC. The only logger of a service. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: { service: options.service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (value: unknown) => value },
  };
  return new MaskingLogger(options.destination ? pino(settings, options.destination) : pino(settings));
}
