import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isOverdue, outstanding, type KnownCommitment } from '../../domain/commitment/commitment.ts';

/** 信用承诺 as the promisor, its department and those who oversee it read it: the whole state, whose turn it is, and what is late. */
export type CommitmentView = Omit<KnownCommitment, 'by'> & { nextStep: NextStep; overdue: boolean; outstanding: readonly string[]; breachStands?: boolean };
/** A commitment as it lies here, and whether its breach still burdens: false once the record of it is repaired, revoked or shielded. */
export interface FoundCommitment { state: KnownCommitment; burdens: boolean }
/** 下一步: who has it, and what it is. */
export type NextStep = 'promisor-performs' | 'department-notices' | 'promisor-explains' | 'promisor-rectifies' | 'none';

export interface CommitmentFilter {
  /** the accepting department; null = all */
  source: string | null;
  /** the promisor, under its last file; null = all */
  subjectId: string | null;
  projectCode?: string | undefined;
  itemCode?: string | undefined;
  status?: string | undefined;
  overdue?: boolean | undefined;
  after: string | null;
  limit: number;
  today: LocalDate;
}

/**
 * 事项的履约情况: promised, checked, kept, broken; and of the `cases` that could have been promised by it how many were, instead of proven (O1): `shareByCommitment`, 0 to 1, four digits, null without cases. Nothing about time saved is
 * known, so nothing is said of it.
 */
export interface ItemRecord { itemCode: string; itemName: string; source: string; promised: number; checked: number; kept: number; breached: number; retracted: number; open: number; overdue: number; cases: number; casesPromised: number; shareByCommitment: number | null }

const STEP: Readonly<Record<KnownCommitment['status'], NextStep>> = {
  tracking: 'promisor-performs', found: 'department-notices', noticed: 'promisor-explains', rectifying: 'promisor-rectifies', kept: 'none', breached: 'none', 'breach-revoked': 'none', retracted: 'none', ended: 'none',
};

/** A subject's commitments under any file that was merged into its own. */
const FILES = `(select a.subject_id from subject_alias a where a.canonical_id = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid) union select coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid))`;
const BURDENS = `coalesce((select r.burdens from breach_record r where r.code = c.code), true) as burdens`;
const VISIBLE = `($1::text is null or c.source = $1) and ($2::uuid is null or c.subject_id in ${FILES})`;
const FIND = {
  name: 'commitments_find',
  text: `select c.state, ${BURDENS} from commitment c where ${VISIBLE} and ($3::text is null or c.project_code = $3) and ($4::text is null or c.item_id = (select id from commitment_item where code = $4))
           and ($5::text is null or c.status = $5) and (not $6::boolean or c.due_on < $7::date) and ($8::uuid is null or c.id > $8) order by c.id limit $9`,
};
const ONE = { name: 'commitment_find', text: `select c.state, ${BURDENS} from commitment c where ${VISIBLE} and c.id = $3` };
/** The file that lasts. */
const LASTING = (id: string): string => `coalesce((select f.canonical_id from subject_alias f where f.subject_id = ${id}), ${id})`;
/** A case counts once, whatever its parties (each is a matter of the register), at the item that it names, of the department that published it or one under it ($3 under $4); promised = by this item under the number of the case, at its department or, as online, by its own firm at that of the item (numbers are a department's own). Who retracted went the ordinary way. */
const ITEMS = {
  name: 'commitment_item_record',
  text: `with under as (select * from unnest($3::text[], $4::text[]) as x (source, parent)),
         named as (
           select i.id, bool_or(exists (select 1 from commitment m where m.source in (a.source, i.source) and m.item_id = i.id and m.reference_no = a.case_id and m.status <> 'retracted'
                    and (m.source = a.source or ${LASTING('m.subject_id')} = ${LASTING('a.subject_id')}))) as by_promise
           from admission_case a join commitment_item i on i.code = a.item_code and (a.source = i.source or exists (select 1 from under u where u.source = a.source and u.parent = i.source)) group by i.id, a.source, a.case_id),
         handled as (select n.id, count(*)::int4 as cases, (count(*) filter (where n.by_promise))::int4 as promised from named n group by n.id)
         select i.code as "itemCode", i.state #>> '{versions,-1,text,name}' as "itemName", i.source, count(c.id)::int4 as promised, (count(c.id) filter (where jsonb_array_length(c.state -> 'checks') > 0))::int4 as checked,
                (count(c.id) filter (where c.status = 'kept'))::int4 as kept, (count(c.id) filter (where c.status = 'breached'))::int4 as breached, (count(c.id) filter (where c.status = 'retracted'))::int4 as retracted,
                (count(c.id) filter (where c.status in ('tracking', 'found', 'noticed', 'rectifying')))::int4 as open, (count(c.id) filter (where c.due_on < $2::date))::int4 as overdue,
                coalesce(h.cases, 0) as cases, coalesce(h.promised, 0) as "casesPromised", round(h.promised::numeric / h.cases, 4)::float8 as "shareByCommitment"
         from commitment_item i left join commitment c on c.item_id = i.id left join handled h on h.id = i.id where ($1::text is null or i.source = $1) group by i.id, h.cases, h.promised order by i.code`,
};
const REMINDERS = {
  name: 'commitment_reminders',
  text: `select c.state, r.kind, r.due_on as "dueOn", r.told_on as "toldOn" from commitment_reminder r join commitment c on c.id = r.commitment_id
         where ${VISIBLE} and c.status in ('tracking', 'found', 'noticed', 'rectifying') and c.due_on = r.due_on and ($3::uuid is null or r.commitment_id > $3) order by r.commitment_id, r.kind limit $4`,
};

/** 承诺清单, oldest first. */
export async function findCommitments(db: Database, { source, subjectId, projectCode, itemCode, status, overdue, today, after, limit }: CommitmentFilter): Promise<CommitmentView[]> {
  const { rows } = await db.pool.query<FoundCommitment>({ ...FIND, values: [source, subjectId, projectCode ?? null, itemCode ?? null, status ?? null, overdue === true, today, after, limit] });
  return rows.map(({ state, burdens }) => commitmentView(state, today, burdens));
}

/** One commitment; undefined when there is none that the asker may see. */
export async function findCommitment(db: Database, id: string, { source, subjectId }: Pick<CommitmentFilter, 'source' | 'subjectId'>): Promise<FoundCommitment | undefined> {
  return (await db.pool.query<FoundCommitment>({ ...ONE, values: [source, subjectId, id] })).rows[0];
}

/** 每个事项: 承诺、核查、履行、违诺, and the share of its cases that were promised instead of proven. */
export async function findItemRecords(db: Database, departments: readonly { source: string; parent?: string | undefined }[], { source, today }: Pick<CommitmentFilter, 'source' | 'today'>): Promise<ItemRecord[]> {
  const under = departments.filter(({ parent }) => parent !== undefined);
  return (await db.pool.query<ItemRecord>({ ...ITEMS, values: [source, today, under.map((one) => one.source), under.map(({ parent }) => parent)] })).rows;
}

export interface ReminderView { commitmentId: string; commitmentCode: string; kind: 'due' | 'overdue'; dueOn: LocalDate; toldOn: LocalDate; promisor: string; reason: string; outstanding: readonly string[] }

/** 提醒清单 of what is still open. */
export async function findReminders(db: Database, { source, subjectId, after, limit }: Pick<CommitmentFilter, 'source' | 'subjectId' | 'after' | 'limit'>): Promise<ReminderView[]> {
  const { rows } = await db.pool.query<{ state: KnownCommitment; kind: ReminderView['kind']; dueOn: LocalDate; toldOn: LocalDate }>({ ...REMINDERS, values: [source, subjectId, after, limit] });
  return rows.map(({ state, ...told }) => ({ commitmentId: state.commitmentId, commitmentCode: state.commitmentCode, ...told, promisor: state.subject.name, reason: state.reason, outstanding: outstanding(state).map(({ name }) => name) }));
}

/** What is shown of a commitment: everything but which officer took it; a breach with whether it still burdens, for a repaired one is held against nobody (36号令第三条). */
export function commitmentView({ by: _, ...state }: KnownCommitment, today: LocalDate, burdens = true): CommitmentView {
  return { ...state, nextStep: STEP[state.status], overdue: isOverdue(state as KnownCommitment, today), outstanding: outstanding(state).map(({ name }) => name), ...(state.status === 'breached' ? { breachStands: burdens } : {}) };
}
