import { isUscc, normaliseName, parseUscc, type SubjectClass, type SubjectSnapshot, type SubjectStatus } from '@credit/contracts/subject';
import { ConcurrencyClash, newEventId, textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import type { SubjectStanding } from '../domain/policies/hold-reasons.ts';
import { decideSubject } from '../domain/subject/subject.decide.ts';
import type { NewCodeFinding } from '../domain/subject/code-finding.ts';
import type { Register } from './register.ts';

/** Who a statement is about, as far as the register can look it up: by a code, by the blind index of a document, or by the id that the register itself has told. */
export interface WantedSubject {
  /** The code in stored form, `p:` + blind index (hex), or `s:` + id. */
  key: string;
  subjectClass: SubjectClass;
  /** Name to be used if the subject is new; masked for natural persons. */
  name: string;
  uscc: string | null;
  person: { blindIndex: Buffer; nameIndex?: string; sealed: () => string } | null;
  source: string;
  cause: Cause;
}

/** 在库主体 — a subject as read for a decision. */
export interface KnownSubject {
  subjectId: string;
  status: SubjectStatus;
  subjectClass: SubjectClass;
  name: string;
  names: readonly string[];
  uscc: string | null;
}

/** Names in one text, a line each: an array costs node-postgres more than all the rest of the row. */
type Row = Omit<KnownSubject, 'names'> & { key: string; names: string };
const knownOf = ({ key: _key, names, ...subject }: Row): KnownSubject => ({ ...subject, names: names === '' ? [] : names.split('\n') });

const VIEW = `s.id as "subjectId", s.status, s.subject_class as "subjectClass", s.name, array_to_string(s.names, E'\\n') as names, s.uscc`;
const BY_CODE = {
  name: 'subjects_by_code',
  text: `select c.code as key, ${VIEW} from subject_code c left join subject_alias a on a.subject_id = c.subject_id join credit_subject s on s.id = coalesce(a.canonical_id, c.subject_id) where c.code = any($1::text[])`,
};
const BY_PERSON = {
  name: 'subjects_by_person',
  text: `select 'p:' || encode(p.blind_index, 'hex') as key, ${VIEW} from subject_person p left join subject_alias a on a.subject_id = p.subject_id join credit_subject s on s.id = coalesce(a.canonical_id, p.subject_id)
         where p.blind_index = any($1::text[]::bytea[])`,
};
const BY_ID = {
  name: 'subjects_by_id',
  text: `select 's:' || x.id as key, ${VIEW} from unnest($1::text[]) as x(id) left join subject_alias a on a.subject_id = x.id::uuid join credit_subject s on s.id = coalesce(a.canonical_id, x.id::uuid)`,
};
const CLAIM_CODES = { name: 'subject_code_claim', text: `insert into subject_code (code, subject_id) select c, i::uuid from unnest($1::text[], $2::text[]) as x(c, i) on conflict do nothing returning code as key` };
const CLAIM_PERSONS = {
  name: 'subject_person_claim',
  text: `insert into subject_person (blind_index, subject_id) select b::bytea, i::uuid from unnest($1::text[], $2::text[]) as x(b, i) on conflict do nothing returning 'p:' || encode(blind_index, 'hex') as key`,
};
const SEAL = { name: 'person_vault_add', text: `insert into person_vault (subject_id, sealed) select i::uuid, s from unnest($1::text[], $2::text[]) as x(i, s)` };
const LOCKED = { name: 'subjects_for_share', text: `select s.id::text as key, ${VIEW} from credit_subject s where s.id = any($1::text[]::uuid[]) order by s.id for share` };
const SAME_ORG_CODE = { name: 'subjects_same_org_code', text: `select s.id as "subjectId", s.uscc from credit_subject s where s.org_code = any($1::text[])` };

/**
 * 主体登记簿 — finds or creates the subjects of a batch, set-based: look up, claim the missing codes in sorted order, look up what others claimed first (architecture §3.9.2).
 * Natural persons are found by the blind index of their document, never by name; the plain document lies encrypted in the vault. Who is named by an id is found or absent, never made.
 */
export async function resolveSubjects(uow: UnitOfWork, register: Register, wanted: ReadonlyMap<string, WantedSubject>): Promise<{ subjects: Map<string, KnownSubject>; findings: NewCodeFinding[] }> {
  const subjects = await find(uow, [...wanted.values()]);
  const missing = [...wanted.values()].filter((w) => !subjects.has(w.key) && !isNamedById(w)).sort((a, b) => (a.key < b.key ? -1 : 1));
  if (missing.length === 0) return { subjects, findings: [] };
  const ids = new Map(missing.map((w) => [w.key, newEventId()]));
  const won = await claim(uow, missing, ids);
  const born = missing.filter((w) => won.has(w.key));
  const outcomes = await register.subjects.updateMany(uow, born.map((w) => ({
    id: ids.get(w.key)!, cause: w.cause,
    decide: (s) => decideSubject({ verb: 'identify', subjectId: ids.get(w.key)!, subjectClass: w.subjectClass, name: w.name, uscc: w.uscc, today: uow.ctx.today, ...(w.person === null ? {} : { personIndex: w.person.blindIndex.toString('hex') }), ...(w.person?.nameIndex === undefined ? {} : { nameIndex: w.person.nameIndex }) }, s),
  })));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  const persons = born.filter((w) => w.person !== null);
  if (persons.length > 0) await uow.query(SEAL, [textArray(persons.map((w) => ids.get(w.key)!)), textArray(persons.map((w) => w.person!.sealed()))]);
  for (const w of born) subjects.set(w.key, newborn(ids.get(w.key)!, w));
  const lost = missing.filter((w) => !won.has(w.key));
  for (const [key, subject] of await find(uow, lost)) subjects.set(key, subject);
  if (lost.some((w) => !subjects.has(w.key))) throw new ConcurrencyClash('subject');
  return { subjects, findings: await reusedOrgCodes(uow, born, ids) };
}

const isNamedById = (w: WantedSubject): boolean => w.uscc === null && w.person === null;

async function find(uow: UnitOfWork, wanted: readonly WantedSubject[]): Promise<Map<string, KnownSubject>> {
  const codes = wanted.filter((w) => w.uscc !== null).map((w) => w.key);
  const persons = wanted.filter((w) => w.person !== null).map((w) => `\\x${w.person!.blindIndex.toString('hex')}`);
  const byCode = codes.length === 0 ? [] : await uow.query<Row>(BY_CODE, [textArray(codes)]);
  const byPerson = persons.length === 0 ? [] : await uow.query<Row>(BY_PERSON, [textArray(persons)]);
  const ids = wanted.filter(isNamedById).map((w) => w.key.slice(2));
  const byId = ids.length === 0 ? [] : await uow.query<Row>(BY_ID, [textArray(ids)]);
  return new Map([...byCode, ...byPerson, ...byId].map((row) => [row.key, knownOf(row)]));
}

async function claim(uow: UnitOfWork, missing: readonly WantedSubject[], ids: ReadonlyMap<string, string>): Promise<Set<string>> {
  const codes = missing.filter((w) => w.uscc !== null);
  const persons = missing.filter((w) => w.person !== null);
  const idsOf = (list: readonly WantedSubject[]): Buffer => textArray(list.map((w) => ids.get(w.key)!));
  const byCode = codes.length === 0 ? [] : await uow.query<{ key: string }>(CLAIM_CODES, [textArray(codes.map((w) => w.key)), idsOf(codes)]);
  const byPerson = persons.length === 0 ? [] : await uow.query<{ key: string }>(CLAIM_PERSONS, [textArray(persons.map((w) => `\\x${w.person!.blindIndex.toString('hex')}`)), idsOf(persons)]);
  return new Set([...byCode, ...byPerson].map(({ key }) => key));
}

const newborn = (subjectId: string, w: WantedSubject): KnownSubject => ({
  subjectId, status: w.person === null ? 'unregistered' : 'registered', subjectClass: w.subjectClass, name: w.name, names: w.person === null ? [normaliseName(w.name)] : [], uscc: w.uscc,
});

/** 主体标识码重码 — the organisation code is nationally unique; a second code around it goes to the worklist (domain §1.2). */
async function reusedOrgCodes(uow: UnitOfWork, born: readonly WantedSubject[], ids: ReadonlyMap<string, string>): Promise<NewCodeFinding[]> {
  const codes = new Map(born.filter((w) => w.uscc !== null).map((w) => [w.uscc!.slice(8, 17), w]));
  if (codes.size === 0) return [];
  const rows = await uow.query<{ subjectId: string; uscc: string }>(SAME_ORG_CODE, [textArray([...codes.keys()])]);
  return rows.flatMap((row) => {
    const w = codes.get(row.uscc.slice(8, 17))!;
    if (row.uscc === w.uscc) return [];
    return [{ code: 'ORG_CODE_REUSED' as const, dedupe: [row.uscc, w.uscc!].sort().join(' '), provider: w.source, subjectId: ids.get(w.key)!, otherSubjectId: row.subjectId, uscc: w.uscc, statedName: normaliseName(w.name) }];
  });
}

/** Reads subjects again and keeps them from changing until the decision about them has committed (P-6). */
export async function lockSubjects(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, KnownSubject>> {
  if (ids.length === 0) return new Map();
  const rows = await uow.query<Row>(LOCKED, [textArray([...new Set(ids)].sort())]);
  return new Map(rows.map((row) => [row.key, knownOf(row)]));
}

export const standingOf = (s: KnownSubject): SubjectStanding => ({ status: s.status, subjectClass: s.subjectClass, names: s.names, orgCodeValid: s.uscc === null || isUscc(s.uscc) });

export const snapshotOf = (s: KnownSubject): SubjectSnapshot => ({ subjectId: s.subjectId, subjectClass: s.subjectClass, name: s.name, ...(s.uscc === null ? {} : { uscc: s.uscc }), status: s.status });

/** Class that the first two characters of a code stand for. */
export function classOfCode(uscc: string): SubjectClass {
  const reading = parseUscc(uscc);
  if (reading.ok) return reading.subjectClass;
  return uscc.startsWith('92') ? 'INDIVIDUAL_BUSINESS' : 'LEGAL_ENTITY';
}
