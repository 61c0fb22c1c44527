import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { Designation } from '../../domain/designation/designation.ts';

/** 认定 as its department and those who oversee it read it: the whole state, and whether it burdens today (P-11). */
export type DesignationView = Exclude<Designation, { status: 'absent' }> & { inForceToday: boolean };

const ONE = { name: 'designation_one', text: `select state from designation where id = $1 and ($2::text is null or source = $2)` };

/** One designation; undefined = there is none, or it is not this department's. @param source null = sees all departments */
export async function findDesignation(db: Database, id: string, source: string | null, today: LocalDate): Promise<DesignationView | undefined> {
  const [row] = (await db.pool.query<{ state: Exclude<Designation, { status: 'absent' }> }>({ ...ONE, values: [id, source] })).rows;
  return row && viewOf(row.state, today);
}

export const viewOf = (state: Exclude<Designation, { status: 'absent' }>, today: LocalDate): DesignationView =>
  ({ ...state, inForceToday: state.status === 'in-force' && state.term.from <= today && (state.term.until === null || today < state.term.until) });
