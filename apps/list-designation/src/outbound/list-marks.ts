import { digestText, encodeKafka, entryWeight, LIST_WATERMARK, watermarkKey, type ListWatermarkV1 } from '@credit/contracts/events';
import { LIST_STATE_PARTITIONS, TOPICS } from '@credit/contracts/topics';
import type { Instant } from '@credit/kernel';
import { partitionOf, type StateMarks } from '@credit/messaging';
import { newEventId, textArray, type AggregateChange, type UnitOfWork } from '@credit/persistence';
import type { Designation } from '../domain/designation/designation.ts';

/** Of each partition of the list topic: how many entries are live, and the exclusive or of their weights. */
export interface Tally {
  entries: number[];
  digests: bigint[];
}

export const emptyTally = (): Tally => ({ entries: new Array<number>(LIST_STATE_PARTITIONS).fill(0), digests: new Array<bigint>(LIST_STATE_PARTITIONS).fill(0n) });

/** Adds an entry to a tally (`sign` 1) or takes it away (−1). @param publicVersion that of its last statement */
export function weigh({ entries, digests }: Tally, entryId: string, publicVersion: number, sign: 1 | -1): void {
  const part = partitionOf(entryId, LIST_STATE_PARTITIONS);
  entries[part]! += sign;
  digests[part]! ^= entryWeight(entryId, String(publicVersion));
}

/** One row for all partitions: whoever changes the list waits for nobody twice (P-9). */
const ADD = {
  name: 'list_mark_add',
  text: `update list_mark set live_entries = (select array_agg(a + b order by n) from unnest(live_entries, $1::text[]::int8[]) with ordinality as x(a, b, n)),
           live_digest = (select array_agg(a # b order by n) from unnest(live_digest, $2::text[]::int8[]) with ordinality as x(a, b, n))`,
};

/** 名单水位的计数 — keeps the tally of live entries in the transaction that changes them. An entry in force is stated with every public fact of its own, so its public version is that of its last statement. */
export async function tallyEntries(uow: UnitOfWork, changes: readonly AggregateChange<Designation>[]): Promise<void> {
  const added = emptyTally();
  let touched = false;
  for (const { id, before, after } of changes) {
    if (before.state.status === 'in-force') weigh(added, id, before.publicVersion, -1);
    if (after.state.status === 'in-force') weigh(added, id, after.publicVersion, 1);
    touched ||= before.state.status === 'in-force' || after.state.status === 'in-force';
  }
  if (touched) await uow.query(ADD, [textArray(added.entries.map(String)), textArray(added.digests.map((digest) => String(BigInt.asIntN(64, digest))))]);
}

interface MarkRow {
  live_entries: string[];
  live_digest: string[];
  list_version: string;
}

/** 名单水位 — what the relay says every second of `credit.list.state.v1` (P-8). */
export const listMarks: StateMarks<MarkRow> = {
  topic: TOPICS.listState,
  select: `select live_entries::text[], live_digest::text[], (select value from list_counter) as list_version from list_mark`,
  records: ({ live_entries, live_digest, list_version: listVersion }, at) => live_entries.map((entries, partition) => watermark(partition, at, {
    listVersion, committedAt: at, liveEntries: Number(entries), liveHash: digestText(BigInt(live_digest[partition]!)),
  })),
};

function watermark(partition: number, time: Instant, data: ListWatermarkV1): ReturnType<StateMarks['records']>[number] {
  const { key, value, headers } = encodeKafka({ id: newEventId(), type: LIST_WATERMARK, source: '/services/list-designation', time, data }, watermarkKey(partition));
  return { key, value, headers, partition };
}
