import type { Database } from '@credit/persistence';
import type { Shielding } from '../../domain/shielding/shielding.ts';
import type { RepairFilter } from './find-repairs.ts';

/** 屏蔽事项 as the applicant, the authority and those who oversee it read it. */
export type ShieldingView = Exclude<Shielding, { status: 'absent' }>;

const OF_SUBJECT = `coalesce((select canonical_id from subject_alias where subject_id = s.subject_id), s.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)`;
const FIND = { name: 'shieldings_find', text: `select s.state from shielding s where ($1::text is null or s.source = $1) and ($2::uuid is null or ${OF_SUBJECT}) and ($3::uuid is null or s.id > $3) order by s.id limit $4` };

/** 屏蔽事项清单, oldest first. */
export async function findShieldings(db: Database, { source, subjectId, after, limit }: Pick<RepairFilter, 'source' | 'subjectId' | 'after' | 'limit'>): Promise<ShieldingView[]> {
  const { rows } = await db.pool.query<{ state: ShieldingView }>({ ...FIND, values: [source, subjectId, after, limit] });
  return rows.map(({ state }) => state);
}
