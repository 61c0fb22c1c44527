import type { SubjectMergedV1, SubjectStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { DomainError } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';

/** One fact of a subject as its owner published it. */
export interface SubjectVersion {
  subjectId: string;
  version: string;
  subject: SubjectSnapshot;
  merged?: { from: string; into: string };
}

/** 主体不明: neither by its id nor by its code does anybody here know it. */
export class PromisorUnknown extends DomainError {
  constructor() {
    super({ code: 'COMMITMENT.SUBJECT_UNKNOWN', message: 'no registered subject has this id or code', userMessage: '没有找到该信用主体，请先核对统一社会信用代码' });
  }
}

const UPSERT = {
  name: 'known_subject_project',
  text: `insert into known_subject as k (subject_id, version, uscc, state)
         select x.id::uuid, x.version::int8, nullif(x.uscc, ''), x.state::jsonb from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x (id, version, uscc, state)
         on conflict (subject_id) do update set version = excluded.version, uscc = excluded.uscc, state = excluded.state where excluded.version > k.version`,
};
const ALIASES = {
  name: 'subject_alias_project',
  text: `insert into subject_alias as a (subject_id, canonical_id, version) select x.id::uuid, x.canonical::uuid, x.version::int8 from unnest($1::text[], $2::text[], $3::text[]) as x (id, canonical, version)
         on conflict (subject_id) do update set canonical_id = excluded.canonical_id, version = excluded.version where excluded.version > a.version`,
};
const FOLLOW_ALIASES = {
  name: 'subject_alias_follow',
  text: `update subject_alias a set canonical_id = b.canonical_id from subject_alias b where a.canonical_id = b.subject_id and a.subject_id <> b.canonical_id returning 1`,
};
const FIND = {
  name: 'known_subject_find',
  text: `select k.state from known_subject k where k.subject_id = coalesce((select a.canonical_id from subject_alias a where a.subject_id = coalesce($1::uuid, (select s.subject_id from known_subject s where s.uscc = $2 order by s.version desc limit 1))), $1::uuid, (select s.subject_id from known_subject s where s.uscc = $2 order by s.version desc limit 1))`,
};
const FILES = {
  name: 'files_of_subject',
  text: `with own as (select coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid) as id)
         select id from own union select a.subject_id from subject_alias a, own where a.canonical_id = own.id`,
};

/** Merges of merges are followed to the last file; more rounds than this would be a circle. */
const LONGEST_CHAIN = 8;

/** The version that an event of the subject topic carries. */
export const subjectVersionOf = ({ key, aggregateId, aggregateVersion, data }: { key: string; aggregateId?: string | undefined; aggregateVersion?: string | undefined; data: SubjectStateV1 & Partial<SubjectMergedV1> }): SubjectVersion => ({
  subjectId: aggregateId ?? key, version: aggregateVersion ?? '0', subject: data.subject,
  ...(data.mergedSubjectId !== undefined && data.canonicalSubjectId !== undefined ? { merged: { from: data.mergedSubjectId, into: data.canonicalSubjectId } } : {}),
});

/** 主体现状投影 — who may promise, for reading only; last version wins, merged files become aliases that reading resolves (P-15). */
export async function projectSubjects(uow: UnitOfWork, versions: readonly SubjectVersion[]): Promise<void> {
  const own = [...new Map(versions.filter((v) => v.subject.subjectId === v.subjectId).sort(byVersion).map((v) => [v.subjectId, v])).values()].sort((a, b) => (a.subjectId < b.subjectId ? -1 : 1));
  if (own.length > 0) await uow.query(UPSERT, [textArray(own.map((v) => v.subjectId)), textArray(own.map((v) => v.version)), textArray(own.map((v) => v.subject.uscc ?? '')), textArray(own.map((v) => JSON.stringify(v.subject)))]);
  const merged = [...new Map(versions.flatMap((v) => (v.merged === undefined ? [] : [[v.merged.from, { ...v.merged, version: v.version }] as const]))).values()];
  if (merged.length === 0) return;
  await uow.query(ALIASES, [textArray(merged.map((m) => m.from)), textArray(merged.map((m) => m.into)), textArray(merged.map((m) => m.version))]);
  for (let round = 0; round < LONGEST_CHAIN && (await uow.query(FOLLOW_ALIASES)).length > 0; round++);
}

const byVersion = (a: SubjectVersion, b: SubjectVersion): number => (BigInt(a.version) < BigInt(b.version) ? -1 : 1);

/** The promisor under the file that lasts. @throws PromisorUnknown */
export async function promisorOf(uow: UnitOfWork, { subjectId, uscc }: { subjectId?: string | undefined; uscc?: string | undefined }): Promise<SubjectSnapshot> {
  const [found] = await uow.query<{ state: SubjectSnapshot }>(FIND, [subjectId ?? null, uscc ?? null]);
  if (found === undefined) throw new PromisorUnknown();
  return found.state;
}

/** Every file of the subject: the one that lasts and those that were merged into it. */
export const filesOf = async (uow: UnitOfWork, subjectId: string): Promise<string[]> => (await uow.query<{ id: string }>(FILES, [subjectId])).map(({ id }) => id);
