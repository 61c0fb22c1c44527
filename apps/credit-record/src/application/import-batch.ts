import type { Clock, Instant } from '@credit/kernel';
import { isTransient, withUnitOfWork, type Database } from '@credit/persistence';
import { addCounts, type Batch, type BatchCounts } from '../domain/batch/batch.ts';
import { registerFinding } from '../domain/policies/register-findings.ts';
import type { BatchStore } from '../outbound/batch.store.ts';
import { issueReceipts } from './answers.ts';
import type { IngestStatements, IntakeStatement } from './intake-statement.ts';
import type { Register } from './register.ts';

const ROWS_PER_STEP = 500;
const ATTEMPTS = 3;

export interface ImportDependencies {
  db: Database;
  store: BatchStore;
  ingest: IngestStatements;
  register: Pick<Register, 'receipts'>;
  clock: Clock;
  /** Told of each row that a fault of ours strikes. */
  onBug(row: number, error: unknown): void;
}

/** Thrown when another instance has taken the batch over, or the service stops; nothing of the step was committed. */
export class LeaseLost extends Error {}

/**
 * 批次导入 takes the rows of a leased batch in, 500 per unit of work: statements, receipts, next row and counts commit together (architecture §3.9.11), so a kill resumes at the next row.
 * A step on which our own code fails is halved until the row it strikes is alone; that row is answered `held INTERNAL_HOLD` and the others go on (P-16).
 * @param rows the statements from row `batch.nextRow` on, in row order
 * @throws LeaseLost, and faults that pass by themselves
 */
export async function importBatch(deps: ImportDependencies, batch: Batch, owner: string, rows: AsyncIterable<IntakeStatement>): Promise<void> {
  let progress: Progress = { nextRow: batch.nextRow, counts: batch.counts };
  const reader = rows[Symbol.asyncIterator]();
  try {
    let ahead = nextStep(reader);
    for (let step = await ahead; step.length > 0; step = await ahead) {
      ahead = nextStep(reader);
      ahead.catch(() => undefined);
      progress = await takeIn(deps, batch, owner, progress, step);
    }
  } finally {
    await reader.return?.();
  }
  await deps.store.finish(batch.id, owner, deps.clock.now());
}

/** The next rows; they are read while the database commits those before them. Empty at the end. */
async function nextStep(reader: AsyncIterator<IntakeStatement>): Promise<IntakeStatement[]> {
  const step: IntakeStatement[] = [];
  while (step.length < ROWS_PER_STEP) {
    const next = await reader.next();
    if (next.done) break;
    step.push(next.value);
  }
  return step;
}

interface Progress {
  nextRow: number;
  counts: BatchCounts;
}

async function takeIn(deps: ImportDependencies, batch: Batch, owner: string, from: Progress, step: readonly IntakeStatement[], attempt = 1): Promise<Progress> {
  try {
    return await commitStep(deps, batch, owner, from, step);
  } catch (error) {
    if (error instanceof LeaseLost || isTransient(error)) throw error;
    if (step.length > 1) {
      const half = step.length >> 1;
      return takeIn(deps, batch, owner, await takeIn(deps, batch, owner, from, step.slice(0, half)), step.slice(half));
    }
    if (attempt < ATTEMPTS) return takeIn(deps, batch, owner, from, step, attempt + 1);
    deps.onBug(from.nextRow, error);
    return commitStep({ ...deps, ingest: holdAll(deps.register) }, batch, owner, from, step);
  }
}

const holdAll = ({ receipts }: Pick<Register, 'receipts'>): IngestStatements => (uow, statements) =>
  issueReceipts(uow, receipts, statements.map((statement) => ({ statement, state: 'held', findings: [registerFinding('INTERNAL_HOLD', '', '系统修复后，请从错误清单重新上传本行')] })));

async function commitStep({ db, store, ingest, clock }: ImportDependencies, batch: Batch, owner: string, from: Progress, step: readonly IntakeStatement[]): Promise<Progress> {
  const context = { actor: batch.source, correlationId: batch.id, now: clock.now() as Instant, today: clock.today() };
  return withUnitOfWork(db, context, async (uow) => {
    const progress = { nextRow: from.nextRow + step.length, counts: addCounts(from.counts, await ingest(uow, step)) };
    if (!(await store.advance(uow, batch.id, owner, progress))) throw new LeaseLost(batch.id);
    return progress;
  });
}
