import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { endCommitment } from '../domain/commitment/commitment.decide.ts';
import { NoDepartment } from '../domain/commitment/commitment.errors.ts';
import type { KnownCommitment } from '../domain/commitment/commitment.ts';
import { authorise as authoriseDeclaration, findFalse, recallAuthorisation, rejectVerification, retractDeclaration, verifyDeclaration, type AuthorisationAsked, type LookTold } from '../domain/self-declaration/self-declaration.decide.ts';
import { DeclarationNotFound } from '../domain/self-declaration/self-declaration.errors.ts';
import type { Falsity, KnownDeclaration, Look } from '../domain/self-declaration/self-declaration.ts';
import { authorityOf, type Desk, type OfficersStep, type Step } from './desk.ts';
import { filesOf } from './known-subjects.ts';
import { report } from './track-commitment.ts';

/** A step of the subject itself, or of the window for it (`subjectId` undefined). */
export type DeclarantsStep = Step & { subjectId: string | undefined };

/** 授权, or 续期. */
export async function authorise(step: DeclarantsStep, authorisation: AuthorisationAsked): Promise<KnownDeclaration> {
  await own(step);
  return update(step, (state) => authoriseDeclaration({ authorisation, today: step.uow.ctx.today, by: step.by }, state));
}

/** 撤回授权 — committed when it is answered, so that whoever reads next is refused. */
export async function recall(step: DeclarantsStep, { purposes }: { purposes?: readonly string[] | undefined }): Promise<KnownDeclaration> {
  await own(step);
  return update(step, (state) => recallAuthorisation({ purposes, today: step.uow.ctx.today, by: step.by }, state));
}

/** 撤回申报 — and with it the commitment to its truth, unless that is in question. */
export async function retract(step: DeclarantsStep, { reason }: { reason: string }): Promise<KnownDeclaration> {
  const { uow, desk, by } = step;
  const { commitmentId } = await own(step);
  const said = { by, today: uow.ctx.today, reason: maskIdentityNumbers(reason) };
  let truth: KnownCommitment['status'] = 'ended';
  await desk.commitments.update(uow, commitmentId, (state) => {
    truth = (state as KnownCommitment).status;
    return truth === 'tracking' || truth === 'kept' ? endCommitment({ ...said, reason: `撤回申报：${said.reason}` }, state) : [];
  });
  return update(step, (state) => retractDeclaration({ ...said, truth }, state));
}

/** 申报不实 as a department asks for it. */
export interface FalsityAsked { occasion: Falsity['occasion']; reference: string; on: LocalDate; what: string }

/**
 * 认为申报不实 — the department that looked finds it; the finding opens the procedure of the truth commitment (notice, explanation, rectification, decision), which the department that took it carries on. Lists nobody.
 * POLICY-ASSUMPTION(FALSITY-FINDER): any department that looks on a complaint or in a random inspection may find a declaration false; no text says which.
 */
export async function findFalsity(step: OfficersStep, { occasion, reference, on, what: said }: FalsityAsked): Promise<KnownDeclaration> {
  const { uow, desk, id, by, source } = step;
  if (authorityOf(desk, source) === undefined) throw new NoDepartment(source);
  const declaration = await found(desk, step);
  const truth = (await desk.commitments.load(uow, [declaration.commitmentId])).get(declaration.commitmentId) as KnownCommitment;
  const what = maskIdentityNumbers(said);
  const falsity = { on, by, source, occasion, reference, what };
  findFalse({ ...falsity, truth: truth.status }, declaration);
  await report({ uow, desk, id: declaration.commitmentId, by, source: truth.accepter.source }, { occasion, reference, on, finding: 'NONE', what, unperformed: `申报编号${declaration.referenceNo}的信息不实：${what}`.slice(0, 4000) });
  return desk.declarations.update(uow, id, (state) => findFalse({ ...falsity, truth: 'tracking' }, state)) as Promise<KnownDeclaration>;
}

/** 核验 as a department tells it. */
export interface LookAsked { method: Look['method']; reference: string; on: LocalDate }

/**
 * 核验 — a department that looked confirms it, until a last day if it names one.
 * POLICY-ASSUMPTION(DECLARATION-VERIFIER): no text says who verifies; any department of the city may, except the one that brought the declaration, the window that took it down, and one that declared about itself (nobody verifies his own words).
 */
export async function verify(step: OfficersStep, { validUntil, ...asked }: LookAsked & { validUntil?: LocalDate | undefined }): Promise<KnownDeclaration> {
  const told = await lookTold(step, asked);
  return update(step, (state) => verifyDeclaration({ ...told, validUntil }, state));
}

/** 核验不通过 — with the reason, which the subject sees; nothing else follows from it. */
export async function refuseVerification(step: OfficersStep, { reason, ...asked }: LookAsked & { reason: string }): Promise<KnownDeclaration> {
  const told = await lookTold(step, asked);
  return update(step, (state) => rejectVerification({ ...told, reason: maskIdentityNumbers(reason) }, state));
}

/** The look, with the truth commitment held as it is: a finding of falsity comes before or after, not between. */
async function lookTold(step: OfficersStep, { method, reference, on }: LookAsked): Promise<LookTold> {
  const { uow, desk, by, source } = step;
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new NoDepartment(source);
  const { commitmentId } = await found(desk, step);
  const { status: truth } = (await desk.commitments.update(uow, commitmentId, () => [])) as KnownCommitment;
  return { look: { method, reference: maskIdentityNumbers(reference), on, by, source }, uscc: authority.uscc, truth, today: uow.ctx.today };
}

const update = ({ uow, desk, id }: Step, decide: Parameters<Desk['declarations']['update']>[2]): Promise<KnownDeclaration> => desk.declarations.update(uow, id, decide) as Promise<KnownDeclaration>;

/** @throws DeclarationNotFound */
async function found(desk: Desk, { uow, id }: Pick<Step, 'uow' | 'id'>): Promise<KnownDeclaration> {
  const state = (await desk.declarations.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent') throw new DeclarationNotFound();
  return state;
}

/** @throws DeclarationNotFound for a declaration of somebody else, as for none */
async function own(step: DeclarantsStep): Promise<KnownDeclaration> {
  const state = await found(step.desk, step);
  if (step.subjectId !== undefined && !(await filesOf(step.uow, step.subjectId)).includes(state.subject.subjectId)) throw new DeclarationNotFound();
  return state;
}
