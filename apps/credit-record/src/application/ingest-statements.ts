import type { UnitOfWork } from '@credit/persistence';
import type { LocalDate } from '@credit/kernel';
import { isCatalogued } from '@credit/rulebook';
import { RECORD_KIND_ROWS, type RecordKind } from '@credit/rulebook/codes';
import { registerFinding } from '../domain/policies/register-findings.ts';
import { issueReceipts, type Answer } from './answers.ts';
import { openCodeFindings, wrongCodeFindings } from './code-findings.ts';
import { examine, type Examined } from './examine-statement.ts';
import { withFirstReceipts } from './first-receipts.ts';
import type { IngestStatements, IntakeStatement } from './intake-statement.ts';
import type { RecordStatement } from './record-commands.ts';
import type { Register } from './register.ts';
import type { MatterStatement } from './matter-statements.ts';
import { settleMatters } from './release-matters.ts';
import { settleReceipts } from './release-records.ts';
import { takeMatters } from './take-matters.ts';
import { takeRecallAcknowledgements, type RecallStatement } from './take-recall-acknowledgements.ts';
import { takeRecordStatements, type TakenStatements } from './take-record-statements.ts';
import { takeRegistrations, type RegistrationStatement } from './take-registrations.ts';

/** Nest token of {@link IngestStatements}. */
export const INGEST = Symbol('INGEST');

/**
 * 归集报送 — the one door of the register, for all ways in:
 * 1 repeats of an event are answered, 2 every statement is examined, 3 registrations, statements about records, matters and recalls are taken in runs, in order,
 * 4 each statement gets its receipt, 5 statements that waited on a record which changed are answered anew.
 */
export const createIngest = (register: Register): IngestStatements => async (uow, statements) => {
  const context = { today: uow.ctx.today, catalogued: cataloguedKinds(register, uow.ctx.today) };
  const examined = statements.map((statement) => (isRepeat(statement) ? undefined : examine(register, statement, context)));
  const answers = examined.map((one, n): Answer | undefined => (one === undefined ? repeatAnswer(statements[n]!) : one.kind === 'refused' ? { statement: one.statement, state: 'rejected', findings: one.findings } : undefined));
  await openCodeFindings(uow, examined.flatMap((one) => (one?.kind === 'refused' ? wrongCodeFindings(one.statement, one.findings) : [])));
  const unsettled: string[] = [];
  const unsettledMatters: string[] = [];
  const refusedCorrections = new Set<string>();
  for (const run of runsOf(examined)) {
    const taken = await take(uow, register, run);
    unsettled.push(...taken.unsettled);
    unsettledMatters.push(...(taken.unsettledMatters ?? []));
    for (const hash of taken.refusedCorrections ?? []) refusedCorrections.add(hash);
    for (const [k, n] of run.places.entries()) answers[n] = taken.answers[k]!;
  }
  const receipts = await issueReceipts(uow, register.receipts, await withFirstReceipts(uow, answers as Answer[]));
  await settleReceipts(uow, register, unsettled, refusedCorrections);
  await settleMatters(uow, register, unsettledMatters);
  return receipts;
};

type Taken = Pick<TakenStatements, 'answers' | 'unsettled'> & Partial<TakenStatements> & { unsettledMatters?: string[] };

async function take(uow: UnitOfWork, register: Register, { door, items }: Run): Promise<Taken> {
  switch (door) {
    case 'registration': return takeRegistrations(uow, register, items as RegistrationStatement[]);
    case 'recall': return { answers: await takeRecallAcknowledgements(uow, register, items as RecallStatement[]), unsettled: [] };
    case 'matter': return takeMatters(uow, register, items as MatterStatement[]);
    default: return takeRecordStatements(uow, register, items as RecordStatement[]);
  }
}

const cataloguedKinds = ({ rulebook }: Register, today: LocalDate): Set<RecordKind> =>
  new Set(RECORD_KIND_ROWS.filter(({ category }) => isCatalogued(category, today, rulebook)).map(({ code }) => code));

/** 内部暂存 — the receipt of a statement on which our own code failed: held, nothing lost, answered again when it is replayed (P-16). */
export async function holdForBug(uow: UnitOfWork, register: Pick<Register, 'receipts'>, statement: IntakeStatement): Promise<void> {
  await issueReceipts(uow, register.receipts, [{ statement, state: 'held', findings: [registerFinding('INTERNAL_HOLD', '')] }]);
}

const isRepeat = ({ ref }: IntakeStatement): boolean => ref.channel === 'kafka' && ref.repeat !== undefined;

function repeatAnswer(statement: IntakeStatement): Answer {
  const reused = statement.ref.channel === 'kafka' && statement.ref.repeat === 'reused';
  return reused ? { statement, state: 'rejected', findings: [registerFinding('EVENT_ID_REUSED', '')] } : { statement, state: 'duplicate', findings: [registerFinding('DUPLICATE', '')] };
}

interface Run { door: 'record' | 'registration' | 'matter' | 'recall'; items: Examined[]; places: number[] }

/** Neighbours of the same kind are taken in together; a registration, a matter or a recall between them splits the run, so that order holds. */
function runsOf(examined: readonly (Examined | undefined)[]): Run[] {
  const runs: Run[] = [];
  for (const [n, one] of examined.entries()) {
    if (one === undefined || one.kind === 'refused') continue;
    const door = one.kind === 'registration' || one.kind === 'matter' || one.kind === 'recall' ? one.kind : 'record';
    let run = runs.at(-1);
    if (run?.door !== door) runs.push((run = { door, items: [], places: [] }));
    run.items.push(one);
    run.places.push(n);
  }
  return runs;
}
