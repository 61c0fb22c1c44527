import { DomainError } from '@credit/kernel';
import { textArray } from './text-array.ts';

/** Two lanes: facts (kept for ever) and receipts (30 days). Each has its own table, advisory lock, cursor and producer. */
export type Lane = 'facts' | 'receipts';

/** Table and advisory lock of a lane. A transaction that writes both takes the locks in this order. */
export const LANES: Readonly<Record<Lane, { table: string; lock: number }>> = {
  facts: { table: 'journal', lock: 1 },
  receipts: { table: 'journal_receipts', lock: 2 },
};
export const LANE_LOCK_CLASS = 7001;

/** Largest payload of one event, bytes of UTF-8; the intake and event topics take 256 KiB records with headers. */
export const MAX_PAYLOAD_BYTES = 250_000;

/** What the relay sends. The payload is UTF-8 JSON text; `null` is a tombstone. */
export interface Publication {
  /** Topic without the deployment's prefix. */
  topic: string;
  key: string;
  /** Only what the row itself does not say: `ce_id`, `ce_specversion`, `content-type`, `ce_aggregateid`, `ce_aggregateversion` are added by {@link journalRowHeaders}. */
  headers: Record<string, string>;
  payload: Buffer | string | null;
}

/** One private fact, and (unless `publish` is null) the public event it becomes. Journal and outbox in one row (ADR 0003). */
export interface JournalRow {
  /** UUIDv7, minted once; `ce_id` of the published event. */
  eventId: string;
  /** Name of the private event, e.g. `RecordRevoked`. */
  type?: string;
  aggregateType: string;
  aggregateId: string;
  /** Version among the aggregate's public events, contiguous; absent for events that belong to no aggregate (receipts). */
  aggregateVersion?: string;
  /** What the public payload does not hold. Never an identity number. */
  fact: object | null;
  publish: Publication | null;
}

/** Rows that a unit of work has committed, with the ids they got: the relay of the same process need not read them back. */
export interface WrittenRows {
  /** Id of the row before the first of these, as of their commit; 0 when there is none. */
  before: string;
  rows: { id: number; row: JournalRow }[];
}

/** Ids are drawn under the lane's lock, so those of one statement follow each other without a gap. */
export const journalHead = (lane: Lane, count: number): { name: string; text: string; values: unknown[] } => ({ ...HEADS[lane], values: [count] });
const headOf = (table: string): string =>
  `select currval('${table}_id_seq') as last, coalesce((select max(id) from ${table} where id <= currval('${table}_id_seq') - $1::int8), 0) as before`;
const HEADS: Readonly<Record<Lane, { name: string; text: string }>> = {
  facts: { name: 'journal_head', text: headOf(LANES.facts.table) },
  receipts: { name: 'journal_receipts_head', text: headOf(LANES.receipts.table) },
};

/** Completes the headers of a published journal row with those that follow from its columns. */
export function journalRowHeaders(row: { eventId: string; aggregateId: string; aggregateVersion?: string | null }, headers: Record<string, string>): Record<string, string> {
  headers['ce_id'] ??= row.eventId;
  headers['ce_specversion'] ??= '1.0';
  headers['content-type'] ??= 'application/json';
  if (row.aggregateVersion !== null && row.aggregateVersion !== undefined) {
    headers['ce_aggregateid'] ??= row.aggregateId;
    headers['ce_aggregateversion'] ??= row.aggregateVersion;
  }
  return headers;
}

/** @throws DomainError `JOURNAL.PAYLOAD_TOO_LARGE` before anything is written. */
export function checkPublication(row: JournalRow): void {
  const payload = row.publish?.payload;
  if (payload === null || payload === undefined) return;
  const bytes = typeof payload === 'string' ? (payload.length * 3 <= MAX_PAYLOAD_BYTES ? 0 : Buffer.byteLength(payload)) : payload.length;
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  throw new DomainError({
    code: 'JOURNAL.PAYLOAD_TOO_LARGE',
    message: `event payload of ${bytes} bytes exceeds ${MAX_PAYLOAD_BYTES}`,
    userMessage: `事件内容过大（${bytes} 字节，上限 ${MAX_PAYLOAD_BYTES} 字节）`,
    details: { bytes, limit: MAX_PAYLOAD_BYTES },
  });
}

const insertInto = (table: string): string => `insert into ${table}
  (event_id, type, aggregate_type, aggregate_id, aggregate_version, actor, reason, fact, topic, key, headers, payload)
  select e::uuid, t, a, i::uuid, v::int8, $1, $2, f, tp, k, h, p
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[]) as x(e, t, a, i, v, f, tp, k, h, p)`;
const INSERTS: Readonly<Record<Lane, { name: string; text: string }>> = {
  facts: { name: 'journal_facts', text: insertInto(LANES.facts.table) },
  receipts: { name: 'journal_receipts', text: insertInto(LANES.receipts.table) },
};

/** The prepared insert of a lane's rows; ids are drawn by the table in the order given. */
export function journalInsert(lane: Lane, rows: readonly JournalRow[], actor: string, reason: string | undefined): { name: string; text: string; values: unknown[] } {
  const columns: (string | Buffer | null)[][] = Array.from({ length: 10 }, () => new Array<string | Buffer | null>(rows.length));
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!;
    const cells = [row.eventId, row.type ?? null, row.aggregateType, row.aggregateId, row.aggregateVersion ?? null, row.fact === null ? null : JSON.stringify(row.fact),
      row.publish?.topic ?? null, row.publish?.key ?? null, row.publish ? JSON.stringify(row.publish.headers) : null, row.publish?.payload ?? null];
    for (let c = 0; c < 10; c++) columns[c]![n] = cells[c]!;
  }
  return { ...INSERTS[lane], values: [actor, reason ?? null, ...columns.map(textArray)] };
}
