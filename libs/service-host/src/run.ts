import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EdgePlatform } from './platform.ts';

/** A process that answers. */
export interface RunningService {
  readonly app: NestFastifyApplication;
  /** The address it listens on, e.g. `http://127.0.0.1:8101`. */
  readonly url: string;
  /** Graceful stop, within ten seconds; a second call waits for the first. */
  stop(): Promise<void>;
}

const DEADLINE_MS = 10_000;
const CRASHED = 70;

/** A step of the stop, in order. */
export interface StopStep {
  name: string;
  /** How long it may take; all steps together less than the deadline. */
  atMostMs?: number;
  run(): Promise<unknown>;
}

/** Runs the steps in order. One that fails, or does not end in its time (a client waits for a server that is away), is logged and does not keep the next from running: what it left undone is in the database. */
export async function stopInOrder({ logger }: Pick<EdgePlatform, 'logger'>, steps: readonly StopStep[]): Promise<void> {
  for (const { name, atMostMs = DEADLINE_MS, run } of steps) {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`not done after ${atMostMs} ms`)), atMostMs)));
    try {
      await Promise.race([run(), over]);
    } catch (error) {
      logger.warn({ code: 'STOP.STEP_FAILED', step: name, err: error }, 'a step of the stop failed');
    } finally {
      clearTimeout(timer);
    }
  }
}

/** SIGTERM and SIGINT stop gracefully (exit 0, or 1 when the deadline passes); what nobody caught ends the process with exit 70. */
export function installProcessHandlers(platform: EdgePlatform, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    platform.logger.info({ signal }, 'stopping');
    setTimeout(() => {
      platform.logger.error({ code: 'STOP.DEADLINE' }, 'the stop took too long');
      process.exit(1);
    }, DEADLINE_MS).unref();
    void stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
  const onFault = (error: unknown): void => {
    platform.logger.error({ code: 'PROCESS.UNCAUGHT', err: error instanceof Error ? error : new Error(String(error)) }, 'a fault nobody caught');
    process.exit(CRASHED);
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
}

/** Listens on the port of the settings and returns the address. */
export async function listen(app: NestFastifyApplication, platform: EdgePlatform): Promise<string> {
  await app.listen(platform.settings.port, platform.settings.host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1').replace('0.0.0.0', '127.0.0.1');
  platform.logger.info({ url, mode: platform.settings.mode }, 'listening');
  return url;
}
