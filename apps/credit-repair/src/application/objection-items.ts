import type { DisciplineMeasureV1, ListEntryV1, RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';
import type { ObjectionTargetKind } from '@credit/rulebook/codes';
import type { FieldValue, ObjectionTarget, Outcome } from '../domain/objection/objection.ts';
import { sourceSpeakingFor } from './desk.ts';
import type { ObjectionDesk } from './objection-desk.ts';

/** What can be objected to, as its owner published it. */
export type ItemState = { kind: 'record'; data: RecordStateV1 } | { kind: 'list-entry'; data: ListEntryV1 } | { kind: 'measure'; data: DisciplineMeasureV1 };

/** One version of it. */
export type ObjectionItem = ItemState & { id: string; version: string };

const PROJECT = {
  name: 'objection_item_project',
  text: `insert into objection_item as i (kind, id, version, state)
         select x.kind, x.id::uuid, x.version::int8, x.state::jsonb from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x (kind, id, version, state)
         on conflict (kind, id) do update set version = excluded.version, state = excluded.state where excluded.version > i.version`,
};
const ITEM = { name: 'objection_item_of', text: `select state from objection_item where kind = $1 and id = $2 for share` };

/** 可提出异议的信息投影 — records of every kind, entries of every list that burdens, measures; last version wins. */
export async function projectObjectionItems(uow: UnitOfWork, items: readonly ObjectionItem[]): Promise<void> {
  const last = [...new Map(items.map((item) => [`${item.kind} ${item.id}`, item])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  if (last.length === 0) return;
  await uow.query(PROJECT, [textArray(last.map(({ kind }) => kind)), textArray(last.map(({ id }) => id)), textArray(last.map(({ version }) => version)), textArray(last.map(({ data }) => JSON.stringify(data)))]);
}

/** The item, locked against ending meanwhile (P-6); null = not known here. */
export async function objectionItem(uow: UnitOfWork, kind: ObjectionTargetKind, id: string): Promise<ItemState | null> {
  const [row] = await uow.query<{ state: ItemState['data'] }>(ITEM, [kind, id]);
  return row === undefined ? null : ({ kind, data: row.state } as ItemState);
}

/** Still in effect. */
export function isLive({ kind, data }: ItemState): boolean {
  switch (kind) {
    case 'record': return data.status === 'effective';
    case 'list-entry': return data.status === 'in-force';
    case 'measure': return data.liftedOn === undefined;
  }
}

/** 异议处理是否已落实 — the item, as its owner last published it, is what the outcome says; null for a rejection and for a withdrawal, which is publicity's to tell. */
export function carriedOut({ kind, changes = [] }: Outcome, item: ItemState): boolean | null {
  if (kind === 'rejected' || kind === 'withdrawn') return null;
  return kind === 'revoked' || kind === 'delisted' ? !isLive(item) : changes.every(({ field, newValue }) => JSON.stringify(valueOf(item, field)) === JSON.stringify(newValue));
}

/** What a field of a record says; null where it says nothing. */
export function valueOf({ kind, data }: ItemState, field: string): FieldValue | null {
  if (kind !== 'record') return null;
  const value = (field in data.content ? data.content : field === 'content' ? {} : data)[field as never] as FieldValue | undefined;
  return value ?? null;
}

export const subjectOfItem = ({ data }: ItemState): SubjectSnapshot => data.subject;

/** Who answers for the item here; undefined when no department does. A measure is its department's; all else is the authority's that made the document. */
export function targetOf(desk: Pick<ObjectionDesk, 'city'>, { kind, data }: ItemState): ObjectionTarget | undefined {
  switch (kind) {
    case 'record': return { kind, id: data.recordId, docNo: data.docNo, authority: { source: sourceSpeakingFor(desk, data.authorityUscc) ?? data.source, uscc: data.authorityUscc, name: data.authorityName } };
    case 'list-entry': {
      const { docNo, authorityUscc, authorityName } = data.decision;
      const source = sourceSpeakingFor(desk, authorityUscc);
      return source === undefined ? undefined : { kind, id: data.entryId, docNo, authority: { source, uscc: authorityUscc, name: authorityName } };
    }
    case 'measure': {
      const { department, matterId } = data.matter;
      const known = desk.city.departments.find(({ source }) => source === department);
      return { kind, id: data.measureId, docNo: matterId, authority: { source: department, name: known?.name ?? department, ...(known === undefined ? {} : { uscc: known.uscc }) } };
    }
  }
}
