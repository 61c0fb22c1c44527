import type { LocalDate } from '@credit/kernel';
import { COMMITMENT_TYPES } from '@credit/rulebook/codes';
import { disputedSince, subjectExplanations, underReviewSince, type Database } from '@credit/persistence';
import { COMMITMENT_EXPIRED, COMMITMENT_RULE } from '../../domain/policies/commitment-verdict.ts';
import { FIRST_PAGE, type AfterEntry, type EntryAtAddress, type PublicEntry } from './public-entry.ts';

/** 公示的履行情况, with its name. */
export const SHOWN_STATES = { tracking: '履行中', kept: '已履行', breached: '违诺' } as const;
export type ShownStateCode = keyof typeof SHOWN_STATES;

const stateName = `case c.state ${Object.entries(SHOWN_STATES).map(([code, name]) => `when '${code}' then '${name}'`).join(' ')} end`;
const content = `c.content || jsonb_build_object('state', c.state, 'stateName', ${stateName})`;

/** Columns and joins of a commitment as the public reads it, in the order of those of a record's; merged subjects are resolved here, and what may name the operator of a firm that became an individual business stays away. */
const columns = (from: string): string => `
  select c.commitment_id as "entryId", 'commitment'::text as kind, c.posted_on as "postedOn", c.ends_on as "endsOn", '${COMMITMENT_RULE}'::text as "ruleId",
         case when coalesce(s.subject_class, o.subject_class) = 'LEGAL_ENTITY' then ${content} else (${content}) - 'unperformed' - 'accountability' end as content,
         jsonb_build_object('publicId', coalesce(s.public_id, o.public_id), 'name', coalesce(s.name, o.name), 'uscc', coalesce(s.uscc, o.uscc), 'formerNames', coalesce(s.former_names, o.former_names)) as subject, ${disputedSince('record', 'c.record_id')} as "disputedSince", ${underReviewSince('record', 'c.record_id')} as "underReviewSince", ${subjectExplanations('record', 'c.record_id')} as "subjectExplanations"
  from ${from}
  join public_subject o on o.subject_id = c.subject_id
  left join subject_alias a on a.subject_id = c.subject_id
  left join public_subject s on s.subject_id = a.canonical_id`;
export const COMMITMENT_ENTRY = columns('commitment_posting c');
/** In force is computed when read, whether or not the job has stated the end (P-11); `$1` is today. */
export const COMMITMENT_IN_FORCE = `c.status = 'posted' and c.posted_on <= $1 and (c.ends_on is null or c.ends_on >= $1)`;

/** What the column may be narrowed to. */
export interface CommitmentFilter {
  item: string | null;
  department: string | null;
  state: ShownStateCode | null;
  type: string | null;
}

const NEWEST_FIRST = `order by posted_on desc, commitment_id desc limit $4`;
/**
 * A page is the newest of the newest of each type and state: both have few values, so each is read from where the page begins in an index that holds the other filters, and nothing is read that does not show.
 * One statement for each set of the filters that have many values.
 */
const statement = (name: string, narrowed: string) => ({
  name: `public_commitments${name}`,
  text: `with newest as (
      select p.id from unnest($5::text[]) as t (type) cross join unnest($6::text[]) as s (state)
      cross join lateral (
        select c.id, c.posted_on, c.commitment_id from commitment_posting c
        where c.type = t.type and c.state = s.state ${narrowed} and ${COMMITMENT_IN_FORCE} and (c.posted_on, c.commitment_id) < ($2::date, $3::uuid) ${NEWEST_FIRST}) p
      ${NEWEST_FIRST})
    ${columns('newest n join commitment_posting c on c.id = n.id')} order by "postedOn" desc, "entryId" desc`,
});
const BY = { none: statement('', ''), item: statement('_item', 'and c.item_code = $7'), department: statement('_department', 'and c.department = $7'), both: statement('_item_department', 'and c.item_code = $7 and c.department = $8') };

const TYPES = COMMITMENT_TYPES.map(({ code }) => code as string);
const STATES = Object.keys(SHOWN_STATES);

/** 信用承诺公示专栏 — commitments in force today, newest first (O8). */
export async function listCommitments(db: Database, { item, department, state, type }: CommitmentFilter, today: LocalDate, after: AfterEntry | null, limit: number): Promise<PublicEntry[]> {
  const { postedOn, id } = after ?? FIRST_PAGE;
  const narrowed = [item, department].filter((value) => value !== null);
  const by = narrowed.length === 2 ? BY.both : item !== null ? BY.item : department !== null ? BY.department : BY.none;
  return (await db.pool.query<PublicEntry>({ ...by, values: [today, postedOn, id, limit, type === null ? TYPES : [type], state === null ? STATES : [state], ...narrowed] })).rows;
}

const ONE = { name: 'public_commitment_one', text: COMMITMENT_ENTRY.replace('as content,', `as content, c.reason, coalesce(c.withdrawn_on, c.ends_on + 1) as "withdrawnOn", (${COMMITMENT_IN_FORCE}) as "inForce",`) + ' where c.commitment_id = $2 and c.posted_on <= $1' };

/** 单条信用承诺 — in force, gone, or null where none ever showed. */
export async function findCommitment(db: Database, entryId: string, today: LocalDate): Promise<EntryAtAddress> {
  const [row] = (await db.pool.query({ ...ONE, values: [today, entryId] })).rows;
  if (!row) return null;
  const { reason, withdrawnOn, inForce, ...entry } = row;
  return inForce ? { state: 'in-force', entry } : { state: 'gone', kind: 'commitment', reason: reason ?? COMMITMENT_EXPIRED, withdrawnOn, ending: null };
}
