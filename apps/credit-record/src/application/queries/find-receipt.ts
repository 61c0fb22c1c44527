import type { ReceiptIssuedV1 } from '@credit/contracts/events';
import { epochMsOf, instantOf } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { FACT_OF_MATTER } from '../matter-facts.ts';

interface Row {
  id: string; type: string; event_id: string; batch_id: string | null; row_no: number | null; first_receipt_id: string | null; state: ReceiptIssuedV1['state']; code: string | null; record_id: string | null; subject_id: string | null;
  findings: ReceiptIssuedV1['findings'] | null; publicity: ReceiptIssuedV1['publicity'] | null; received_at: ReceiptIssuedV1['receivedAt']; decided_at: ReceiptIssuedV1['decidedAt'];
}

const optional = <K extends string, V>(key: K, value: V | null): { [P in K]?: V } => (value === null ? {} : { [key]: value } as { [P in K]?: V });

/** A stored row as the receipt that was issued. */
export const receiptOfRow = (r: Row): ReceiptIssuedV1 => ({
  receiptId: r.id, eventId: r.event_id, ...optional('batchId', r.batch_id), ...optional('row', r.row_no), ...optional('firstReceiptId', r.first_receipt_id), state: r.state, ...optional('code', r.code),
  ...optional(r.type in FACT_OF_MATTER ? 'matterId' : 'recordId', r.record_id), ...optional('subjectId', r.subject_id), findings: r.findings ?? [], ...optional('publicity', r.publicity), receivedAt: instantOf(epochMsOf(r.received_at)), decidedAt: instantOf(epochMsOf(r.decided_at)),
});

/** 回执 as it is read again: where its outcome has changed since (held and released, forwarded and judged), which receipt says so. */
export type ReceiptView = ReceiptIssuedV1 & { laterReceiptId?: string };

const FIND = {
  name: 'receipt_find',
  text: `select r.*, (select l.id from receipt l where l.record_id = r.record_id and l.event_id = r.event_id and l.source = r.source and l.state <> 'duplicate' and l.decided_at > r.decided_at order by l.decided_at desc limit 1) as later
         from receipt r where r.id = $1 and ($2::text is null or r.source = $2)`,
};

/** 回执 by id, of one department or (null) of any. */
export async function findReceipt(db: Database, id: string, source: string | null): Promise<ReceiptView | undefined> {
  const [row] = (await db.pool.query<Row & { later: string | null }>({ ...FIND, values: [id, source] })).rows;
  return row && { ...receiptOfRow(row), ...optional('laterReceiptId', row.state === 'duplicate' ? null : row.later) };
}
