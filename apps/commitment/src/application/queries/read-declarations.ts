import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { DataPurpose } from '@credit/rulebook/codes';
import type { KnownCommitment } from '../../domain/commitment/commitment.ts';
import { AuthorisationRecalled, NotAuthorised } from '../../domain/self-declaration/self-declaration.errors.ts';
import type { KnownDeclaration } from '../../domain/self-declaration/self-declaration.ts';

/** 真实性承诺 of a declaration: whether it stands. */
export type Truth = 'stands' | 'in-question' | 'broken' | 'ended';
const TRUTH: Readonly<Record<KnownCommitment['status'], Truth>> = {
  tracking: 'stands', kept: 'stands', 'breach-revoked': 'stands', found: 'in-question', noticed: 'in-question', rectifying: 'in-question', breached: 'broken', retracted: 'ended', ended: 'ended',
};
const STANDS = Object.entries(TRUTH).filter(([, truth]) => truth === 'stands').map(([status]) => `'${status}'`).join(', ');

const FILES = `(select coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid) union select a.subject_id from subject_alias a where a.canonical_id = coalesce((select canonical_id from subject_alias where subject_id = $1::uuid), $1::uuid))`;
/** The consents of a declaration for the purpose $2. */
const CONSENT = `jsonb_to_recordset(d.state -> 'consents') as a (purpose text, "from" date, until date, recalled jsonb) where a.purpose = $2::text`;
const AUTHORISED = `d.status in ('declared', 'found-false') and c.status in (${STANDS}) and exists (select 1 from ${CONSENT} and a.recalled is null and a."from" <= $3::date and $3::date < a.until)`;

/** One statement: what is authorised today, and who read it. A recall that was answered before this statement began is seen by it (O27). */
const READ = {
  name: 'declarations_read',
  text: `with readable as (select d.id, d.subject_id, d.state from self_declaration d join commitment c on c.id = d.commitment_id where d.subject_id in ${FILES} and ${AUTHORISED} and ($6::uuid is null or d.id > $6) order by d.id limit $7),
         logged as (insert into declaration_read (subject_id, declaration_id, purpose, outcome, reader, department, read_on) select r.subject_id, r.id, $2::text, 'read', $4::text, $5::text, $3::date from readable r)
         select state from readable order by id`,
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

export interface ReadAsked { subjectId: string; purpose: DataPurpose; reader: string; department: string | null; today: LocalDate; after: string | null; limit: number }

/** 自主申报 as who is authorised reads it. `verified` is false: what nobody has verified feeds no evaluation and no report (《实施方案》二（二）). */
export interface DeclarationRead { declarationId: string; subject: KnownDeclaration['subject']; category: string; title: string; content: string; declaredOn: LocalDate; commitmentCode: string; verified: false }
/** 自主申报 as its own subject sees it. */
export type OwnDeclaration = Omit<KnownDeclaration, 'by' | 'contentHash'> & { truth: Truth };
/** 查阅记录: who read what for which purpose, and who asked in vain. */
export interface DeclarationReadNote { readId: string; declarationId: string | null; referenceNo: string | null; purpose: string; outcome: 'read' | 'recalled' | 'not-authorised'; department: string | null; readOn: LocalDate; readAt: string }

/**
 * 按授权查阅 — what the subject has authorised for this purpose today, and no more; noted in the same statement.
 * @throws AuthorisationRecalled · NotAuthorised
 */
export async function readDeclarations(db: Database, { subjectId, purpose, today, reader, department, after, limit }: ReadAsked): Promise<DeclarationRead[]> {
  const who = [subjectId, purpose, today, reader, department];
  const { rows } = await db.pool.query<{ state: KnownDeclaration & { title: string; content: string } }>({ ...READ, values: [...who, after, limit] });
  if (rows.length > 0) return rows.map(({ state: { declarationId, subject, category, title, content, declaredOn, commitmentCode } }) => ({ declarationId, subject, category, title, content, declaredOn, commitmentCode, verified: false }));
  const [verdict] = (await db.pool.query<{ outcome: DeclarationReadNote['outcome'] }>({ ...REFUSED, values: who })).rows;
  if (verdict!.outcome === 'read') return [];
  throw verdict!.outcome === 'recalled' ? new AuthorisationRecalled() : new NotAuthorised();
}

/** The subject's own declarations, oldest first; of one id, or all. */
export async function findOwnDeclarations(db: Database, { subjectId, id, after, limit }: { subjectId: string; id?: string; after: string | null; limit: number }): Promise<OwnDeclaration[]> {
  const { rows } = await db.pool.query<{ state: KnownDeclaration; truth: KnownCommitment['status'] }>({ ...OWN, values: [subjectId, id ?? null, after, limit] });
  return rows.map(({ state, truth }) => ownDeclaration(state, truth));
}

/** 查阅记录 of a subject, the last first. */
export const findReads = async (db: Database, { subjectId, after, limit }: { subjectId: string; after: string | null; limit: number }): Promise<DeclarationReadNote[]> => (await db.pool.query<DeclarationReadNote>({ ...READS, values: [subjectId, after, limit] })).rows;

/** What is shown to the subject: everything but who typed it. */
export function ownDeclaration({ by: _, contentHash: __, ...state }: KnownDeclaration, truth: KnownCommitment['status']): OwnDeclaration {
  return { ...state, truth: TRUTH[truth] };
}
