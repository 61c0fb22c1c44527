import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isNoticeOverdue, type RepairNotice } from '../../domain/repair-notice/repair-notice.ts';
import type { RepairFilter } from './find-repairs.ts';

type Stored = Exclude<RepairNotice, { status: 'absent' }>;

/** 信用修复告知 as its subject, its authority and those who oversee it read it. */
export type RepairNoticeView = Stored & { overdue: boolean };

/** Nobody need be told any more of what has ended or is repaired. */
const STANDING = `i.live and not exists (select 1 from repair_case c where c.target_kind = n.target_kind and c.target_id = n.target_id and c.status = 'approved')`;
const OF_SUBJECT = `coalesce((select canonical_id from subject_alias where subject_id = n.subject_id), n.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)`;
const FIND = {
  name: 'repair_notices_find',
  text: `select n.state, ${STANDING} as standing from repair_notice n join repair_item i on i.kind = n.target_kind and i.id = n.target_id
         where ($1::text is null or n.source = $1) and ($2::uuid is null or ${OF_SUBJECT}) and (not $3::boolean or (n.status = 'told' and n.due_on < $4 and ${STANDING})) and ($5::uuid is null or n.id > $5) order by n.id limit $6`,
};

/** 信用修复告知清单. */
export async function findRepairNotices(db: Database, { source, subjectId, overdue, today, after, limit }: RepairFilter): Promise<RepairNoticeView[]> {
  const { rows } = await db.pool.query<{ state: Stored; standing: boolean }>({ ...FIND, values: [source, subjectId, overdue, today, after, limit] });
  return rows.map(({ state, standing }) => noticeView(state, today, standing));
}

export const noticeView = (state: Stored, today: LocalDate, standing = true): RepairNoticeView => ({ ...state, overdue: standing && isNoticeOverdue(state, today) });
