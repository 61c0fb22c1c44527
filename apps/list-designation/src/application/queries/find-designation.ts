import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, subjectExplanations, underReviewSince, type Database, type SubjectExplanation } from '@credit/persistence';
import type { Designation } from '../../domain/designation/designation.ts';

/** 认定 as its department and those who oversee it read it: the whole state, and whether it burdens today (P-11). */
export type DesignationView = Exclude<Designation, { status: 'absent' }> & { inForceToday: boolean };

const ONE = { name: 'designation_one', text: `select state, ${disputedSince('list-entry', 'designation.id')} as "disputedSince", ${underReviewSince('list-entry', 'designation.id')} as "underReviewSince", ${subjectExplanations('list-entry', 'designation.id')} as "subjectExplanations", array(select b.code from breach b where b.waits_for = designation.id and b.breached and b.burdens order by b.code) as "waitingBreaches" from designation where id = $1 and ($2::text is null or source = $2)` };

/** 标注: since when somebody objects to the entry, and since when its decision is under reconsideration or litigation, null while not; and 主体说明, the subject's own words beside it. */
interface Marks { disputedSince: Instant | null; underReviewSince: LocalDate | null; subjectExplanations: readonly SubjectExplanation[] }

/** `waitingBreaches`: commitment codes of further breaches of the subject, which are put forward when this has ended. */
export type MarkedDesignation = DesignationView & Marks & { waitingBreaches: readonly string[] };

/** One designation; undefined = there is none, or it is not this department's. @param source null = sees all departments */
export async function findDesignation(db: Database, id: string, source: string | null, today: LocalDate): Promise<MarkedDesignation | undefined> {
  const [row] = (await db.pool.query<{ state: Exclude<Designation, { status: 'absent' }>; waitingBreaches: string[] } & Marks>({ ...ONE, values: [id, source] })).rows;
  return row && { ...viewOf(row.state, today), disputedSince: row.disputedSince, underReviewSince: row.underReviewSince, subjectExplanations: row.subjectExplanations, waitingBreaches: row.waitingBreaches };
}

const LIST = {
  name: 'designation_list',
  text: `select state from designation where ($1::text is null or source = $1) and ($2::text is null or status = $2) and ($3::uuid is null or subject_id = $3) and ($4::text is null or list_type = $4) and status <> 'not-applicable' and ($5::uuid is null or id > $5)
         order by id limit $6`,
};

/** What a list of designations is narrowed by; null = not. */
export interface DesignationFilter { source: string | null; status: string | null; subjectId: string | null; listType: string | null; after: string | null; limit: number; today: LocalDate }

/** 认定清单, oldest first: what a department has under way, also what was put forward by itself. */
export async function findDesignations(db: Database, { source, status, subjectId, listType, after, limit, today }: DesignationFilter): Promise<DesignationView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Designation, { status: 'absent' }> }>({ ...LIST, values: [source, status, subjectId, listType, after, limit] });
  return rows.map(({ state }) => viewOf(state, today));
}

export const viewOf = (state: Exclude<Designation, { status: 'absent' }>, today: LocalDate): DesignationView =>
  ({ ...state, inForceToday: state.status === 'in-force' && state.term.from <= today && (state.term.until === null || today < state.term.until) });
