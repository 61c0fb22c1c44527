import { eventually } from '@credit/testing';
import { ask, call } from '../harness/gateway.ts';
import { readersBehind } from './inside.ts';
import type { ListLoad } from './list-load.ts';
import type { OfferedLoad } from './offered-load.ts';

const SETTLE_MS = 180_000;
const HURRY_MS = 20_000;
const ASK_AGAIN_MS = 10_000;
const answers = (path: string): Promise<boolean> => call('GET', path).then(({ status }) => status === 200, () => false);

/**
 * Waits until everything runs and is ready again, every file is through, every event has its receipt and every report of a list entry its last one, and every reader stands at the last version of every aggregate. `askAgain`: the broker lost data, so senders repeat what has no receipt.
 * Not `patient`: a bug is planted, receipts may stay away for ever. What is missing after this is for the checker to say.
 */
export async function settled(load: OfferedLoad, lists: ListLoad, { askAgain, patient }: { askAgain: boolean; patient: boolean }): Promise<void> {
  await eventually(async () => (await answers('/health/ready')) && (await answers('/v1/sandbox/date')) && (await answers('/v1/public/statistics')) && (await answers('/v1/keys/screening')), 'gateway and services answer', { timeoutMs: SETTLE_MS, intervalMs: 500 });
  await eventually(async () => {
    for (const { batchId, department } of load.files) if ((await ask('GET', `/v1/batches/${batchId}`, { token: await department.token() })).status !== 'done') return false;
    return true;
  }, 'every file is through', { timeoutMs: SETTLE_MS, intervalMs: 1_000 });
  let asked = performance.now();
  await eventually(async () => {
    if (askAgain && performance.now() - asked > ASK_AGAIN_MS) {
      await Promise.all([load.askAgain(), lists.askAgain()]);
      asked = performance.now();
    }
    return load.unanswered().length === 0 && lists.unsettled().length === 0;
  }, 'every event has a receipt, every report of an entry its last one', { timeoutMs: patient ? SETTLE_MS : HURRY_MS, intervalMs: 500 }).catch(tell);
  await eventually(async () => (await readersBehind()).length === 0, 'every reader stands at the last version of every aggregate', { timeoutMs: patient ? SETTLE_MS : HURRY_MS, intervalMs: 2_000 }).catch(tell);
}

const tell = (error: Error): void => void process.stdout.write(`${error.message}\n`);
