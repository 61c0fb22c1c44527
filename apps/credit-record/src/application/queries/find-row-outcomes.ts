import type { Database } from '@credit/persistence';
import type { RowOutcome } from '../../domain/batch/batch.ts';

const PAGE = 500;

/** Rows of a batch that have something to say (findings), in row order, streamed in pages. `from` = first row wanted. */
export async function* findRowOutcomes(db: Database, batchId: string, from = 1): AsyncGenerator<RowOutcome> {
  for (let after = from - 1; ;) {
    const { rows } = await db.pool.query<RowOutcome>({ name: 'batch-row-outcomes', text: 'TO BE JOINED WITH RECEIPTS', values: [batchId, after, PAGE] });
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.row;
  }
}
