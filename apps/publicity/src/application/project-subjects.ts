import { normaliseName } from '@credit/contracts/subject';
import type { SubjectMergedV1, SubjectStateV1 } from '@credit/contracts/events';
import type { UnitOfWork } from '@credit/persistence';

/** One fact of a subject as its owner published it. */
export interface SubjectVersion {
  subjectId: string;
  version: string;
  state: SubjectStateV1 & Partial<Pick<SubjectMergedV1, 'mergedSubjectId' | 'canonicalSubjectId'>>;
}

const UPSERT = {
  name: 'public_subject_project',
  text: `insert into public_subject as p (subject_id, version, subject_class, status, name, normalised_name, uscc, former_names)
         select * from unnest($1::uuid[], $2::int8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
         on conflict (subject_id) do update set version = excluded.version, subject_class = excluded.subject_class, status = excluded.status, name = excluded.name,
           normalised_name = excluded.normalised_name, uscc = excluded.uscc, former_names = excluded.former_names
         where excluded.version > p.version`,
};
const FORMER_KEYS = {
  name: 'former_subject_key_add',
  text: `insert into former_subject_key (kind, value, subject_id) select * from unnest($1::text[], $2::text[], $3::uuid[]) on conflict do nothing`,
};
const ALIASES = {
  name: 'subject_alias_add',
  text: `insert into subject_alias as a (subject_id, canonical_id, version) select * from unnest($1::uuid[], $2::uuid[], $3::int8[])
         on conflict (subject_id) do update set canonical_id = excluded.canonical_id, version = excluded.version where excluded.version > a.version`,
};
const FOLLOW_ALIASES = {
  name: 'subject_alias_follow',
  text: `update subject_alias a set canonical_id = b.canonical_id from subject_alias b where a.canonical_id = b.subject_id and a.subject_id <> b.canonical_id returning 1`,
};

/** Merges of merges are followed to the last file; more rounds than this would be a circle. */
const LONGEST_CHAIN = 8;

/**
 * 主体现状投影 — current name, former names, codes and merged files of the subjects; of natural persons only that they exist.
 * Rows never move: a merged subject becomes an alias that reading resolves (P-15), and is still found by what it was called. Last version wins.
 */
export async function projectSubjects(uow: Pick<UnitOfWork, 'query'>, versions: readonly SubjectVersion[]): Promise<void> {
  await upsertSubjects(uow, lastVersions(versions.filter((v) => v.state.subject.subjectId === v.subjectId)));
  const merged = versions.filter((v) => v.state.mergedSubjectId !== undefined && v.state.canonicalSubjectId !== undefined);
  if (merged.length > 0) {
    const last = [...new Map(merged.map((v) => [v.state.mergedSubjectId, v])).values()];
    await uow.query(ALIASES, [last.map((v) => v.state.mergedSubjectId), last.map((v) => v.state.canonicalSubjectId), last.map((v) => v.version)]);
    for (let round = 0; round < LONGEST_CHAIN && (await uow.query(FOLLOW_ALIASES)).length > 0; round++);
  }
}

async function upsertSubjects(uow: Pick<UnitOfWork, 'query'>, rows: readonly SubjectVersion[]): Promise<void> {
  if (rows.length === 0) return;
  const shown = rows.map(({ state }) => (state.subject.subjectClass === 'NATURAL_PERSON' ? null : state));
  await uow.query(UPSERT, [
    rows.map((r) => r.subjectId), rows.map((r) => r.version), rows.map((r) => r.state.subject.subjectClass), rows.map((r) => r.state.subject.status),
    shown.map((s) => s?.subject.name ?? null), shown.map((s) => (s ? normaliseName(s.subject.name) : null)), shown.map((s) => s?.subject.uscc ?? null),
    shown.map((s) => JSON.stringify(s?.formerNames ?? [])),
  ]);
  const keys = rows.flatMap((row, index) => formerKeys(row.subjectId, shown[index] ?? null)).sort((a, b) => (a.key < b.key ? -1 : 1));
  if (keys.length > 0) await uow.query(FORMER_KEYS, [keys.map((k) => k.kind), keys.map((k) => k.value), keys.map((k) => k.subjectId)]);
}

function formerKeys(subjectId: string, state: SubjectStateV1 | null): { kind: string; value: string; subjectId: string; key: string }[] {
  if (!state) return [];
  const names = state.formerNames.map((former) => ({ kind: 'name', value: normaliseName(former.name) }));
  const codes = state.formerUsccs.map((value) => ({ kind: 'uscc', value }));
  return [...names, ...codes].map((k) => ({ ...k, subjectId, key: `${k.kind} ${k.value} ${subjectId}` }));
}

function lastVersions(versions: readonly SubjectVersion[]): SubjectVersion[] {
  const last = new Map<string, SubjectVersion>();
  for (const version of versions) {
    const known = last.get(version.subjectId);
    if (!known || BigInt(version.version) > BigInt(known.version)) last.set(version.subjectId, version);
  }
  return [...last.values()].sort((a, b) => (a.subjectId < b.subjectId ? -1 : 1));
}
