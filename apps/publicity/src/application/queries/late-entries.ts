import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { publicityLateness, type Rulebook } from '@credit/rulebook';

/** 逾期公示条目 — published after the due date, or still waiting after it. */
export interface LateEntry {
  entryId: string;
  recordId: string;
  recordKind: string;
  department: string;
  subjectName: string;
  docNo: string;
  authorityUscc: string;
  decisionDate: LocalDate;
  receivedOn: LocalDate;
  dueOn: LocalDate;
  postedOn: LocalDate | null;
  state: 'waiting' | 'published-late';
  waitingFor: string | null;
  /** reportedLate: it reached us after the due date; heldInSystem: it came in time and waited here */
  cause: 'reportedLate' | 'heldInSystem';
  workingDaysLate: number;
}

/** Where a page begins: behind this entry. */
export interface AfterDue {
  dueOn: string;
  id: string;
}


const FIRST_PAGE: AfterDue = { dueOn: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' };

/** Both branches are written out so that each uses its partial index. */
const branch = (condition: string) => `
  select id, record_kind, source, subject_name, doc_no, authority_uscc, decision_date, received_on, due_on, first_posted_on, status, reason, detail
  from publicity_entry where ${condition} and ($2::text[] is null or source = any($2)) and (due_on, id) > ($3::date, $4::uuid)`;
const LATE = {
  name: 'publicity_late',
  text: `select * from (
    ${branch(`status = 'withheld' and reason in ('RECORD_HELD', 'TIER_UNDETERMINED', 'TERM_UNDETERMINED') and due_on < $1::date`)} and $5 <> 'published-late'
    union all ${branch('first_posted_on > due_on')} and $5 <> 'waiting') late order by due_on, id limit $6`,
};

/** 逾期清单 — live, oldest due date first; `sources` null = every department; `state` narrows to what still waits or what was published late. */
export async function listLate(db: Database, rulebook: Rulebook, asked: { today: LocalDate; sources: readonly string[] | null; state: LateEntry['state'] | null; after: AfterDue | null; limit: number }): Promise<LateEntry[]> {
  const { today, sources, state, after, limit } = asked;
  const { rows } = await db.pool.query({ ...LATE, values: [today, sources, after?.dueOn ?? FIRST_PAGE.dueOn, after?.id ?? FIRST_PAGE.id, state ?? 'all', limit] });
  return rows.map((row) => lateEntryOf(rulebook, row, today));
}

function lateEntryOf(rulebook: Rulebook, row: any, today: LocalDate): LateEntry {
  const published = row.first_posted_on !== null;
  const reached = published ? row.first_posted_on : today;
  const lateness = publicityLateness(rulebook, { dueOn: { status: 'FIXED', date: row.due_on }, receivedOn: row.received_on, today: reached });
  return {
    entryId: row.id, recordId: row.id, recordKind: row.record_kind, department: row.source, subjectName: row.subject_name, docNo: row.doc_no, authorityUscc: row.authority_uscc,
    decisionDate: row.decision_date, receivedOn: row.received_on, dueOn: row.due_on, postedOn: row.first_posted_on,
    state: published ? 'published-late' : 'waiting', waitingFor: published ? null : (row.detail ?? row.reason),
    cause: lateness.cause ?? 'heldInSystem', workingDaysLate: -(lateness.daysLeft ?? 0),
  };
}
