import { addDays, type LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';

/** 公示概况 — what is public, what is not and why, what is due next, what is late. */
export interface PublicitySummary {
  asOf: LocalDate;
  decisions: { status: string; reason: string | null; ruleId: string; recordKind: string; department: string; count: number }[];
  inForce: number;
  dueNext: { dueOn: LocalDate; department: string; count: number }[];
  provisional: { enteredYear: number; department: string; count: number }[];
  late: { department: string; state: 'waiting' | 'published-late'; cause: string; count: number }[];
  endsNext: { endsOn: LocalDate; count: number }[];
}

const WAITING = `status = 'withheld' and reason in ('RECORD_HELD', 'TIER_UNDETERMINED', 'TERM_UNDETERMINED')`;
const MINE = '($2::text[] is null or source = any($2))';
const DECISIONS = `select status, reason, rule_id as "ruleId", record_kind as "recordKind", source as department, count(*)::int4 as count,
    count(*) filter (where status = 'posted' and posted_on <= $1::date and ends_on >= $1::date)::int4 as in_force
  from publicity_entry where ${MINE} group by 1, 2, 3, 4, 5 order by count(*) desc, 1, 2, 3, 4, 5`;
const DUE_NEXT = `select due_on as "dueOn", source as department, count(*)::int4 as count from publicity_entry
  where ${WAITING} and due_on >= $1::date and ${MINE} group by 1, 2 order by 1, 2 limit 100`;
const PROVISIONAL = `select due_year as "enteredYear", source as department, count(*)::int4 as count from publicity_entry
  where due_status = 'PROVISIONAL' and $1::date is not null and ${MINE} group by 1, 2 order by 1, 2`;
const LATE = `select source as department, case when first_posted_on is null then 'waiting' else 'published-late' end as state,
    case when received_on > due_on then 'reportedLate' else 'heldInSystem' end as cause, count(*)::int4 as count
  from publicity_entry where ((${WAITING} and due_on < $1::date) or first_posted_on > due_on) and ${MINE} group by 1, 2, 3 order by 1, 2, 3`;
const ENDS_NEXT = `select ends_on as "endsOn", count(*)::int4 as count from publicity_entry
  where status = 'posted' and ends_on >= $1::date and ends_on <= $3::date and ${MINE} group by 1 order by 1`;

/** Counts for `sources` (null = every department) on `today`; ends are looked up 30 days ahead. */
export async function publicitySummary(db: Database, today: LocalDate, sources: readonly string[] | null): Promise<PublicitySummary> {
  const read = async (text: string, ...more: unknown[]): Promise<any[]> => (await db.pool.query({ text, values: [today, sources, ...more] })).rows;
  const decisions = await read(DECISIONS);
  return {
    asOf: today,
    inForce: decisions.reduce((sum: number, row: { in_force: number }) => sum + row.in_force, 0),
    decisions: decisions.map(({ in_force: _, ...row }) => row),
    dueNext: await read(DUE_NEXT),
    provisional: await read(PROVISIONAL),
    late: await read(LATE),
    endsNext: await read(ENDS_NEXT, addDays(today, 30)),
  };
}
