import type { LocalDate } from '@credit/kernel';
import { disputedSince, subjectExplanations, underReviewSince, type Database } from '@credit/persistence';
import { listEndingCode } from '../../domain/policies/list-publicity.ts';
import type { EntryAtAddress } from './public-entry.ts';

/** Columns and joins of a list entry as the public reads it, in the order of those of a record's; merged subjects are resolved here. */
export const LIST_ENTRY = `
  select l.entry_id as "entryId", 'list-entry'::text as kind, l.posted_on as "postedOn", l.until - 1 as "endsOn", l.rule_id as "ruleId", l.content,
         jsonb_build_object('publicId', coalesce(s.public_id, o.public_id), 'name', coalesce(s.name, o.name), 'uscc', coalesce(s.uscc, o.uscc), 'formerNames', coalesce(s.former_names, o.former_names)) as subject, ${disputedSince('list-entry', 'l.entry_id')} as "disputedSince", ${underReviewSince('list-entry', 'l.entry_id')} as "underReviewSince", ${subjectExplanations('list-entry', 'l.entry_id')} as "subjectExplanations"
  from public_list_entry l
  join public_subject o on o.subject_id = l.subject_id
  left join subject_alias a on a.subject_id = l.subject_id
  left join public_subject s on s.subject_id = a.canonical_id`;
/** In force is computed when read, whether or not the owner has stated the end (P-11); `$1` is today. */
export const LIST_IN_FORCE = 'l.ending is null and l.posted_on <= $1 and (l.until is null or l.until > $1)';

/** 名单专栏 — entries of all published lists in force today, newest first. */
export const LIST_COLUMN = {
  name: 'public_list_column',
  text: `${LIST_ENTRY} where ${LIST_IN_FORCE} and (l.posted_on, l.entry_id) < ($2::date, $3::uuid) order by l.posted_on desc, l.entry_id desc limit $4`,
};

const ONE = { name: 'public_list_one', text: LIST_ENTRY.replace('l.content,', `l.content, l.ending, l.until, (${LIST_IN_FORCE}) as "inForce",`) + ' where l.entry_id = $2 and l.posted_on <= $1' };

/** 单条名单条目 — in force, gone, or null where none ever showed. */
export async function findListEntry(db: Database, entryId: string, today: LocalDate): Promise<EntryAtAddress> {
  const [row] = (await db.pool.query({ ...ONE, values: [today, entryId] })).rows;
  if (!row) return null;
  const { ending, until, inForce, ...entry } = row;
  if (inForce) return { state: 'in-force', entry };
  return { state: 'gone', kind: 'list-entry', reason: ending?.code ?? listEndingCode('expired'), withdrawnOn: ending?.endedOn ?? until, ending: ending?.reason === undefined ? null : { reason: ending.reason } };
}
