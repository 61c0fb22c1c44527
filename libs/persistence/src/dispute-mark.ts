import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ObjectionV1 } from '@credit/contracts/events';
import type { Instant } from '@credit/kernel';
import { textArray } from './text-array.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What can be marked as disputed. */
export type DisputedKind = ObjectionV1['target']['kind'];

/** 异议标注 — kept beside the data, never in it (B30): one row per objection, open until it is decided or retracted. Waits for its item where that has not arrived yet. */
export class DisputeMarks1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table dispute_mark (
      objection_id uuid not null, version int8 not null, target_kind text not null, target_id uuid not null, fields jsonb not null, since timestamptz not null, until date,
      constraint dispute_mark_pk primary key (objection_id)
    )`);
    await runner.query('create index dispute_mark_open on dispute_mark (target_id, target_kind) where until is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dispute_mark');
  }
}

const PROJECT = {
  name: 'dispute_mark_project',
  text: `insert into dispute_mark as m (objection_id, version, target_kind, target_id, fields, since, until)
         select x.id::uuid, x.version::int8, x.kind, x.target::uuid, x.fields::jsonb, x.since::timestamptz, nullif(x.until, '')::date
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as x (id, version, kind, target, fields, since, until)
         on conflict (objection_id) do update set version = excluded.version, fields = excluded.fields, until = excluded.until where excluded.version > m.version`,
};

/** 标注投影 — the newest fact of each objection stays, in whatever order they arrive: every fact carries the whole state, so the last one alone says whether its item is marked. */
export async function projectDisputes(uow: UnitOfWork, facts: readonly { data: ObjectionV1; aggregateVersion?: string }[]): Promise<void> {
  const newest = new Map<string, { data: ObjectionV1; version: bigint }>();
  for (const { data, aggregateVersion } of facts) {
    const version = BigInt(aggregateVersion ?? '0');
    if ((newest.get(data.objectionId)?.version ?? -1n) < version) newest.set(data.objectionId, { data, version });
  }
  if (newest.size === 0) return;
  const last = [...newest.values()].sort((a, b) => (a.data.objectionId < b.data.objectionId ? -1 : 1));
  const column = (of: (data: ObjectionV1) => string): Buffer => textArray(last.map(({ data }) => of(data)));
  await uow.query(PROJECT, [
    column((d) => d.objectionId), textArray(last.map(({ version }) => String(version))), column((d) => d.target.kind), column((d) => d.target.id), column((d) => JSON.stringify(d.fields)), column((d) => d.lodgedAt),
    column((d) => d.outcome?.on ?? d.retractedOn ?? ''),
  ]);
}

/** SQL: since when the item is disputed; null while it is not. For the columns of every view of an item. */
export const disputedSince = (kind: DisputedKind, id: string): string => `(select min(dm.since) from dispute_mark dm where dm.target_kind = '${kind}' and dm.target_id = ${id} and dm.until is null)`;

/** SQL: the disputed fields of an item by name; empty for an item that is disputed as a whole, or not at all. */
export const disputedFields = (kind: DisputedKind, id: string): string =>
  `(select coalesce(jsonb_agg(distinct df.field), '[]') from dispute_mark dm cross join jsonb_array_elements_text(dm.fields) as df (field) where dm.target_kind = '${kind}' and dm.target_id = ${id} and dm.until is null)`;

const OF = { name: 'disputes_of', text: `select target_id as id, min(since) as since from dispute_mark where target_id = any($1::text[]::uuid[]) and target_kind = $2 and until is null group by target_id` };

/** Which of the items are disputed, and since when. */
export async function disputesOf(uow: UnitOfWork, kind: DisputedKind, ids: readonly string[]): Promise<Map<string, Instant>> {
  if (ids.length === 0) return new Map();
  return new Map((await uow.query<{ id: string; since: Instant }>(OF, [textArray([...new Set(ids)]), kind])).map(({ id, since }) => [id, since]));
}
