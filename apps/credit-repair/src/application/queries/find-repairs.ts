import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isOverdue, nextDueOn, type RepairCase } from '../../domain/repair-case/repair-case.ts';

/** 修复案件 as the applicant, the authority and those who oversee it read it: the whole state, and whose turn it is until when. */
export type RepairView = Exclude<RepairCase, { status: 'absent' }> & { nextStep: NextStep; nextDueOn: LocalDate | null; overdue: boolean };

/** 下一步: who has it, and what it is. */
export type NextStep = 'authority-accepts' | 'applicant-supplements' | 'authority-decides' | 'none';

export interface RepairFilter {
  /** the authority's department; null = all */
  source: string | null;
  /** the applicant, under its last file; null = all */
  subjectId: string | null;
  overdue: boolean;
  after: string | null;
  limit: number;
  today: LocalDate;
}

const STEP: Readonly<Record<Exclude<RepairCase['status'], 'absent'>, NextStep>> = {
  submitted: 'authority-accepts', 'supplement-required': 'applicant-supplements', accepted: 'authority-decides', extended: 'authority-decides', approved: 'none', denied: 'none', rejected: 'none', retracted: 'none', revoked: 'none',
};

/** A subject's cases under any file that was merged into its own. */
const OF_SUBJECT = `coalesce((select canonical_id from subject_alias where subject_id = c.subject_id), c.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)`;
const VISIBLE = `($1::text is null or c.source = $1) and ($2::uuid is null or ${OF_SUBJECT})`;
const FIND = { name: 'repairs_find', text: `select c.state from repair_case c where ${VISIBLE} and (not $3::boolean or c.due_on < $4) and ($5::uuid is null or c.id > $5) order by c.id limit $6` };
const ONE = { name: 'repair_find', text: `select c.state from repair_case c where ${VISIBLE} and c.id = $3` };

type Stored = Exclude<RepairCase, { status: 'absent' }>;

/** 修复案件清单, oldest first. */
export async function findRepairs(db: Database, { source, subjectId, overdue, today, after, limit }: RepairFilter): Promise<RepairView[]> {
  const { rows } = await db.pool.query<{ state: Stored }>({ ...FIND, values: [source, subjectId, overdue, today, after, limit] });
  return rows.map(({ state }) => repairView(state, today));
}

/** One case; undefined when there is none that the asker may see. */
export async function findRepair(db: Database, id: string, { source, subjectId, today }: Pick<RepairFilter, 'source' | 'subjectId' | 'today'>): Promise<RepairView | undefined> {
  const { rows } = await db.pool.query<{ state: Stored }>({ ...ONE, values: [source, subjectId, id] });
  return rows[0] && repairView(rows[0].state, today);
}

export const repairView = (state: Stored, today: LocalDate): RepairView => ({ ...state, nextStep: STEP[state.status], nextDueOn: nextDueOn(state) ?? null, overdue: isOverdue(state, today) });
