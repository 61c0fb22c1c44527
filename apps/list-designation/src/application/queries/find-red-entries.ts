import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { RedEntry } from '../../domain/red-list/red-entry.ts';
import { BLACK_OF_RED } from '../compare-lists.ts';

type Known = Exclude<RedEntry, { status: 'absent' }>;

/** 红名单条目 as its department and those who oversee it read it: whether it holds today, and whether its benefits are blocked because the subject is on a joint-discipline list today (SR18). */
export type RedEntryView = Known & { inForceToday: boolean; blocked: boolean };

export interface RedEntryFilter {
  /** null = all departments */
  source: string | null;
  subjectId: string | null;
  after: string | null;
  limit: number;
}

/** Both computed when read (P-11), from the entries themselves: nothing has to be told in time for a benefit to be blocked. */
const FIND = {
  name: 'red_list_entries_find',
  text: `select r.state, r.status = 'in-force' and r.from_on <= $1::date and (r.until_on is null or r.until_on > $1::date) as in_force_today, exists (${BLACK_OF_RED}) as on_black from red_list_entry r
         where ($2::text is null or r.source = $2) and ($4::uuid is null or r.id > $4)
           and ($3::uuid is null or coalesce((select canonical_id from subject_alias where subject_id = r.subject_id), r.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $3), $3))
         order by r.id limit $5`,
};

/** 红名单清单, oldest first. */
export async function findRedEntries(db: Database, today: LocalDate, { source, subjectId, after, limit }: RedEntryFilter): Promise<RedEntryView[]> {
  const { rows } = await db.pool.query<{ state: Known; in_force_today: boolean; on_black: boolean }>({ ...FIND, values: [today, source, subjectId, after, limit] });
  return rows.map(({ state, in_force_today, on_black }) => ({ ...state, inForceToday: in_force_today, blocked: in_force_today && on_black }));
}
