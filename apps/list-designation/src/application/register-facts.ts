import { isBreachState, isCommitmentState, type RecordStateV1, type SubjectMergedV1, type SubjectRoleV1, type SubjectStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';
import type { CitedEvidence } from '../domain/designation/designation.guards.ts';

/** One version of a record as its owner published it. */
export interface RecordVersion {
  version: string;
  state: RecordStateV1;
}

/** One fact of a subject as its owner published it. */
export interface SubjectVersion {
  subjectId: string;
  version: string;
  state: SubjectStateV1 & Partial<Pick<SubjectMergedV1, 'mergedSubjectId' | 'canonicalSubjectId'>>;
}

const RECORDS = {
  name: 'evidence_project',
  text: `insert into evidence as e (record_id, version, status, record_kind, doc_no, authority_uscc, decision_date, subject_id, repaired_on)
         select x.id::uuid, x.version::int8, x.status, x.kind, x.doc, x.authority, x.decided::date, x.subject::uuid, x.repaired::date
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as x (id, version, status, kind, doc, authority, decided, subject, repaired)
         on conflict (record_id) do update set version = excluded.version, status = excluded.status, doc_no = excluded.doc_no, authority_uscc = excluded.authority_uscc,
           decision_date = excluded.decision_date, subject_id = excluded.subject_id, repaired_on = excluded.repaired_on
         where excluded.version > e.version`,
};
const SUBJECTS = {
  name: 'subject_project',
  text: `insert into subject as s (subject_id, version, snapshot, person_index, name_index, roles, state_owned)
         select x.id::uuid, x.version::int8, x.snapshot::jsonb, x.person, x.name, x.roles::jsonb, x.owned::boolean
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as x (id, version, snapshot, person, name, roles, owned)
         on conflict (subject_id) do update set version = excluded.version, snapshot = excluded.snapshot, person_index = coalesce(excluded.person_index, s.person_index),
           name_index = coalesce(excluded.name_index, s.name_index), roles = excluded.roles, state_owned = excluded.state_owned
         where excluded.version > s.version`,
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
const CITED = {
  name: 'evidence_cited',
  text: `select e.record_id as "recordId", e.record_kind as "recordKind", e.doc_no as "docNo", e.authority_uscc as "authorityUscc", e.decision_date as "decisionDate",
           coalesce(a.canonical_id, e.subject_id) as "subjectId"
         from evidence e left join subject_alias a on a.subject_id = e.subject_id where e.record_id = any($1::text[]::uuid[])`,
};
const NAMED = {
  name: 'evidence_named',
  text: `select e.record_id from unnest($1::text[], $2::text[], $3::text[]) as x (kind, authority, doc)
         join evidence e on e.record_kind = x.kind and e.authority_uscc = x.authority and e.doc_no = x.doc`,
};
const SUBJECT = {
  name: 'subject_of',
  text: `select s.snapshot, s.person_index, s.name_index, s.roles, s.version = 0 as stub from subject s where s.subject_id = coalesce((select canonical_id from subject_alias where subject_id = $1), $1)`,
};

/** Merges of merges are followed to the last file; more rounds than this would be a circle. */
const LONGEST_CHAIN = 8;

/** 文书效力 as evidence: a commitment that was kept is in effect and burdens nobody, so nothing can rest on it; the foreign key of entries and orders wants `effective`. */
export const standingOf = (state: RecordStateV1): string => (state.status === 'effective' && isCommitmentState(state) && !isBreachState(state) ? 'kept' : state.status);

/** 依据文书投影 — the standing of every record, last version only; what a designation rests on refers to it by foreign key. */
export async function projectEvidence(uow: UnitOfWork, versions: readonly RecordVersion[]): Promise<void> {
  const rows = lastOf(versions, ({ state }) => state.recordId);
  if (rows.length === 0) return;
  const column = (of: (state: RecordStateV1) => string): Buffer => textArray(rows.map(({ state }) => of(state)));
  await uow.query(RECORDS, [
    column((s) => s.recordId), textArray(rows.map((r) => r.version)), column(standingOf), column((s) => s.recordKind), column((s) => s.docNo), column((s) => s.authorityUscc),
    column((s) => s.decisionDate), column((s) => s.subject.subjectId), textArray(rows.map(({ state }) => (state.repaired ?? state.shielded)?.on)),
  ]);
  await keepSubjects(uow, rows.map(({ state }) => ({ subjectId: state.subject.subjectId, version: '0', snapshot: state.subject })));
}

/** 主体投影 — what each subject is called now, who holds which role in a unit, the blind indexes of a person; a merged file becomes an alias that reading resolves (P-15). */
export async function projectSubjects(uow: UnitOfWork, versions: readonly SubjectVersion[]): Promise<void> {
  const own = lastOf(versions.filter((v) => v.state.subject.subjectId === v.subjectId), (v) => v.subjectId);
  await keepSubjects(uow, own.map(({ subjectId, version, state }) => ({ subjectId, version, snapshot: state.subject, person: state.personIndex, name: state.nameIndex, roles: state.roles, stateOwned: state.stateOwned })));
  const merged = lastOf(versions.filter((v) => v.state.mergedSubjectId !== undefined && v.state.canonicalSubjectId !== undefined), (v) => v.state.mergedSubjectId!);
  if (merged.length === 0) return;
  await uow.query(ALIASES, [textArray(merged.map((v) => v.state.mergedSubjectId)), textArray(merged.map((v) => v.state.canonicalSubjectId)), textArray(merged.map((v) => v.version))]);
  for (let round = 0; round < LONGEST_CHAIN && (await uow.query(FOLLOW_ALIASES)).length > 0; round++);
}

async function keepSubjects(uow: UnitOfWork, all: readonly { subjectId: string; version: string; snapshot: SubjectSnapshot; person?: string | undefined; name?: string | undefined; roles?: readonly SubjectRoleV1[] | undefined; stateOwned?: boolean | undefined }[]): Promise<void> {
  const rows = lastOf(all, (r) => r.subjectId);
  if (rows.length === 0) return;
  await uow.query(SUBJECTS, [
    textArray(rows.map((r) => r.subjectId)), textArray(rows.map((r) => r.version)), textArray(rows.map((r) => JSON.stringify(r.snapshot))), textArray(rows.map((r) => r.person)), textArray(rows.map((r) => r.name)),
    textArray(rows.map((r) => JSON.stringify(r.roles ?? []))), textArray(rows.map((r) => (r.stateOwned === undefined ? null : String(r.stateOwned)))),
  ]);
}

/** The documents that a proposal cites, in the order cited; unknown ones are absent. */
export async function citedDocuments(uow: UnitOfWork, recordIds: readonly string[]): Promise<CitedEvidence[]> {
  const found = new Map((await uow.query<CitedEvidence>(CITED, [textArray(recordIds)])).map((document) => [document.recordId, document]));
  return recordIds.flatMap((id) => found.get(id) ?? []);
}

/** Ids of the documents that a report names by their natural key. */
export async function namedDocuments(uow: UnitOfWork, named: readonly { recordKind: string; authorityUscc: string; docNo: string }[]): Promise<string[]> {
  if (named.length === 0) return [];
  const found = await uow.query<{ record_id: string }>(NAMED, [textArray(named.map((n) => n.recordKind)), textArray(named.map((n) => n.authorityUscc)), textArray(named.map((n) => n.docNo))]);
  return found.map(({ record_id }) => record_id);
}

/** 主体 as this service knows it; roles are those that the registrar of a unit states. */
export interface KnownSubject {
  snapshot: SubjectSnapshot;
  personIndex?: string;
  nameIndex?: string;
  roles: readonly SubjectRoleV1[];
  /** Known by a document of its only; what the register says of it has not arrived yet. */
  stub: boolean;
}

/** The subject under its last file; null = not known here yet. */
export async function subjectOf(uow: UnitOfWork, subjectId: string): Promise<KnownSubject | null> {
  const [row] = await uow.query<{ snapshot: SubjectSnapshot; person_index: string | null; name_index: string | null; roles: SubjectRoleV1[]; stub: boolean }>(SUBJECT, [subjectId]);
  if (row === undefined) return null;
  return { snapshot: row.snapshot, roles: row.roles, stub: row.stub, ...(row.person_index === null ? {} : { personIndex: row.person_index }), ...(row.name_index === null ? {} : { nameIndex: row.name_index }) };
}

function lastOf<T extends { version: string }>(versions: readonly T[], idOf: (version: T) => string): T[] {
  const last = new Map<string, T>();
  for (const version of versions) {
    const known = last.get(idOf(version));
    if (!known || BigInt(version.version) > BigInt(known.version)) last.set(idOf(version), version);
  }
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version);
}
