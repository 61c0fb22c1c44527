import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isNoticeOverdue, type Notice } from '../../domain/notice/notice.ts';

/** 通报 as its sender, its addressee and those who oversee them read it: the whole state, and whether it is overdue today. */
export type NoticeView = Exclude<Notice, { status: 'absent' }> & { overdue: boolean };

export interface NoticeFilter {
  /** those that it sent or was sent; null = all departments */
  department: string | null;
  overdue: boolean;
  unaddressed: boolean;
  entryId: string | null;
  after: string | null;
  limit: number;
  today: LocalDate;
}

/** Overdue as in `isNoticeOverdue`. */
const FIND = {
  name: 'notices_find',
  text: `select state from notice
         where ($1::text is null or addressee = $1 or sender = $1) and (not $2::boolean or (status = 'sent' and due_on < $3)) and (not $4::boolean or status = 'unaddressed')
           and ($5::uuid is null or entry_id = $5) and ($6::uuid is null or id > $6) order by id limit $7`,
};

/** 通报清单, oldest first. */
export async function findNotices(db: Database, { department, overdue, unaddressed, entryId, after, limit, today }: NoticeFilter): Promise<NoticeView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Notice, { status: 'absent' }> }>({ ...FIND, values: [department, overdue, today, unaddressed, entryId, after, limit] });
  return rows.map(({ state }) => noticeView(state, today));
}

export const noticeView = (state: Exclude<Notice, { status: 'absent' }>, today: LocalDate): NoticeView => ({ ...state, overdue: isNoticeOverdue(state, today) });
