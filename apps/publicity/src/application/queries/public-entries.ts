import type { LocalDate } from '@credit/kernel';
import { normaliseName } from '@credit/contracts/subject';
import { disputedSince, subjectExplanations, underReviewSince, type Database } from '@credit/persistence';
import type { PublicKind } from '../../domain/publicity-entry/publicity-entry.ts';
import { COMMITMENT_ENTRY, COMMITMENT_IN_FORCE, findCommitment } from './public-commitments.ts';
import { FIRST_PAGE, type AfterEntry, type EntryAtAddress, type PublicEntry } from './public-entry.ts';
import { findListEntry, LIST_COLUMN, LIST_ENTRY, LIST_IN_FORCE } from './public-list.ts';

const ENTRY = `
  select e.id as "entryId", e.record_kind as "kind", e.posted_on as "postedOn", e.ends_on as "endsOn", e.rule_id as "ruleId",
         case when coalesce(s.subject_class, e.subject_class) = 'LEGAL_ENTITY' then v.content else v.content - 'legalRepName' end as content,
         jsonb_build_object('publicId', coalesce(s.public_id, e.public_id), 'name', coalesce(s.name, e.subject_name), 'uscc', coalesce(s.uscc, e.subject_uscc),
           'formerNames', coalesce(s.former_names, '[]'::jsonb)) as subject, ${disputedSince('record', 'e.id')} as "disputedSince", ${underReviewSince('record', 'e.id')} as "underReviewSince", ${subjectExplanations('record', 'e.id')} as "subjectExplanations"`;
const JOINED = `
  join public_entry_view v on v.entry_id = e.id
  left join subject_alias a on a.subject_id = e.subject_id
  left join public_subject s on s.subject_id = coalesce(a.canonical_id, e.subject_id)`;
/** In force is computed when read, whatever the job has stated so far (P-11); `$1` is today. */
const IN_FORCE = `e.status = 'posted' and e.posted_on <= $1 and e.ends_on >= $1 and v.content is not null`;
const PAGE = `and (e.posted_on, e.id) < ($2::date, $3::uuid) order by e.posted_on desc, e.id desc limit $4`;
/** Every file of the found subjects: a merged subject is read with the one it became, whichever of them was asked for. */
const FAMILY = `
  canonical as (select distinct coalesce(a.canonical_id, h.subject_id) as id from hit h left join subject_alias a on a.subject_id = h.subject_id),
  family as (select id from canonical union select a.subject_id from subject_alias a join canonical c on a.canonical_id = c.id)`;

const COLUMN = { name: 'public_column', text: `${ENTRY} from publicity_entry e ${JOINED} where ${IN_FORCE} and e.record_kind = $5 ${PAGE}` };
const bySubject = (name: string, hit: string) => ({
  name,
  text: `with hit as (${hit}), ${FAMILY},
    records as (${ENTRY} from family f join publicity_entry e on e.subject_id = f.id ${JOINED} where ${IN_FORCE} ${PAGE}),
    lists as (${LIST_ENTRY} join family f on f.id = l.subject_id where ${LIST_IN_FORCE} ${PAGE.replaceAll('e.id', 'l.entry_id').replaceAll('e.posted_on', 'l.posted_on')}),
    commitments as (${COMMITMENT_ENTRY} join family f on f.id = c.subject_id where ${COMMITMENT_IN_FORCE} ${PAGE.replaceAll('e.id', 'c.commitment_id').replaceAll('e.posted_on', 'c.posted_on')})
    select * from records union all select * from lists union all select * from commitments order by "postedOn" desc, "entryId" desc limit $4`,
});
const BY_CODE = bySubject('public_search_code', `select subject_id from public_subject where uscc = $5 union select subject_id from former_subject_key where kind = 'uscc' and value = $5`);
const BY_NAME = bySubject('public_search_name', `select subject_id from public_subject where normalised_name = $5 union select subject_id from former_subject_key where kind = 'name' and value = $5`);
const BY_ADDRESS = bySubject('public_subject_page', 'select subject_id from public_subject where public_id = $5::uuid');

const read = async (db: Database, statement: { name: string; text: string }, today: LocalDate, after: AfterEntry | null, limit: number, ...key: string[]): Promise<PublicEntry[]> =>
  (await db.pool.query<PublicEntry>({ ...statement, values: [today, after?.postedOn ?? FIRST_PAGE.postedOn, after?.id ?? FIRST_PAGE.id, limit, ...key] })).rows;

/** 公示专栏 — entries of one kind in force today, newest first. */
export const listColumn = (db: Database, kind: PublicKind | 'list-entry', today: LocalDate, after: AfterEntry | null, limit: number): Promise<PublicEntry[]> =>
  kind === 'list-entry' ? read(db, LIST_COLUMN, today, after, limit) : read(db, COLUMN, today, after, limit, kind);

/** 公示查询 — entries in force of the subject with exactly this code or exactly this full name, now or formerly; the same work whether or not there is one. */
export const searchPublic = (db: Database, asked: { uscc: string } | { name: string }, today: LocalDate, after: AfterEntry | null, limit: number): Promise<PublicEntry[]> =>
  'uscc' in asked ? read(db, BY_CODE, today, after, limit, asked.uscc) : read(db, BY_NAME, today, after, limit, normaliseName(asked.name));

/** 主体公示页 — entries in force under a public address. */
export const listOfSubject = (db: Database, publicId: string, today: LocalDate, after: AfterEntry | null, limit: number): Promise<PublicEntry[]> => read(db, BY_ADDRESS, today, after, limit, publicId);

const ONE = {
  name: 'public_entry_one',
  text: `${ENTRY}, e.status, e.reason, coalesce(e.withdrawn_on, e.ends_on + 1) as "withdrawnOn", v.ending, (${IN_FORCE}) as "inForce"
         from publicity_entry e ${JOINED.replace('join public_entry_view', 'left join public_entry_view')} where e.id = $2 and e.status <> 'withheld' and e.posted_on <= $1`,
};

/** Reads one entry by its address; `termOverReason` names an end that no job has stated yet. */
export async function findEntry(db: Database, entryId: string, today: LocalDate, termOverReason: (kind: PublicKind) => string): Promise<EntryAtAddress> {
  const [row] = (await db.pool.query({ ...ONE, values: [today, entryId] })).rows;
  if (!row) return (await findListEntry(db, entryId, today)) ?? findCommitment(db, entryId, today);
  const { entryId: id, kind, subject, content, postedOn, endsOn, ruleId, disputedSince: since, underReviewSince: review, subjectExplanations: said } = row;
  if (row.inForce) return { state: 'in-force', entry: { entryId: id, kind, subject, content, postedOn, endsOn, ruleId, disputedSince: since, underReviewSince: review, subjectExplanations: said } };
  return { state: 'gone', kind, reason: row.reason ?? termOverReason(kind), withdrawnOn: row.withdrawnOn, ending: row.ending };
}
