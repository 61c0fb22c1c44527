import { findIdentityNumbers, maskIdentityNumbers } from '@credit/kernel';
import { newEventId, textArray } from '@credit/persistence';
import type { UnitOfWork } from '@credit/persistence';
import type { ParkReason } from './incoming.ts';
import type { RawRecord } from './kafka-port.ts';
import { sealBody } from './parked-body.ts';
import type { BytesCipher } from './parked-body.ts';

export interface ToPark {
  topic: string;
  partition: number;
  record: RawRecord;
  eventId: string | null;
  type: string | null;
  /** Together with aggregateId and version: the event holds a place in its aggregate's order. */
  stream?: number;
  aggregateId?: string;
  version?: number;
  reason: ParkReason;
  attempts: number;
  /** The bytes hold a plain identity number: they are not kept (decision 1). */
  withhold?: boolean;
}

const INSERT = {
  name: 'park',
  text: `insert into parked (id, topic, part, off, at, stream, aggregate_id, version, key, event_id, type, cause, code, message, stack, attempts, body, copied)
    select i::uuid, t, p::int4, o::int8, a::timestamptz, st::int2, ag::uuid, v::int8, k, e, ty, c, co, m, sk, at::int4, decode(b, 'base64'), c = 'gap'
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
    as x(i, t, p, o, a, st, ag, v, k, e, ty, c, co, m, sk, at, b)`,
};
const MOST_TEXT = 2_000;
const printable = (text: string, most = MOST_TEXT): string => maskIdentityNumbers(text.replace(/\u0000/g, '')).slice(0, most);
const short = (text: string | null): string | null => (text === null ? null : printable(text, 200));

/** Whether any part of the record shows an identity number in plain text. */
export function holdsIdentityNumber(record: RawRecord): boolean {
  const parts = [record.key, record.value, ...Object.values(record.headers ?? {}).flat()];
  return parts.some((part) => part !== null && part !== undefined && findIdentityNumbers(part.toString()).length > 0);
}

/** Writes parked rows in the caller's transaction; the bytes are sealed, texts are cut and masked. */
export async function park(uow: UnitOfWork, all: readonly ToPark[], cipher: BytesCipher): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map((one) => {
    const id = newEventId();
    const body = one.withhold || holdsIdentityNumber(one.record) ? null : sealBody(one.record, id, cipher).toString('base64');
    const placed = one.aggregateId !== undefined && one.version !== undefined && one.stream !== undefined;
    return [id, one.topic, String(one.partition), one.record.offset, new Date(Number(one.record.timestamp)).toISOString(), placed ? String(one.stream) : null, placed ? one.aggregateId! : null,
      placed ? String(one.version) : null, short(one.record.key?.toString() ?? null), short(one.eventId), short(one.type), one.reason.cause, one.reason.code, printable(one.reason.message),
      one.reason.stack === undefined ? null : printable(one.reason.stack, 4_000), String(one.attempts), body];
  });
  await uow.query(INSERT, Array.from({ length: 17 }, (_, column) => textArray(rows.map((row) => row[column]!))));
}

/** The error of a handler as a reason: a refusal of our own rules, or a bug. */
export function reasonOf(error: unknown, cause: 'refused' | 'bug'): ParkReason {
  const e = error instanceof Error ? error : new Error(String(error));
  const code = (e as { code?: unknown }).code;
  const reason: ParkReason = { cause, code: cause === 'refused' && typeof code === 'string' ? code : 'HANDLER.FAILED', message: `${e.name}: ${e.message}` };
  if (e.stack !== undefined) reason.stack = e.stack;
  return reason;
}
