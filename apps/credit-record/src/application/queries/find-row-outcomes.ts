import type { Database } from '@credit/persistence';
import type { RowOutcome } from '../../domain/batch/batch.ts';

const PAGE = 500;
/** States of rows whose sender has something to do. */
export const TO_MEND: readonly string[] = ['rejected', 'held'];
/** States of rows whose sender was told something. */
export const WITH_FINDINGS: readonly string[] = [...TO_MEND, 'accepted-with-warnings'];

const OUTCOMES = {
  name: 'batch-row-outcomes',
  text: `select * from (select distinct on (row_no) row_no as row, state, id as "receiptId", coalesce(findings, '[]') as findings
           from receipt where batch_id = $1 and row_no > $2 order by row_no, decided_at desc, id desc) latest
         where state = any($3) order by row limit $4`,
};

/** Rows of a batch whose last receipt is in one of `states`, in row order, streamed in pages; only rows behind `after`. */
export async function* findRowOutcomes(db: Database, batchId: string, states: readonly string[], after = 0): AsyncGenerator<RowOutcome> {
  for (let last = after; ;) {
    const { rows } = await db.pool.query<RowOutcome>({ ...OUTCOMES, values: [batchId, last, states, PAGE] });
    yield* rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.row;
  }
}
