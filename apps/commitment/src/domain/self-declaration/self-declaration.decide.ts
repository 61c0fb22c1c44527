import { maxDate, type LocalDate } from '@credit/kernel';
import { DATA_PURPOSES, type DataPurpose } from '@credit/rulebook/codes';
import type { KnownCommitment } from '../commitment/commitment.ts';
import { AlreadyDeclared, AuthorisationPeriodUnfit, DeclarationDayAhead, DeclarationNotFound, DeclarationWrongStep, FalsityWithoutReference, NothingToRecall, NoTruthCommitment, OwnVerification, PurposeUnknown, VerificationDayUnfit, VerificationUnfounded } from './self-declaration.errors.ts';
import { TRUTH, type Consent, type Declaration, type Falsity, type KnownDeclaration, type Look, type SelfDeclaration, type SelfDeclarationEvent } from './self-declaration.ts';

/** 授权 as it is asked for: each purpose becomes a consent of its own. */
export interface AuthorisationAsked { purposes: readonly string[]; from: LocalDate; until: LocalDate }

export interface Declare {
  declaration: Declaration;
  /** 真实性承诺书全文 */
  truthCommitment: string;
  /** none = declared, and read by nobody but the subject */
  authorisation?: AuthorisationAsked | undefined;
  today: LocalDate;
}

/**
 * 自主申报 — voluntary, never without the commitment that it is true; refusing to authorise its use costs nothing.
 * 《实施方案》二（二）: 鼓励市场主体自主自愿申报……对信息真实性作出公开信用承诺，授权网站对相关信息进行整合、共享与应用 (O26, O27)
 */
export function makeDeclaration({ declaration, truthCommitment, authorisation, today }: Declare, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  if (state.status !== 'absent') throw new AlreadyDeclared(state.referenceNo);
  if (truthCommitment.trim() === '') throw new NoTruthCommitment();
  if (declaration.declaredOn > today) throw new DeclarationDayAhead(today);
  return [{ type: 'Declared', declaration, consents: authorisation === undefined ? [] : consentsOf(authorisation, { earliest: declaration.declaredOn, today, by: declaration.by }) }];
}

/** 授权, or 续期 — by the subject alone; nothing is authorised backwards. */
export function authorise({ authorisation, today, by }: { authorisation: AuthorisationAsked; today: LocalDate; by: string }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const { status, declaredOn } = known(state);
  if (status !== 'declared') throw new DeclarationWrongStep(status, 'authorisation');
  return [{ type: 'Authorised', consents: consentsOf(authorisation, { earliest: maxDate(declaredOn, today), today, by }) }];
}

/** 撤回授权 — at any time, for some purposes or all, effective on the next read; what was lawful before stays so (个人信息保护法第十五条). */
export function recallAuthorisation(c: { purposes?: readonly string[] | undefined; today: LocalDate; by: string }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const { status, consents } = known(state);
  if (status === 'retracted') throw new DeclarationWrongStep(status, 'recall');
  const asked = c.purposes?.map(purposeOf);
  const left = [...new Set(consents.filter(({ recalled }) => recalled === undefined).map(({ purpose }) => purpose))].filter((purpose) => asked?.includes(purpose) ?? true);
  if (left.length === 0) throw new NothingToRecall();
  return [{ type: 'AuthorisationRecalled', purposes: left, on: c.today, by: c.by }];
}

/** 申报不实 — found on a complaint or a random inspection; again, when the subject was heard and its truth commitment stands. Lists nobody (O26; LZ 63). */
export function findFalse({ truth, ...falsity }: Falsity & { truth: KnownCommitment['status'] }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const { status } = known(state);
  if (status === 'retracted' || (status === 'found-false' && truth !== 'tracking')) throw new DeclarationWrongStep(status, 'finding of falsity');
  if (falsity.reference === '') throw new FalsityWithoutReference();
  return [{ type: 'FalsityFound', falsity }];
}

/** A look at a declaration as it is told, by which department, and how the commitment to its truth stands. */
export interface LookTold { look: Look; uscc: string; truth: KnownCommitment['status']; today: LocalDate }

/** 核验 — by a department that looked and did not bring it (O28: by, how, when); the last word holds. */
export function verifyDeclaration({ validUntil, ...told }: LookTold & { validUntil?: LocalDate | undefined }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const look = lookedAt(told, state);
  if (validUntil !== undefined && validUntil < look.on) throw new VerificationDayUnfit(look.on, told.today);
  return [{ type: 'DeclarationVerified', verification: { outcome: 'VERIFIED', ...look, ...(validUntil === undefined ? {} : { validUntil }) } }];
}

/** 核验不通过 — what was laid before the department does not confirm it. Breaches nothing and burdens nobody: falsity has a procedure of its own. */
export function rejectVerification({ reason, ...told }: LookTold & { reason: string }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const look = lookedAt(told, state);
  if (reason.trim() === '') throw new VerificationUnfounded();
  return [{ type: 'VerificationRejected', verification: { outcome: 'NOT_CONFIRMED', ...look, reason } }];
}

function lookedAt({ look, uscc, truth, today }: LookTold, state: SelfDeclaration): Look {
  const declaration = known(state);
  if (declaration.status === 'retracted' || TRUTH[truth] !== 'stands') throw new DeclarationWrongStep(declaration.status === 'retracted' ? 'retracted' : TRUTH[truth], 'verification');
  if (look.source === declaration.source || look.by === declaration.by || uscc === declaration.subject.uscc) throw new OwnVerification();
  if (look.reference.trim() === '') throw new VerificationUnfounded();
  const earliest = maxDate(declaration.declaredOn, declaration.verification?.on ?? declaration.declaredOn);
  if (look.on < earliest || look.on > today) throw new VerificationDayUnfit(earliest, today);
  return look;
}

/** 撤回申报, 不予记录 — the subject wants it not recorded (honours, volunteering, donations; 深圳条例第三十九条, 参照), or takes it back. Not out of the procedure of a false one. */
export function retractDeclaration(c: { today: LocalDate; by: string; reason: string; truth: KnownCommitment['status'] }, state: SelfDeclaration): readonly SelfDeclarationEvent[] {
  const { status } = known(state);
  if (status === 'retracted' || TRUTH[c.truth] === 'in-question' || TRUTH[c.truth] === 'broken') throw new DeclarationWrongStep(status, 'retraction');
  return [{ type: 'DeclarationRetracted', retracted: { on: c.today, by: c.by, reason: c.reason } }];
}

function consentsOf({ purposes, from, until }: AuthorisationAsked, { earliest, today, by }: { earliest: LocalDate; today: LocalDate; by: string }): Consent[] {
  if (from < earliest || until <= from) throw new AuthorisationPeriodUnfit(earliest);
  return [...new Set(purposes.map(purposeOf))].map((purpose) => ({ purpose, from, until, given: { on: today, by } }));
}

function purposeOf(purpose: string): DataPurpose {
  const found = DATA_PURPOSES.find(({ code }) => code === purpose);
  if (found === undefined) throw new PurposeUnknown(purpose);
  return found.code;
}

function known(state: SelfDeclaration): KnownDeclaration {
  if (state.status === 'absent') throw new DeclarationNotFound();
  return state;
}
