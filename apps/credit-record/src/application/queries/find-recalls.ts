import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isRecallOverdue, type Recall } from '../../domain/recall/recall.ts';

/** 停用通知 as its department and those who oversee it read it, and whether it is overdue today. */
export type RecallView = Omit<Exclude<Recall, { status: 'absent' }>, 'subjectId'> & { overdue: boolean };

export interface RecallFilter {
  /** null = all departments */
  department: string | null;
  overdue: boolean;
  after: string | null;
  limit: number;
  today: LocalDate;
}

/** Those that wait; overdue as in `isRecallOverdue`. */
const FIND = {
  name: 'recalls_find',
  text: `select state from recall where status = 'sent' and ($1::text is null or department = $1) and (not $2::boolean or due_on < $3) and ($4::uuid is null or id > $4) order by id limit $5`,
};

/** 待确认的停用通知. */
export async function findRecalls(db: Database, { department, overdue, after, limit, today }: RecallFilter): Promise<RecallView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Recall, { status: 'absent' }> }>({ ...FIND, values: [department, overdue, today, after, limit] });
  return rows.map(({ state }) => recallView(state, today));
}

export const recallView = ({ subjectId: _, ...state }: Exclude<Recall, { status: 'absent' }>, today: LocalDate): RecallView => ({ ...state, overdue: isRecallOverdue({ ...state, subjectId: '' } as Recall, today) });
