import { createHash } from 'node:crypto';
import { canonicalJson } from '@credit/access';
import type { SelfDeclarationReportedV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type Cause, type UnitOfWork } from '@credit/persistence';
import type { DeclarationCategory, Disclosure } from '@credit/rulebook/codes';
import { makeDeclaration, type AuthorisationAsked } from '../domain/self-declaration/self-declaration.decide.ts';
import { AlreadyDeclared } from '../domain/self-declaration/self-declaration.errors.ts';
import { noDeclaration, type KnownDeclaration } from '../domain/self-declaration/self-declaration.ts';
import { platformOf, type Desk } from './desk.ts';
import { filesOf } from './known-subjects.ts';
import { make, type CodeSource } from './make-commitment.ts';

/** 自主申报 as it is made: by the subject online, at the window, or by a report. */
export interface DeclarationAsked {
  /** code of its truth commitment, taken from {@link CodeSource} */
  commitmentCode: string;
  subject: SubjectSnapshot;
  category: DeclarationCategory;
  title: string;
  content: string;
  referenceNo: string;
  declaredOn: LocalDate;
  truthCommitment: string;
  /** of the truth commitment; the subject chooses, and does not choose by keeping silent */
  disclosure?: Disclosure | undefined;
  authorisation?: AuthorisationAsked | undefined;
  source?: string | undefined;
  by: string;
}

const LOCK = { name: 'declaration_number_lock', text: `select pg_advisory_xact_lock(hashtextextended('declaration ' || $1::text, 0))` };
const BEFORE = { name: 'self_declaration_before', text: `select state from self_declaration where subject_id = any($1::uuid[]) and reference_no = $2` };
const TRUTH = { reason: '自主申报真实性承诺', breachLiability: '申报信息不实的，愿意承担相应责任，经依法认定后记入信用记录。' };

/**
 * 自主申报 with its 真实性承诺, both or neither. The same number told again, by whatever way, is one; it revives no authorisation that was recalled.
 * @returns the declaration, and whether it had been made before. @throws what the domain refuses
 */
export async function declareSelf(uow: UnitOfWork, desk: Desk, asked: DeclarationAsked, cause?: Cause): Promise<{ state: KnownDeclaration; before: boolean }> {
  const { commitmentCode, subject, category, referenceNo, declaredOn, truthCommitment, authorisation, disclosure, source, by } = asked;
  await uow.query(LOCK, [referenceNo]);
  const words = { category, title: maskIdentityNumbers(asked.title), content: maskIdentityNumbers(asked.content), referenceNo, declaredOn };
  const contentHash = createHash('sha256').update(canonicalJson({ ...words, truthCommitment, ...(authorisation === undefined ? {} : { authorisation: { from: authorisation.from, until: authorisation.until, purposes: [...authorisation.purposes].sort() } }) })).digest('hex');
  const [earlier] = await uow.query<{ state: KnownDeclaration }>(BEFORE, [await filesOf(uow, subject.subjectId), referenceNo]);
  if (earlier !== undefined) {
    if (earlier.state.contentHash !== contentHash) throw new AlreadyDeclared(referenceNo);
    return { state: earlier.state, before: true };
  }
  const declarationId = newEventId();
  const declaration = { declarationId, subject, ...words, commitmentId: '', commitmentCode, ...(source === undefined ? {} : { source }), contentHash, declaredAt: uow.ctx.now, by };
  const command = { declaration, truthCommitment, authorisation, today: uow.ctx.today };
  makeDeclaration(command, noDeclaration); // refused before anything is written: a report that cannot be taken leaves nothing (P-13)
  const { region: _, ...accepter } = platformOf(desk);
  const { state: truth } = await make(uow, desk, {
    commitmentCode, promisor: subject, accepter, free: { type: 'VOLUNTARY', breachLiability: TRUTH.breachLiability }, reason: TRUTH.reason, content: truthCommitment, madeOn: declaredOn, disclosure: disclosure ?? 'NOT_PUBLIC', chosen: true, by,
  }, cause);
  const state = await desk.declarations.update(uow, declarationId, (was) => makeDeclaration({ ...command, declaration: { ...declaration, commitmentId: truth.commitmentId } }, was), cause);
  return { state: state as KnownDeclaration, before: false };
}

/** 自主申报报送 as the register forwarded it. @returns the code of its truth commitment */
export async function takeDeclaration(uow: UnitOfWork, desk: Desk, codes: CodeSource, data: SelfDeclarationReportedV1, cause: Cause): Promise<string> {
  const { subject, category, title, content, referenceNo, declaredOn, truthCommitment, authorisation, source } = data;
  const commitmentCode = await codes.take(platformOf(desk).region, declaredOn);
  const { state } = await declareSelf(uow, desk, { commitmentCode, subject, category, title, content, referenceNo, declaredOn, truthCommitment, authorisation: { ...authorisation }, source, by: `source:${source}` }, cause);
  return state.commitmentCode;
}
