import type { Database } from '@credit/persistence';
import type { Review } from '../../domain/review/review.ts';

/** 复议诉讼 as it is read: the whole, without who of the authority noted it. */
export type ReviewView = Omit<Exclude<Review, { status: 'absent' }>, 'by'> & { endedOn?: string; outcome?: string };

const FIND = {
  name: 'reviews_find',
  text: `select r.state from review r
         where ($1::text is null or r.source = $1)
           and ($2::uuid is null or coalesce((select canonical_id from subject_alias where subject_id = r.subject_id), r.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid))
           and ($3::uuid is null or r.id > $3) order by r.id limit $4`,
};

/** 复议诉讼清单, oldest first: a department those of its decisions, a subject those about itself under any file that was merged into its own, who oversees them all. */
export async function findReviews(db: Database, { source, subjectId }: { source: string | null; subjectId: string | null }, { after, limit }: { after: string | null; limit: number }): Promise<ReviewView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Review, { status: 'absent' }> }>({ ...FIND, values: [source, subjectId, after, limit] });
  return rows.map(({ state }) => reviewView(state));
}

export function reviewView({ by: _, ...shown }: Exclude<Review, { status: 'absent' }>): ReviewView {
  return shown;
}
