import { intakeTopic } from '@credit/contracts/topics';
import type { Finding } from '@credit/contracts/subject';
import { epochMsOf, instantOf, type Instant } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';
import type { Answer } from './answers.ts';
import type { StatementRef } from './intake-statement.ts';

const CLOSE = {
  name: 'receipts_close',
  text: `update receipt set open = false where open and record_id = any($1::text[]::uuid[])
         returning id, source, channel, type, event_id as "eventId", part, off, batch_id as "batchId", row_no as "row", received_at as "receivedAt", code, content_hash as "contentHash", record_id as "recordId", subject_id as "subjectId", findings`,
};
const REOPEN = { name: 'receipts_reopen', text: 'update receipt set open = true where id = any($1::text[]::uuid[])' };

/** 待复回执 — a receipt that waits for its record or matter to change. */
export interface OpenReceipt {
  id: string; source: string; channel: StatementRef['channel']; type: string; eventId: string; part: number | null; off: string | null; batchId: string | null; row: number | null;
  receivedAt: Instant; code: string; contentHash: string | null; recordId: string; subjectId: string; findings: Finding[] | null;
}

/** Closes the receipts that wait on these records or matters, oldest first. */
export async function closeReceipts(uow: UnitOfWork, ids: readonly string[]): Promise<OpenReceipt[]> {
  if (ids.length === 0) return [];
  const open = await uow.query<OpenReceipt>(CLOSE, [textArray([...ids].sort())]);
  return open.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Opens again those whose outcome has not changed. */
export async function reopenReceipts(uow: UnitOfWork, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await uow.query(REOPEN, [textArray(ids)]);
}

/** The statement that the receipt answers, as far as the next answer needs it. */
export const statementOf = (r: OpenReceipt): Answer['statement'] => ({ ref: refOf(r), source: r.source, type: r.type, receivedAt: instantOf(epochMsOf(r.receivedAt)) });

function refOf(r: OpenReceipt): StatementRef {
  if (r.channel === 'kafka') return { channel: 'kafka', topic: intakeTopic(r.source), partition: r.part!, offset: r.off!, eventId: r.eventId };
  return r.channel === 'file' ? { channel: 'file', batchId: r.batchId!, row: r.row! } : { channel: 'rest', requestId: r.eventId };
}
