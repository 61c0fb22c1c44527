import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, textArray, underReviewSince, type Database } from '@credit/persistence';
import type { BasisLoss } from '../../domain/policies/basis-today.ts';
import type { DisciplineBasis } from '../../domain/prompt/prompt.ts';
import { TERM_OVER, WITH_TERM } from '../measure-terms.ts';
import { dueOf, lossOf, lostCells, overdueDays, type Day, type Due } from './standing.ts';

/** 提示 as an officer sees it. */
export interface PromptView {
  promptId: string;
  state: string;
  department: string;
  screeningId: string;
  matter: { matterId: string; matterKind: string };
  subject: { name: string; uscc?: string };
  basis: DisciplineBasis;
  promptedOn: string;
  /** Until when the officer must choose; null when he has, or when no choice is left. */
  due: Due | null;
  /** Of an open prompt: what of its basis has ended; nothing can be applied on it any more. */
  basisLost: BasisLoss | null;
  /** 有异议: since when somebody objects to its entry; null while nobody does */
  disputedSince: Instant | null;
  /** 复议诉讼审理中: since when the decision of its entry is; null while it is not */
  underReviewSince: LocalDate | null;
  endedOn: string | null;
  reason: string | null;
  /** The measure that the decision made, and how far it is. */
  measure: { measureId: string; state: string; executedOn: string | null; liftedOn: string | null; liftedBecause: string | null; liftConfirmedOn: string | null } | null;
}

/** What a list is asked for: of one department (null = all), one state or all; only what is overdue, only what has lost its basis; in order of id after `after`. */
export interface ListAsked {
  department: string | null;
  state: string | null;
  overdue: boolean;
  basisLost: boolean;
  after: string | null;
  limit: number;
}

const FIND = {
  name: 'prompts_of_department',
  text: `select p.id, p.status, p.department, p.screening_id, p.facts, p.prompted_on, p.ended_on, p.reason, m.id as measure_id, m.status as measure_status, m.executed_on, m.lifted_on, m.lifted_because, m.lift_confirmed_on, e.from_on as entry_from, ${disputedSince('list-entry', 'p.entry_id')} as disputed_since, ${underReviewSince('list-entry', 'p.entry_id')} as under_review_since
         from prompt p left join discipline_measure m on m.id = p.measure_id ${WITH_TERM('p')}
         where ($1::text is null or p.department = $1) and ($2::text is null or p.status = $2) and ($3::uuid is null or p.id > $3)
           and ($5::text[] is null or (p.status = 'open' and p.prompted_on = any($5::text[]::date[]))) and ($6::text[] is null or (p.status = 'open' and (p.matrix_row_id = any($6::text[]) or ${TERM_OVER('$7')})))
         order by p.id limit $4`,
};

/** 提示清单 — with its deadline and whether its basis holds, as of today. */
export async function findPrompts(database: Database, day: Day, asked: ListAsked): Promise<PromptView[]> {
  const days = asked.overdue ? textArray(await overdueDays(database, day, 'decide')) : null;
  const cells = asked.basisLost ? textArray(await lostCells(database, day)) : null;
  const { rows } = await database.pool.query(FIND, [asked.department, asked.state, asked.after, asked.limit, days, cells, day.today]);
  return rows.map((row): PromptView => {
    const open = row.status === 'open';
    return {
      promptId: row.id, state: row.status, department: row.department, screeningId: row.screening_id, matter: { matterId: row.facts.matter.matterId, matterKind: row.facts.matter.matterKind },
      subject: { name: row.facts.subject.name, ...(row.facts.subject.uscc === undefined ? {} : { uscc: row.facts.subject.uscc }) }, basis: row.facts.basis, promptedOn: row.prompted_on,
      due: open ? dueOf(day, 'decide', row.prompted_on as LocalDate) : null, basisLost: open ? lossOf(day, row.facts.basis, row.entry_from ?? undefined) : null, disputedSince: row.disputed_since, underReviewSince: row.under_review_since, endedOn: row.ended_on, reason: row.reason,
      measure: row.measure_id === null ? null : { measureId: row.measure_id, state: row.measure_status, executedOn: row.executed_on, liftedOn: row.lifted_on, liftedBecause: row.lifted_because, liftConfirmedOn: row.lift_confirmed_on },
    };
  });
}
