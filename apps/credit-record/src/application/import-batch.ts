import type { Clock, Instant } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { addCounts, type Batch } from '../domain/batch/batch.ts';
import type { BatchStore } from '../outbound/batch.store.ts';
import type { IngestStatements, IntakeStatement } from './ingest-statements.ts';

const ROWS_PER_STEP = 500;

export interface ImportDependencies {
  db: Database;
  store: BatchStore;
  ingest: IngestStatements;
  clock: Clock;
}

/** Thrown when another instance has taken the batch over; nothing of the step was committed. */
export class LeaseLost extends Error {}

/**
 * 批次导入 takes the rows of a leased batch in, 500 per unit of work: statements, receipts, row range and counts commit together (architecture §3.9.11), so a kill resumes at the next row.
 * @param rows the statements of the whole file in row order; rows below `batch.nextRow` are passed over
 * @throws LeaseLost
 */
export async function importBatch(deps: ImportDependencies, batch: Batch, owner: string, rows: AsyncIterable<IntakeStatement>): Promise<void> {
  let counts = batch.counts, step: IntakeStatement[] = [], row = 0;
  const commit = async (): Promise<void> => {
    counts = await commitStep(deps, { ...batch, counts }, owner, step, row + 1);
    step = [];
  };
  for await (const statement of rows) {
    row += 1;
    if (row < batch.nextRow) continue;
    step.push(statement);
    if (step.length === ROWS_PER_STEP) await commit();
  }
  if (step.length > 0) await commit();
  await deps.store.finish(batch.id, owner, deps.clock.now());
}

async function commitStep({ db, store, ingest, clock }: ImportDependencies, batch: Batch, owner: string, step: readonly IntakeStatement[], nextRow: number): Promise<Batch['counts']> {
  const context = { actor: batch.source, correlationId: batch.id, now: clock.now() as Instant, today: clock.today() };
  return withUnitOfWork(db, context, async (uow) => {
    const receipts = await ingest(uow, step);
    const counts = addCounts(batch.counts, receipts.map((receipt) => receipt.state));
    if (!(await store.advance(uow, batch.id, owner, { nextRow, counts }))) throw new LeaseLost(batch.id);
    return counts;
  });
}
