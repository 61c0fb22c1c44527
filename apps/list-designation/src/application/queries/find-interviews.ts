import type { Database } from '@credit/persistence';
import type { Interview } from '../../domain/interview/interview.ts';

/** 约谈 as its department and those who oversee it read it: the whole, and the record that the register has made of it; null = not collected yet (O45). */
export type InterviewView = Exclude<Interview, { status: 'absent' }> & { recordId: string | null };

/** The register's record is known here by its natural key, as every record is. */
const FIND = {
  name: 'interviews_find',
  text: `select i.state, e.record_id from interview i
         left join evidence e on e.record_kind = 'interview' and e.authority_uscc = i.authority_uscc and e.doc_no = i.doc_no and e.subject_id = i.subject_id
         where ($1::text is null or i.source = $1) and ($2::boolean is null or (e.record_id is not null) = $2) and ($3::uuid is null or i.id > $3) order by i.id limit $4`,
};

/** 约谈清单, oldest first. @param source null = all departments @param collected null = both */
export async function findInterviews(db: Database, { source, collected, after, limit }: { source: string | null; collected: boolean | null; after: string | null; limit: number }): Promise<InterviewView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Interview, { status: 'absent' }>; record_id: string | null }>({ ...FIND, values: [source, collected, after, limit] });
  return rows.map(({ state, record_id }) => ({ ...state, recordId: record_id }));
}
