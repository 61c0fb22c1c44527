import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';

const OVERDUE = {
  name: 'publications_overdue',
  text: `select source, count(*)::int4 as n from publicity_entry where status = 'withheld' and reason in ('RECORD_HELD', 'TIER_UNDETERMINED', 'TERM_UNDETERMINED') and due_on < $1::date group by 1`,
};
const BURDENING = {
  name: 'parked_burdening',
  text: `select count(distinct p.aggregate_id)::int4 as n from parked p join publicity_entry e on e.id = p.aggregate_id
         where p.state in ('waiting', 'requested') and e.status = 'posted' and e.record_kind = 'administrative-penalty'`,
};

/** 逾期未公示 — records still owed to the public after their due date, per department. */
export async function overdueOf(db: Database, today: LocalDate): Promise<{ source: string; n: number }[]> {
  return (await db.pool.query<{ source: string; n: number }>({ ...OVERDUE, values: [today] })).rows;
}

/** 负担性滞留 — penalties on show whose next fact is parked: what would end or mend them does not get through (P-5). */
export async function parkedBurdening(db: Database): Promise<number> {
  return (await db.pool.query<{ n: number }>(BURDENING)).rows[0]!.n;
}
