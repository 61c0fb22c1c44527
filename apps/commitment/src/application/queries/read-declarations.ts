import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { DATA_PURPOSES, type DataPurpose } from '@credit/rulebook/codes';
import type { KnownCommitment } from '../../domain/commitment/commitment.ts';
import { AuthorisationRecalled, NotAuthorised } from '../../domain/self-declaration/self-declaration.errors.ts';
import { TRUTH, verificationOf, type KnownDeclaration, type NotConfirmed, type Truth, type Verified } from '../../domain/self-declaration/self-declaration.ts';

const STANDS = Object.entries(TRUTH).filter(([, truth]) => truth === 'stands').map(([status]) => `'${status}'`).join(', ');

const FILES = `(select coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid) union select a.subject_id from subject_alias a where a.canonical_id = coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid))`;
/** The consents of a declaration for the purpose $2. */
const CONSENT = `jsonb_to_recordset(d.state -> 'consents') as a (purpose text, "from" date, until date, recalled jsonb) where a.purpose = $2::text`;
const AUTHORISED = `d.status in ('declared', 'found-false') and c.status in (${STANDS}) and exists (select 1 from ${CONSENT} and a.recalled is null and a."from" <= $3::date and $3::date < a.until)`;
/** What {@link verificationOf} says of a declaration whose truth stands. */
const VERIFIED = `coalesce(d.state -> 'verification' ->> 'outcome' = 'VERIFIED' and coalesce((d.state -> 'verification' ->> 'validUntil')::date >= $3::date, true), false)`;

/** One statement: what is authorised today, verified where only that is asked for ($8), and who read it. A recall that was answered before this statement began is seen by it (O27). */
const READ = {
  name: 'declarations_read',
  text: `with readable as (select d.id, d.subject_id, d.state, c.status as truth from self_declaration d join commitment c on c.id = d.commitment_id where d.subject_id in ${FILES} and ${AUTHORISED} and (not $8::boolean or ${VERIFIED}) and ($6::uuid is null or d.id > $6) order by d.id limit $7),
         logged as (insert into declaration_read (subject_id, declaration_id, purpose, outcome, reader, department, read_on) select r.subject_id, r.id, $2::text, 'read', $4::text, $5::text, $3::date from readable r)
         select state, truth from readable order by id`,
};
/** Why nothing was read, noted for the subject; a subject that nobody knows has nobody to tell. */
const REFUSED = {
  name: 'declarations_refused',
  text: `with found as (select bool_or(${AUTHORISED}) as authorised, bool_or(exists (select 1 from ${CONSENT} and a.recalled is not null)) as recalled from self_declaration d join commitment c on c.id = d.commitment_id where d.subject_id in ${FILES}),
         verdict as (select case when authorised then 'read' when recalled then 'recalled' else 'not-authorised' end as outcome from found),
         logged as (insert into declaration_read (subject_id, purpose, outcome, reader, department, read_on) select k.subject_id, $2::text, v.outcome, $4::text, $5::text, $3::date from verdict v, known_subject k where k.subject_id = $1::uuid and v.outcome <> 'read')
         select outcome from verdict`,
};
const OWN = { name: 'declarations_own', text: `select d.state, c.status as truth from self_declaration d join commitment c on c.id = d.commitment_id where d.subject_id in ${FILES} and ($2::uuid is null or d.id = $2) and ($3::uuid is null or d.id > $3) order by d.id limit $4` };
const READS = {
  name: 'declaration_reads',
  text: `select r.id as "readId", r.declaration_id as "declarationId", d.reference_no as "referenceNo", r.purpose, r.outcome, r.department, r.read_on as "readOn", r.read_at as "readAt" from declaration_read r left join self_declaration d on d.id = r.declaration_id
         where r.subject_id in ${FILES} and ($2::uuid is null or (r.read_at, r.id) < (select b.read_at, b.id from declaration_read b where b.id = $2)) order by r.read_at desc, r.id desc limit $3`,
};

export interface ReadAsked { subjectId: string; purpose: DataPurpose; reader: string; department: string | null; today: LocalDate; verifiedOnly: boolean; after: string | null; limit: number }

/** 自主申报 as who is authorised reads it; `verification` is there exactly while it is verified, and names the department, not the officer. */
export interface DeclarationRead {
  declarationId: string; subject: KnownDeclaration['subject']; category: string; title: string; content: string; declaredOn: LocalDate; commitmentCode: string;
  verified: boolean; verification?: { on: LocalDate; method: Verified['method']; validUntil?: LocalDate; department: string };
}
/** 自主申报 as its own subject sees it: the last word of a verification, also when it did not confirm, or is over. */
export type OwnDeclaration = Omit<KnownDeclaration, 'by' | 'contentHash' | 'verification'> & { truth: Truth; verified: boolean; verification?: Omit<Verified, 'by'> | Omit<NotConfirmed, 'by'> };
/** 查阅记录: who read what for which purpose, and who asked in vain. */
export interface DeclarationReadNote { readId: string; declarationId: string | null; referenceNo: string | null; purpose: string; outcome: 'read' | 'recalled' | 'not-authorised'; department: string | null; readOn: LocalDate; readAt: string }

/**
 * 按授权查阅 — what the subject has authorised for this purpose today, and no more; noted in the same statement. For an evaluation or a report only what is verified (《实施方案》二（二）, O28).
 * @throws AuthorisationRecalled · NotAuthorised
 */
export async function readDeclarations(db: Database, { subjectId, purpose, today, reader, department, verifiedOnly, after, limit }: ReadAsked): Promise<DeclarationRead[]> {
  const who = [subjectId, purpose, today, reader, department];
  const verified = verifiedOnly || DATA_PURPOSES.some((one) => one.code === purpose && one.verifiedOnly);
  const { rows } = await db.pool.query<{ state: Worded; truth: KnownCommitment['status'] }>({ ...READ, values: [...who, after, limit, verified] });
  if (rows.length > 0) return rows.map(({ state, truth }) => declarationRead(state, TRUTH[truth], today));
  const [verdict] = (await db.pool.query<{ outcome: DeclarationReadNote['outcome'] }>({ ...REFUSED, values: who })).rows;
  if (verdict!.outcome === 'read') return [];
  throw verdict!.outcome === 'recalled' ? new AuthorisationRecalled() : new NotAuthorised();
}

/** The subject's own declarations, oldest first; of one id, or all. */
export async function findOwnDeclarations(db: Database, { subjectId, id, today, after, limit }: { subjectId: string; id?: string; today: LocalDate; after: string | null; limit: number }): Promise<OwnDeclaration[]> {
  const { rows } = await db.pool.query<{ state: KnownDeclaration; truth: KnownCommitment['status'] }>({ ...OWN, values: [subjectId, id ?? null, after, limit] });
  return rows.map(({ state, truth }) => ownDeclaration(state, truth, today));
}

/** 查阅记录 of a subject, the last first. */
export const findReads = async (db: Database, { subjectId, after, limit }: { subjectId: string; after: string | null; limit: number }): Promise<DeclarationReadNote[]> => (await db.pool.query<DeclarationReadNote>({ ...READS, values: [subjectId, after, limit] })).rows;

/** What is shown to the subject: everything but who typed it, and who looked. */
export function ownDeclaration(state: KnownDeclaration, truth: KnownCommitment['status'], today: LocalDate): OwnDeclaration {
  const { by: _, contentHash: __, verification, ...shown } = state as Worded;
  const { by: ___, ...word } = verification ?? {};
  return { ...shown, truth: TRUTH[truth], verified: verificationOf(state, TRUTH[truth], today) !== undefined, ...(verification === undefined ? {} : { verification: word as Omit<Verified, 'by'> }) };
}

type Worded = Exclude<KnownDeclaration, { status: 'retracted' }>;

function declarationRead(state: Worded, truth: Truth, today: LocalDate): DeclarationRead {
  const { declarationId, subject, category, title, content, declaredOn, commitmentCode } = state;
  const held = verificationOf(state, truth, today);
  const verification = held && { on: held.on, method: held.method, ...(held.validUntil === undefined ? {} : { validUntil: held.validUntil }), department: held.source };
  return { declarationId, subject, category, title, content, declaredOn, commitmentCode, verified: held !== undefined, ...(verification === undefined ? {} : { verification }) };
}
