import { randomUUID } from 'node:crypto';
import type { Department } from '../harness/department.ts';
import { call, tokenFor } from '../harness/gateway.ts';
import type { Receipt } from '../harness/receipts.ts';
import { insist } from './lanes.ts';

const RECEIPT_MS = 20_000;
/** How often a step may be told "not so" while facts are on their way between services. */
const MOST_REFUSALS = 400;

/** Who takes a step: as the sandbox issues tokens. */
export type Who = Parameters<typeof tokenFor>[0];

/** One step with one key until it is taken. Facts travel between services meanwhile, so "not so" may become true; for ever it is a refusal that nothing deserves, and noted. @returns undefined = refused */
export async function stepUntilTaken({ what, who, path, body }: { what: string; who: Who; path: string; body: object }, refusals: string[]): Promise<any> {
  const key = randomUUID();
  let refused = 0;
  const done = await insist(async () => {
    const answer = await call('POST', path, { token: await tokenFor(who), body, key });
    if (answer.status < 300) return { body: answer.body };
    if (answer.status < 500 && answer.status !== 401 && answer.status !== 429) refused += 1;
    if (refused < MOST_REFUSALS) return undefined;
    refusals.push(`${what} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return { body: undefined };
  });
  return done.body;
}

/** A statement on Kafka until it has an outcome (`fits`: the one that is waited for), sent again now and then as a careful sender does. */
export async function tellUntilAnswered(department: Department, type: string, data: Record<string, unknown>, fits: (receipt: Receipt) => boolean = ({ state }) => state !== 'duplicate'): Promise<Receipt> {
  const id = randomUUID();
  let sentAt = Number.NEGATIVE_INFINITY;
  return insist(async () => {
    const receipt = department.receiptsOf(id).find(fits);
    if (receipt === undefined && performance.now() - sentAt > RECEIPT_MS) {
      await department.publish(type, data, { id });
      sentAt = performance.now();
    }
    return receipt;
  });
}
