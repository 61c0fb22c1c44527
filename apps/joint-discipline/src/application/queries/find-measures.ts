import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, textArray, underReviewSince, type Database } from '@credit/persistence';
import type { BasisLoss } from '../../domain/policies/basis-today.ts';
import type { DisciplineBasis } from '../../domain/prompt/prompt.ts';
import { TERM_END, TERM_OVER, WITH_TERM } from '../measure-terms.ts';
import type { ListAsked } from './find-prompts.ts';
import { dueOf, lossOf, lostCells, overdueDays, type Day, type Due } from './standing.ts';

/** 惩戒措施 as its executor sees it. In state `lifted` it is the directive to undo it (解除指令), to be confirmed until `due`. */
export interface MeasureView {
  measureId: string;
  promptId: string;
  state: string;
  department: string;
  matter: { matterId: string; matterKind: string };
  subject: { name: string; uscc?: string };
  basis: DisciplineBasis;
  appliedOn: string;
  executedOn: string | null;
  liftedOn: string | null;
  liftedBecause: string | null;
  liftConfirmedOn: string | null;
  /** Until when the next step must be told: execution of an applied one, confirmation of a lifted one. */
  due: Due | null;
  /** Of one in effect: what of its basis has ended. It runs until somebody lifts it, and everybody sees that it must not. */
  basisLost: BasisLoss | null;
  /** 有异议: since when somebody objects to it or to its entry; null while nobody does */
  disputedSince: Instant | null;
  /** 复议诉讼审理中: since when the decision of its entry is; null while it is not. The measure goes on */
  underReviewSince: LocalDate | null;
  /** First day without it, while it has months of its own; null = as long as its entry, or lifted. */
  until: string | null;
  /** Whether it burdens on this day: also false when its entry's term or its own is over and nobody has stated the end yet (P-11). */
  inEffect: boolean;
}

const ENTRY = "(m.facts #>> '{basis,entryId}')::uuid";
const FIND = {
  name: 'measures_of_department',
  text: `select m.id, m.prompt_id, m.status, m.department, m.facts, m.applied_on, m.executed_on, m.lifted_on, m.lifted_because, m.lift_confirmed_on,
           ${TERM_END} as until, ${TERM_OVER('$5')} as term_over, (e.live and e.from_on <= $5::date and (e.until_on is null or e.until_on > $5::date)) is true as entry_in_force, least(${disputedSince('measure', 'm.id')}, ${disputedSince('list-entry', ENTRY)}) as disputed_since, ${underReviewSince('list-entry', ENTRY)} as under_review_since
         from discipline_measure m ${WITH_TERM('m')}
         where ($1::text is null or m.department = $1) and ($2::text is null or m.status = $2) and ($3::uuid is null or m.id > $3)
           and ($6::text[] is null or (m.status = 'applied' and m.applied_on = any($6::text[]::date[]) and not ${TERM_OVER('$5')}) or (m.status = 'lifted' and m.lifted_on = any($7::text[]::date[])))
           and ($8::text[] is null or (m.status in ('applied', 'executed') and m.matrix_row_id = any($8::text[]) and not ${TERM_OVER('$5')}))
         order by m.id limit $4`,
};

const waitingFor = (day: Day, row: { status: string; applied_on: LocalDate; lifted_on: LocalDate; term_over: boolean }): Due | null =>
  (row.status === 'applied' && !row.term_over ? dueOf(day, 'execute', row.applied_on) : row.status === 'lifted' ? dueOf(day, 'confirm-lift', row.lifted_on) : null);

/** 惩戒清单 — with its deadline and whether its basis holds, as of today. */
export async function findMeasures(database: Database, day: Day, asked: ListAsked): Promise<MeasureView[]> {
  const [toExecute, toConfirm] = asked.overdue ? [textArray(await overdueDays(database, day, 'execute')), textArray(await overdueDays(database, day, 'confirm-lift'))] : [null, null];
  const cells = asked.basisLost ? textArray(await lostCells(database, day)) : null;
  const { rows } = await database.pool.query(FIND, [asked.department, asked.state, asked.after, asked.limit, day.today, toExecute, toConfirm, cells]);
  return rows.map((row): MeasureView => ({
    measureId: row.id, promptId: row.prompt_id, state: row.status, department: row.department, matter: { matterId: row.facts.matter.matterId, matterKind: row.facts.matter.matterKind },
    subject: { name: row.facts.subject.name, ...(row.facts.subject.uscc === undefined ? {} : { uscc: row.facts.subject.uscc }) }, basis: row.facts.basis, appliedOn: row.applied_on, executedOn: row.executed_on,
    liftedOn: row.lifted_on, liftedBecause: row.lifted_because, liftConfirmedOn: row.lift_confirmed_on, due: waitingFor(day, row),
    basisLost: (row.status === 'applied' || row.status === 'executed') && !row.term_over ? lossOf(day, row.facts.basis) : null, disputedSince: row.disputed_since, underReviewSince: row.under_review_since, until: row.until, inEffect: row.entry_in_force && !row.term_over,
  }));
}
