import type { Database } from '@credit/persistence';
import type { DisciplineBasis } from '../../domain/prompt/prompt.ts';

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
  endedOn: string | null;
  reason: string | null;
  /** The measure that the decision made, and how far it is. */
  measure: { measureId: string; state: string; executedOn: string | null; liftedOn: string | null; liftedBecause: string | null; liftConfirmedOn: string | null } | null;
}

const FIND = {
  name: 'prompts_of_department',
  text: `select p.id, p.status, p.department, p.screening_id, p.facts, p.prompted_on, p.ended_on, p.reason, m.id as measure_id, m.status as measure_status, m.executed_on, m.lifted_on, m.lifted_because, m.lift_confirmed_on
         from prompt p left join discipline_measure m on m.id = p.measure_id
         where ($1::text is null or p.department = $1) and ($2::text is null or p.status = $2) and ($3::uuid is null or p.id > $3) order by p.id limit $4`,
};

/** 提示清单 — those of a department, or of all; one state or all; in order of id after `after`. */
export async function findPrompts(database: Database, asked: { department: string | null; state: string | null; after: string | null; limit: number }): Promise<PromptView[]> {
  const { rows } = await database.pool.query(FIND, [asked.department, asked.state, asked.after, asked.limit]);
  return rows.map((row): PromptView => ({
    promptId: row.id, state: row.status, department: row.department, screeningId: row.screening_id, matter: { matterId: row.facts.matter.matterId, matterKind: row.facts.matter.matterKind },
    subject: { name: row.facts.subject.name, ...(row.facts.subject.uscc === undefined ? {} : { uscc: row.facts.subject.uscc }) }, basis: row.facts.basis, promptedOn: row.prompted_on, endedOn: row.ended_on, reason: row.reason,
    measure: row.measure_id === null ? null : { measureId: row.measure_id, state: row.measure_status, executedOn: row.executed_on, liftedOn: row.lifted_on, liftedBecause: row.lifted_because, liftConfirmedOn: row.lift_confirmed_on },
  }));
}
