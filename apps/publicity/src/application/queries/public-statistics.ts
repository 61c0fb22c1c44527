import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { COMMITMENT_IN_FORCE } from './public-commitments.ts';
import { LIST_IN_FORCE } from './public-list.ts';

/** 公示统计 — entries in force by kind and month of posting. */
export interface PublicStatistics {
  asOf: LocalDate;
  definition: string;
  definitionEn: string;
  items: { kind: string; month: string; count: number }[];
}

const COUNTS = {
  name: 'public_statistics',
  text: `select record_kind as kind, to_char(posted_on, 'YYYY-MM') as month, count(*)::int4 as count
         from publicity_entry where status = 'posted' and posted_on <= $1 and ends_on >= $1 group by 1, 2
         union all select 'list-entry', to_char(l.posted_on, 'YYYY-MM'), count(*)::int4 from public_list_entry l where ${LIST_IN_FORCE} group by 1, 2
         union all select 'commitment', to_char(c.posted_on, 'YYYY-MM'), count(*)::int4 from commitment_posting c where ${COMMITMENT_IN_FORCE} group by 1, 2 order by 2 desc, 1`,
};

/** Counts of what is public on `today`; by kind and month only, so that no subject can be found by counting. */
export async function publicStatistics(db: Database, today: LocalDate): Promise<PublicStatistics> {
  const { rows } = await db.pool.query({ ...COUNTS, values: [today] });
  return {
    asOf: today,
    definition: '统计日正在公示的条目数，按信息类别和公示月份汇总；不含自然人，不含已停止公示的条目',
    definitionEn: 'Entries in force on the day given, by kind and month of posting; natural persons and withdrawn entries are not counted',
    items: rows,
  };
}
