import { isBreachState, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';
import type { PenaltyFacts } from '@credit/rulebook';
import type { RecordKind, RepairTargetKind } from '@credit/rulebook/codes';

/** 可修复的信息 — what this service knows of a record or a list entry: who made it about whom, and what its periods depend on. */
export interface RepairItemState {
  subject: SubjectSnapshot;
  docNo: string;
  documentDate: LocalDate;
  authorityUscc: string;
  authorityName: string;
  /** 报送部门 */
  source?: string;
  /** 记录种类; absent on rows of before other kinds than penalties were kept */
  recordKind?: RecordKind;
  /** 已全部履行: of a commitment only; what was kept has nothing to repair */
  kept?: boolean;
  penalty?: Omit<PenaltyFacts, 'subjectClass' | 'decisionDate'>;
  entry?: { listType: string; from: LocalDate; situation?: number };
}

/** One version of it as its owner published it. */
export interface ItemVersion {
  kind: RepairTargetKind;
  id: string;
  version: string;
  /** in effect, and a burden */
  live: boolean;
  /** its repair has been granted: no notice of it is told any more */
  repaired?: true;
  state: RepairItemState;
}

const PROJECT = {
  name: 'repair_item_project',
  text: `insert into repair_item as i (kind, id, version, subject_id, live, state)
         select x.kind, x.id::uuid, x.version::int8, x.subject::uuid, x.live::boolean, x.state::jsonb from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x (kind, id, version, subject, live, state)
         on conflict (kind, id) do update set version = excluded.version, live = excluded.live, state = excluded.state where excluded.version > i.version`,
};
const ITEM = {
  name: 'repair_item_of',
  text: `select i.live, i.state, coalesce(a.canonical_id, i.subject_id) as "subjectId" from repair_item i left join subject_alias a on a.subject_id = i.subject_id where i.kind = $1 and i.id = $2 for share of i`,
};
const CANONICAL = { name: 'subject_canonical', text: `select canonical_id as id from subject_alias where subject_id = $1` };
const ALIASES = {
  name: 'subject_alias_project',
  text: `insert into subject_alias as a (subject_id, canonical_id, version) select x.id::uuid, x.canonical::uuid, x.version::int8 from unnest($1::text[], $2::text[], $3::text[]) as x (id, canonical, version)
         on conflict (subject_id) do update set canonical_id = excluded.canonical_id, version = excluded.version where excluded.version > a.version`,
};
const FOLLOW_ALIASES = {
  name: 'subject_alias_follow',
  text: `update subject_alias a set canonical_id = b.canonical_id from subject_alias b where a.canonical_id = b.subject_id and a.subject_id <> b.canonical_id returning 1`,
};

/** Merges of merges are followed to the last file; more rounds than this would be a circle. */
const LONGEST_CHAIN = 8;

/** A record as an item, if only to be told why it cannot be repaired; undefined for licences, which burden nobody and are many. */
export function itemOfRecord(record: RecordStateV1, version: string): ItemVersion | undefined {
  const { recordKind, subject, docNo, decisionDate, authorityUscc, authorityName, source, content } = record;
  if (recordKind === 'administrative-license') return undefined;
  return {
    kind: 'record', id: record.recordId, version, live: record.status === 'effective', ...(record.repaired === undefined ? {} : { repaired: true }),
    state: { subject, docNo, documentDate: decisionDate, authorityUscc, authorityName, source, recordKind, ...(recordKind === 'commitment' ? { kept: !isBreachState(record) } : {}), ...(recordKind === 'administrative-penalty' && 'penaltyTypes' in content ? { penalty: penaltyFactsOf(content) } : {}) },
  };
}

function penaltyFactsOf({ penaltyTypes, fineAmountWan, confiscatedAmountWan, sector }: Extract<RecordStateV1['content'], { penaltyTypes: unknown }>): NonNullable<RepairItemState['penalty']> {
  return { penaltyKinds: penaltyTypes, ...(fineAmountWan === undefined ? {} : { fineAmountWan }), ...(confiscatedAmountWan === undefined ? {} : { confiscatedAmountWan }), ...(sector === undefined ? {} : { sector }) };
}

/** A list entry as an item; undefined for lists that burden nobody. */
export function itemOfEntry(entry: ListEntryV1, version: string): ItemVersion | undefined {
  if (entry.listKind === 'red') return undefined;
  const { docNo, decidedOn, authorityUscc, authorityName } = entry.decision;
  const { listType, from, situation } = entry;
  return { kind: 'list-entry', id: entry.entryId, version, live: entry.status === 'in-force', state: { subject: entry.subject, docNo, documentDate: decidedOn, authorityUscc, authorityName, entry: { listType, from, ...(situation === undefined ? {} : { situation }) } } };
}

/** 可修复信息投影 — last version wins. */
export async function projectItems(uow: UnitOfWork, versions: readonly ItemVersion[]): Promise<void> {
  const last = [...new Map(versions.map((v) => [`${v.kind} ${v.id}`, v])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, v]) => v);
  if (last.length === 0) return;
  const column = (of: (v: ItemVersion) => string): Buffer => textArray(last.map(of));
  await uow.query(PROJECT, [column((v) => v.kind), column((v) => v.id), column((v) => v.version), column((v) => v.state.subject.subjectId), column((v) => String(v.live)), column((v) => JSON.stringify(v.state))]);
}

/** 合并的主体 — a merged file becomes an alias that reading resolves (P-15). */
export async function projectAliases(uow: UnitOfWork, merged: readonly { id: string; canonical: string; version: string }[]): Promise<void> {
  const last = [...new Map(merged.map((m) => [m.id, m])).values()];
  if (last.length === 0) return;
  await uow.query(ALIASES, [textArray(last.map((m) => m.id)), textArray(last.map((m) => m.canonical)), textArray(last.map((m) => m.version))]);
  for (let round = 0; round < LONGEST_CHAIN && (await uow.query(FOLLOW_ALIASES)).length > 0; round++);
}

/** The item, locked against ending meanwhile (P-6); null = not known here. */
export async function itemOf(uow: UnitOfWork, kind: RepairTargetKind, id: string): Promise<{ live: boolean; subjectId: string; state: RepairItemState } | null> {
  return (await uow.query<{ live: boolean; subjectId: string; state: RepairItemState }>(ITEM, [kind, id]))[0] ?? null;
}

/** The file under which a subject goes now. */
export const canonicalOf = async (uow: UnitOfWork, subjectId: string): Promise<string> => (await uow.query<{ id: string }>(CANONICAL, [subjectId]))[0]?.id ?? subjectId;
