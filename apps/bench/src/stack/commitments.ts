import type { System } from './system.ts';
import { DATABASES } from './system.ts';

const PROMISORS = 200_000;
const AT_ONCE = 50_000;
/** Items of the catalogue: every one of one department and of one type, the first ones used most. */
export const ITEMS = 81;
const DEPARTMENTS = 40;
const TYPES = ['APPROVAL_SUBSTITUTE', 'DEFICIENT_ACCEPTANCE', 'CERTIFICATE_REPLACEMENT'];

export const itemCode = (n: number): string => `BENCH-${n}`;
export const departmentOf = (item: number): string => `bench-department-${item % DEPARTMENTS}`;
export const typeOf = (item: number): string => TYPES[item % TYPES.length]!;

const PROMISOR = `('0199b000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const SUBJECTS = `insert into public_subject (subject_id, version, subject_class, status, name, normalised_name, uscc)
  select ${PROMISOR}, 1, 'LEGAL_ENTITY', 'registered', '压测承诺企业' || n || '有限公司', '压测承诺企业' || n || '有限公司', null from generate_series($1::int, $2::int) n on conflict do nothing`;
/** A number between 0 and 1 that is always the same for the same row and word. */
const share = (word: string): string => `((hashtextextended('${word}' || n, 0) & 1048575) / 1048576.0)`;
const text = (length: number): string => `left(repeat('本单位承诺所提交材料真实、合法、有效，并按告知的条件和期限履行。', 20), ${length})`;
/** Made over three years, in the order of their ids; one in fifty had its last day yesterday, and nobody has stated that yet. */
const POSTINGS = `
  insert into commitment_posting (id, version, public_version, status, commitment_id, record_id, subject_id, subject_class, type, item_code, department, state, posted_on, ends_on, content, known)
  select gen_random_uuid(), 1, 1, 'posted', made.id, case when state = 'breached' then gen_random_uuid() end, ${PROMISOR.replaceAll('n', '(n % $4::int + 1)')}, 'LEGAL_ENTITY', type, item, department, state, posted_on, ends_on,
    jsonb_build_object('commitmentCode', code, 'type', type, 'typeName', '证明事项型', 'itemCode', item, 'itemName', '压测承诺事项', 'department', department, 'accepterName', '压测部门', 'accepterUscc', '11210500MB0XY1017D', 'reason', '以承诺代替证明', 'content', ${text(300)},
      'breachLiability', ${text(120)}, 'madeOn', posted_on, 'contentHash', md5(code) || md5(code), 'link', '/v1/public/entries/' || made.id) || case when state = 'tracking' then '{}' else jsonb_build_object('performance', case when state = 'kept' then 'FULL' else 'NONE' end) end,
    jsonb_build_object('status', 'posted', 'state', state, 'postedOn', posted_on, 'records', '[]'::jsonb, 'commitment', jsonb_build_object('commitmentId', made.id, 'commitmentCode', code, 'version', '1'))
  from generate_series($1::int, $2::int) n
  cross join lateral (select (lpad(to_hex(1700000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid as id, '210500' || lpad(n::text, 14, '0') as code, $3::date - ((1 - n / 1000000.0) * 1095)::int as posted_on,
    floor(${ITEMS} * power(${share('item')}, 2))::int as k, ${share('free')} as free, ${share('state')} as s, ${share('end')} as e) made
  cross join lateral (select case when free < 0.18 then 'VOLUNTARY' when free < 0.2 then 'INDUSTRY_SELF_DISCIPLINE' when free < 0.22 then 'REPAIR' else (array['${TYPES.join(`','`)}'])[k % ${TYPES.length} + 1] end as type,
    case when free < 0.22 then null else 'BENCH-' || k end as item, case when free < 0.2 then null else 'bench-department-' || k % ${DEPARTMENTS} end as department,
    case when s < 0.6 then 'kept' when s < 0.985 then 'tracking' else 'breached' end as state, case when e < 0.02 then $3::date - 1 when e < 0.3 then $3::date + (e * 1000)::int end as ends_on) filed`;

/** Puts that many commitments on show straight into publicity's database, by SQL as the service would have written them; the tables are vacuumed as they would have been long before. */
export async function loadCommitments({ database }: System, count: number, today: string, say: (line: string) => void): Promise<void> {
  const at = { database: DATABASES.publicity };
  const begun = performance.now();
  for (let from = 1; from <= PROMISORS; from += AT_ONCE) await database.query(SUBJECTS, { ...at, values: [from, Math.min(PROMISORS, from + AT_ONCE - 1)] });
  for (let from = 1; from <= count; from += AT_ONCE) await database.query(POSTINGS, { ...at, values: [from, Math.min(count, from + AT_ONCE - 1), today, PROMISORS] });
  for (const table of ['commitment_posting', 'public_subject']) await database.query(`vacuum analyze ${table}`, at);
  const [size] = await database.query<{ rows: number; whole: string }>(`select count(*)::int4 as rows, pg_size_pretty(pg_total_relation_size('commitment_posting')) as whole from commitment_posting where status = 'posted'`, at);
  if (size!.rows < count) throw new Error(`${count} commitments loaded, but ${size!.rows} on show`);
  say(`  ${size!.rows} commitments of ${PROMISORS} promisors on show (${size!.whole} with indexes) after ${Math.round((performance.now() - begun) / 1_000)} s`);
}
