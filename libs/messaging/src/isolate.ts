import { DomainError } from '@credit/kernel';
import { isTransient } from '@credit/persistence';
import { GivenUp, Interrupted } from './given-up.ts';
import type { Forced } from './internal-batch.ts';
import { reasonOf } from './parking.ts';
import { HandlerFailure } from './strategy-core.ts';

export interface IsolateOptions {
  bugAttempts: number;
  retryMs: { first: number; most: number };
  /** Called between attempts. @throws when the broker is away or the partition no longer ours: leaves the batch as {@link Interrupted} */
  heartbeat(): Promise<void>;
  stopped(): boolean;
  onRetry(error: Error): void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const beat = (options: IsolateOptions): Promise<void> =>
  options.heartbeat().catch((error: unknown) => {
    throw new Interrupted(error);
  });

/** Runs `work` until it succeeds or fails for a reason that is not transient; heartbeats in between. */
async function throughOutages<T>(work: () => Promise<T>, options: IsolateOptions, fatal: (error: unknown) => boolean): Promise<T> {
  for (let wait = options.retryMs.first; ; wait = Math.min(wait * 2, options.retryMs.most)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof GivenUp) throw error;
      const cause = error instanceof HandlerFailure ? error.original : error;
      if (!isTransient(cause) && fatal(error)) throw error;
      options.onRetry(cause as Error);
    }
    if (options.stopped()) throw new GivenUp();
    await pause(wait);
    await beat(options);
    if (options.stopped()) throw new GivenUp();
  }
}

/**
 * Commits a run of records; on a failure that is not transient halves it until the one record that fails stands alone (P-3):
 * a DomainError parks it as refused, anything else as a bug after `bugAttempts` tries. Transient faults are retried in place for ever and never park.
 */
export async function commitIsolating<I extends object>(
  items: readonly I[], commit: (items: readonly I[], forced: Forced) => Promise<void>, options: IsolateOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await throughOutages(() => commit(items, new Map()), options, () => true);
    } catch (error) {
      if (error instanceof GivenUp) throw error;
      if (items.length > 1) {
        const middle = items.length >> 1;
        await commitIsolating(items.slice(0, middle), commit, options);
        await beat(options);
        return commitIsolating(items.slice(middle), commit, options);
      }
      const original = error instanceof HandlerFailure ? error.original : error;
      if (!(original instanceof DomainError) && attempt < options.bugAttempts) {
        await pause(options.retryMs.first);
        continue;
      }
      return parkAlone(items[0]!, original, attempt, commit, options);
    }
  }
}

/** Parks the one record. If even its hold receipt fails, it is parked without; a fault of our own statements is retried: nothing is ever dropped. */
async function parkAlone<I extends object>(
  item: I, original: unknown, attempts: number, commit: (items: readonly I[], forced: Forced) => Promise<void>, options: IsolateOptions,
): Promise<void> {
  const reason = reasonOf(original, original instanceof DomainError ? 'refused' : 'bug');
  try {
    await throughOutages(() => commit([item], new Map([[item, { reason, attempts }]])), options, (error) => error instanceof HandlerFailure);
  } catch (error) {
    if (error instanceof GivenUp) throw error;
    await throughOutages(() => commit([item], new Map([[item, { reason, attempts, silent: true }]])), options, () => false);
  }
}
