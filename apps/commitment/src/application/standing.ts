import { isBreachState, isCommitmentState, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';
import { commitmentBar, type Rulebook } from '@credit/rulebook';
import type { Standing } from '../domain/commitment/commitment.decide.ts';

/** What a fact of the register says of a breach: whether its record still burdens. */
export interface BreachRecordVersion { code: string; version: string; burdens: boolean }
/** What a fact of a list says of its entry. */
export interface SeriousEntryVersion { entryId: string; version: string; subjectId: string; listType: string; inForce: boolean; until: LocalDate | null }

const BREACHES = {
  name: 'breach_record_project',
  text: `insert into breach_record as b (code, version, burdens) select x.code, x.version::int8, x.burdens::boolean from unnest($1::text[], $2::text[], $3::text[]) as x (code, version, burdens)
         on conflict (code) do update set version = excluded.version, burdens = excluded.burdens where excluded.version > b.version`,
};
const ENTRIES = {
  name: 'serious_entry_project',
  text: `insert into serious_entry as e (entry_id, version, subject_id, list_type, in_force, until) select x.id::uuid, x.version::int8, x.subject::uuid, x.list, x.force::boolean, nullif(x.until, '')::date
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x (id, version, subject, list, force, until)
         on conflict (entry_id) do update set version = excluded.version, in_force = excluded.in_force, until = excluded.until where excluded.version > e.version`,
};
const BARRED = {
  name: 'commitment_barred',
  text: `with own as (select coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid) as id), files as (select id from own union select a.subject_id from subject_alias a, own where a.canonical_id = own.id)
         select 'unrepaired-breach' as bar, c.code as what from commitment c join files f on f.id = c.subject_id left join breach_record r on r.code = c.code where c.status = 'breached' and coalesce(r.burdens, true)
         union all select 'serious-list', e.list_type from serious_entry e join files f on f.id = e.subject_id where e.in_force and (e.until is null or e.until > $2::date) limit 1`,
};

/** 违诺记录 in the register: a breach bars as long as its record burdens; one that is corrected to full performance does not. undefined for every other record. */
export function breachRecordOf(record: RecordStateV1, version: string): BreachRecordVersion | undefined {
  if (!isCommitmentState(record)) return undefined;
  return { code: record.docNo, version, burdens: isBreachState(record) && record.status === 'effective' && record.repaired === undefined && record.shielded === undefined };
}

/** 严重失信名单条目; undefined for lists that are none. */
export function seriousEntryOf(entry: ListEntryV1, version: string): SeriousEntryVersion | undefined {
  if (entry.listKind !== 'joint-discipline') return undefined;
  return { entryId: entry.entryId, version, subjectId: entry.subject.subjectId, listType: entry.listType, inForce: entry.status === 'in-force', until: entry.until ?? null };
}

/** 违诺记录投影 — last version wins. */
export async function projectBreachRecords(uow: UnitOfWork, versions: readonly BreachRecordVersion[]): Promise<void> {
  const last = sorted(versions, ({ code }) => code);
  if (last.length > 0) await uow.query(BREACHES, [textArray(last.map((v) => v.code)), textArray(last.map((v) => v.version)), textArray(last.map((v) => String(v.burdens)))]);
}

/** 严重失信名单投影 — last version wins. */
export async function projectSeriousEntries(uow: UnitOfWork, versions: readonly SeriousEntryVersion[]): Promise<void> {
  const last = sorted(versions, ({ entryId }) => entryId);
  const column = (of: (v: SeriousEntryVersion) => string): Buffer => textArray(last.map(of));
  if (last.length > 0) await uow.query(ENTRIES, [column((v) => v.entryId), column((v) => v.version), column((v) => v.subjectId), column((v) => v.listType), column((v) => String(v.inForce)), column((v) => v.until ?? '')]);
}

function sorted<V extends { version: string }>(versions: readonly V[], key: (v: V) => string): V[] {
  const last = new Map<string, V>();
  for (const v of versions) if (BigInt(v.version) > BigInt(last.get(key(v))?.version ?? '-1')) last.set(key(v), v);
  return [...last.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** 不适用告知承诺 — an unrepaired breach under any file of the subject, or an entry of a list of serious dishonesty in force today; undefined = nothing bars (深圳条例第五十九条; 河南条例第三十二条). */
export async function whatBars(uow: UnitOfWork, rulebook: Rulebook, subjectId: string): Promise<Standing['barred']> {
  const { today } = uow.ctx;
  const [found] = await uow.query<{ bar: 'unrepaired-breach' | 'serious-list'; what: string }>(BARRED, [subjectId, today]);
  const rule = found && commitmentBar(rulebook, found.bar, today);
  if (found === undefined || rule === undefined) return undefined;
  const title = rulebook.tables.listTypes.find(({ listType }) => listType === found.what)?.title;
  return { ruleId: rule.id, clause: rule.clause, because: found.bar === 'unrepaired-breach' ? `有尚未修复的违诺（承诺编码${found.what}）` : `在${title ?? found.what}中` };
}
