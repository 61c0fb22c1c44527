import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ObjectionV1, ReviewV1 } from '@credit/contracts/events';
import type { Instant, LocalDate } from '@credit/kernel';
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

/** 复议诉讼标注 — a second kind of mark in the same table: an item whose decision is under reconsideration or litigation (深圳条例 43). One row per review. */
export class ReviewMarks1765200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table dispute_mark add column mark text not null default 'disputed', add constraint dispute_mark_known check (mark in ('disputed', 'under-review'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from dispute_mark where mark <> 'disputed'`);
    await runner.query('alter table dispute_mark drop column mark');
  }
}

/** 主体说明 — the subject's own words beside an item that it objected to; they stay while the item remains (征信业管理条例第十六条). Rows of before keep none until their objection is told again. */
export class SubjectExplanations1765310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table dispute_mark add column explanation jsonb, add constraint dispute_mark_explained_by_subject check (explanation is null or (mark = 'disputed' and explanation ? 'on' and explanation ? 'text'))`);
    await runner.query('create index dispute_mark_explained on dispute_mark (target_id, target_kind) where explanation is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dispute_mark drop column explanation');
  }
}

const PROJECT = {
  name: 'dispute_mark_project',
  text: `insert into dispute_mark as m (objection_id, version, mark, target_kind, target_id, fields, since, until, explanation)
         select x.id::uuid, x.version::int8, x.mark, x.kind, x.target::uuid, x.fields::jsonb, x.since::timestamptz, nullif(x.until, '')::date, nullif(x.explanation, '')::jsonb
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as x (id, version, mark, kind, target, fields, since, until, explanation)
         on conflict (objection_id) do update set version = excluded.version, fields = excluded.fields, since = excluded.since, until = excluded.until, explanation = excluded.explanation where excluded.version > m.version`,
};

interface Mark { id: string; mark: 'disputed' | 'under-review'; target: { kind: string; id: string }; fields: readonly string[]; since: string; until: string; explanation: string }

/** What a fact says of the mark of its item. A review counts from the day on which it was accepted; an explanation goes with an objection that is retracted. */
const markOf = (d: ObjectionV1 | ReviewV1): Mark => ('reviewId' in d
  ? { id: d.reviewId, mark: 'under-review', target: d.target, fields: [], since: `${d.acceptedOn}T00:00:00+08:00`, until: d.endedOn ?? '', explanation: '' }
  : { id: d.objectionId, mark: 'disputed', target: d.target, fields: d.fields, since: d.lodgedAt, until: d.outcome?.on ?? d.retractedOn ?? '', explanation: d.explanation === undefined || d.status === 'retracted' ? '' : JSON.stringify({ on: d.explanation.on, text: d.explanation.text }) });

/** 标注投影 — the newest fact of each objection and each review stays, in whatever order they arrive: every fact carries the whole state, so the last one alone says whether its item is marked. */
export async function projectMarks(uow: UnitOfWork, facts: readonly { data: ObjectionV1 | ReviewV1; aggregateVersion?: string }[]): Promise<void> {
  const newest = new Map<string, Mark & { version: bigint }>();
  for (const { data, aggregateVersion } of facts) {
    const [mark, version] = [markOf(data), BigInt(aggregateVersion ?? '0')];
    if ((newest.get(mark.id)?.version ?? -1n) < version) newest.set(mark.id, { ...mark, version });
  }
  if (newest.size === 0) return;
  const last = [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = (of: (mark: Mark & { version: bigint }) => string): Buffer => textArray(last.map(of));
  await uow.query(PROJECT, [
    column((m) => m.id), column((m) => String(m.version)), column((m) => m.mark), column((m) => m.target.kind), column((m) => m.target.id), column((m) => JSON.stringify(m.fields)), column((m) => m.since), column((m) => m.until), column((m) => m.explanation),
  ]);
}

const earliest = (mark: Mark['mark'], kind: DisputedKind, id: string): string => `(select min(dm.since) from dispute_mark dm where dm.mark = '${mark}' and dm.target_kind = '${kind}' and dm.target_id = ${id} and dm.until is null)`;

/** SQL: since when the item is disputed; null while it is not. For the columns of every view of an item. */
export const disputedSince = (kind: DisputedKind, id: string): string => earliest('disputed', kind, id);

/** SQL: the day since which the decision of the item is under reconsideration or litigation; null while it is not. Wherever {@link disputedSince} stands. */
export const underReviewSince = (kind: ReviewV1['target']['kind'], id: string): string => `(${earliest('under-review', kind, id)} at time zone 'Asia/Shanghai')::date`;

/** SQL: the disputed fields of an item by name; empty for an item that is disputed as a whole, or not at all. */
export const disputedFields = (kind: DisputedKind, id: string): string =>
  `(select coalesce(jsonb_agg(distinct df.field), '[]') from dispute_mark dm cross join jsonb_array_elements_text(dm.fields) as df (field) where dm.target_kind = '${kind}' and dm.target_id = ${id} and dm.until is null)`;

/** 主体说明 — what the subject itself says of the item, and on which day; its own words, nobody has verified them. */
export interface SubjectExplanation { readonly on: LocalDate; readonly text: string }

/** SQL: the {@link SubjectExplanation}s of an item, newest first; `[]` when there is none. Beside the data and apart from it, like {@link disputedSince}. */
export const subjectExplanations = (kind: DisputedKind, id: string): string =>
  `(select coalesce(jsonb_agg(dx.explanation order by dx.explanation ->> 'on' desc, dx.objection_id desc), '[]') from dispute_mark dx where dx.target_kind = '${kind}' and dx.target_id = ${id} and dx.explanation is not null)`;

const OF = {
  name: 'marks_of',
  text: `select target_id as id, min(since) filter (where mark = 'disputed') as disputed, (min(since) filter (where mark = 'under-review') at time zone 'Asia/Shanghai')::date as "underReview"
         from dispute_mark where target_id = any($1::text[]::uuid[]) and target_kind = $2 and until is null group by target_id`,
};

/** 标注 of one item; what is absent does not hold. */
export interface ItemMarks { readonly disputedSince?: Instant; readonly underReviewSince?: LocalDate }

/** Which of the items are marked, and since when. */
export async function marksOf(uow: UnitOfWork, kind: DisputedKind, ids: readonly string[]): Promise<Map<string, ItemMarks>> {
  if (ids.length === 0) return new Map();
  const rows = await uow.query<{ id: string; disputed: Instant | null; underReview: LocalDate | null }>(OF, [textArray([...new Set(ids)]), kind]);
  return new Map(rows.map(({ id, disputed, underReview }) => [id, { ...(disputed === null ? {} : { disputedSince: disputed }), ...(underReview === null ? {} : { underReviewSince: underReview }) }]));
}
