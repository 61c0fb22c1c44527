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
  run(): Promise<unknown>;
}

/** Runs the steps in order; a failing step is logged and does not keep the next from running. */
export async function stopInOrder(platform: EdgePlatform, steps: readonly StopStep[]): Promise<void> {
  for (const step of steps) {
    try {
      await step.run();
    } catch (error) {
      platform.logger.warn({ code: 'STOP.STEP_FAILED', step: step.name, err: error }, 'a step of the stop failed');
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
