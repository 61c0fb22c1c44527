import { digestText, entryWeight, type ListWatermarkV1 } from '@credit/contracts/events';
import { LIST_STATE_PARTITIONS } from '@credit/contracts/topics';
import { epochMsOf } from '@credit/kernel';

interface Judged {
  readonly partition: number;
  readonly listVersion: bigint;
  readonly committedAtMs: number;
  /** When it was read, on a clock that only goes forward. */
  readonly readAtMs: number;
  /** Why what was read before it is not the owner's list; undefined when it is. */
  readonly differs: string | undefined;
}

/**
 * 名单时效 — what was read of the list, beside what its owner says of it (P-8). Age = now − the owner's commit time of the oldest watermark; the list is whole when, at the place of the last
 * watermark of each partition, count and digest of the live entries were the owner's.
 */
export class ListFreshness {
  private readonly live = Array.from({ length: LIST_STATE_PARTITIONS }, () => ({ entries: 0, digest: 0n }));
  private readonly last: (Judged | undefined)[] = this.live.map(() => undefined);
  private waiting: Judged[] = [];

  constructor(private readonly now: () => number, private readonly elapsed: () => number, private readonly maxAgeMs: number) {}

  /** An entry begins to be live (`sign` 1) or is it no more (−1), with this version of its statement. */
  weigh(partition: number, entryId: string, version: number, sign: 1 | -1): void {
    const live = this.live[partition];
    if (live === undefined) return; // a partition that the contracts do not know has no watermark either
    live.entries += sign;
    live.digest ^= entryWeight(entryId, String(version));
  }

  /** Compares a watermark with what was read before it in its partition. It holds from the next {@link settled} on. */
  mark(partition: number, { listVersion, committedAt, liveEntries, liveHash }: ListWatermarkV1): void {
    const live = this.live[partition];
    if (live === undefined) return;
    const same = live.entries === liveEntries && digestText(live.digest) === liveHash;
    const differs = same ? undefined : `partition ${partition} differs from its owner's: ${live.entries} entries read, ${liveEntries} live there`;
    this.waiting.push({ partition, listVersion: BigInt(listVersion), committedAtMs: epochMsOf(committedAt), readAtMs: this.elapsed(), differs });
  }

  /** What was read before the watermarks is in effect. */
  settled(): void {
    for (const judged of this.waiting) this.last[judged.partition] = judged;
    this.waiting = [];
  }

  /** The owner's list is complete here up to this list change. */
  get listVersion(): bigint {
    return this.last.reduce<bigint | undefined>((least, one) => (one === undefined ? 0n : least === undefined || one.listVersion < least ? one.listVersion : least), undefined) ?? 0n;
  }

  /** Of all live entries that were read, whatever the order in which they came. */
  get digest(): bigint {
    return this.live.reduce((sum, { digest }) => sum ^ digest, 0n);
  }

  /** Milliseconds; Infinity before every partition was spoken of. A clock that lags behind the owner's does not make the list younger than the time since it was heard of. */
  ageMs(): number {
    return this.last.reduce((most, one) => Math.max(most, one === undefined ? Number.POSITIVE_INFINITY : Math.max(0, this.now() - one.committedAtMs, this.elapsed() - one.readAtMs)), 0);
  }

  /** What was read differs from what the owner says. */
  differs(): string | undefined {
    return this.last.find((one) => one?.differs !== undefined)?.differs;
  }

  staleBecause(): string | undefined {
    const age = this.ageMs();
    if (age === Number.POSITIVE_INFINITY) return 'its owner has not said yet how far it is';
    return this.differs() ?? (age <= this.maxAgeMs ? undefined : `its owner was last heard of ${Math.round(age / 1000)} s ago`);
  }
}
