import { assertNever, minDate, type Instant, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { CheckOccasion, DataPurpose, DeclarationCategory, VerificationMethod } from '@credit/rulebook/codes';
import type { KnownCommitment } from '../commitment/commitment.ts';

/** 数据使用授权 for one purpose: `from` the first day, `until` the first day without it. A consent of its own per purpose (个人信息保护法第十四条). */
export interface Consent {
  purpose: DataPurpose;
  from: LocalDate;
  until: LocalDate;
  given: { on: LocalDate; by: string };
  recalled?: { on: LocalDate; by: string };
}

/** 自主申报 as it was made. */
export interface Declaration {
  declarationId: string;
  subject: SubjectSnapshot;
  category: DeclarationCategory;
  title: string;
  content: string;
  /** 申报编号, once per subject */
  referenceNo: string;
  declaredOn: LocalDate;
  /** 真实性承诺, made in the same transaction */
  commitmentId: string;
  commitmentCode: string;
  /** 报送部门, when a department brought it; also that of the window which took it down */
  source?: string;
  /** SHA-256 over everything that was declared and authorised at first, hexadecimal */
  contentHash: string;
  declaredAt: Instant;
  by: string;
}

/** 申报不实 as a department found it; it is a finding, and breaches nothing before the subject was heard. */
export interface Falsity { on: LocalDate; by: string; source: string; occasion: Exclude<CheckOccasion, 'ITEM_CHECK'>; reference: string; what: string }

/** 核验: who looked, how, on which day, and on which document or record it rests. */
export interface Look { method: VerificationMethod; reference: string; on: LocalDate; by: string; source: string }
/** 经核验; `validUntil` is the last day on which it holds, e.g. of a certificate. */
export type Verified = Look & { outcome: 'VERIFIED'; validUntil?: LocalDate };
/** 核验不通过: no falsity; the declaration stays declared and unverified, and may be verified later on better documents. */
export type NotConfirmed = Look & { outcome: 'NOT_CONFIRMED'; reason: string };

interface Consented { consents: readonly Consent[] }
/** The last word of a verification holds; the journal keeps each. */
interface LookedAt { verification?: Verified | NotConfirmed }
type Standing = Declaration & Consented & LookedAt & { status: 'declared' };
type FoundFalse = Declaration & Consented & LookedAt & { status: 'found-false'; falsity: Falsity };
/** Its words are gone from the state; that something was declared and retracted is what is left (深圳条例第三十九条, 参照). */
type Retracted = Omit<Declaration, 'title' | 'content'> & Consented & { status: 'retracted'; falsity?: Falsity; retracted: { on: LocalDate; by: string; reason: string } };

/** 自主申报: absent → declared → retracted; or → found-false, which the procedure of its truth commitment carries on (notice, explanation, rectification, decision). */
export type SelfDeclaration = { status: 'absent' } | Standing | FoundFalse | Retracted;
export type KnownDeclaration = Exclude<SelfDeclaration, { status: 'absent' }>;

export type SelfDeclarationEvent =
  | { type: 'Declared'; declaration: Declaration; consents: readonly Consent[] }
  | { type: 'Authorised'; consents: readonly Consent[] }
  | { type: 'AuthorisationRecalled'; purposes: readonly DataPurpose[]; on: LocalDate; by: string }
  | { type: 'DeclarationVerified'; verification: Verified }
  | { type: 'VerificationRejected'; verification: NotConfirmed }
  | { type: 'FalsityFound'; falsity: Falsity }
  | { type: 'DeclarationRetracted'; retracted: { on: LocalDate; by: string; reason: string } };

export const noDeclaration: SelfDeclaration = { status: 'absent' };

/** The one place where state changes. */
export function evolveDeclaration(state: SelfDeclaration, event: SelfDeclarationEvent): SelfDeclaration {
  switch (event.type) {
    case 'Declared': return { status: 'declared', ...event.declaration, consents: event.consents };
    case 'Authorised': return { ...(state as Standing), consents: [...(state as Standing).consents.map((one) => cutBy(one, event.consents)), ...event.consents] };
    case 'AuthorisationRecalled': return { ...(state as Standing), consents: (state as Standing).consents.map((one) => (event.purposes.includes(one.purpose) && one.recalled === undefined ? { ...one, recalled: { on: event.on, by: event.by } } : one)) };
    case 'DeclarationVerified': case 'VerificationRejected': return { ...(state as Standing), verification: event.verification };
    case 'FalsityFound': return { ...(state as Standing), status: 'found-false', falsity: event.falsity };
    case 'DeclarationRetracted': {
      const { title: _, content: __, verification: ___, ...kept } = state as Standing | FoundFalse;
      return { ...kept, status: 'retracted', retracted: event.retracted };
    }
    default: return assertNever(event);
  }
}

/** A renewed consent takes the place of the one before, from its first day on: the last word of the subject holds, also when it is narrower. */
const cutBy = (one: Consent, renewed: readonly Consent[]): Consent => {
  const next = renewed.find(({ purpose }) => purpose === one.purpose);
  return next === undefined || one.recalled !== undefined ? one : { ...one, until: minDate(one.until, next.from) };
};

/** 授权有效: given, begun, not over, not recalled. The statement that reads declarations says the same in SQL. */
export const isAuthorised = ({ consents }: Consented, purpose: DataPurpose, on: LocalDate): boolean => consents.some((one) => one.purpose === purpose && one.recalled === undefined && one.from <= on && on < one.until);

/** 真实性承诺 of a declaration: whether it stands. */
export type Truth = 'stands' | 'in-question' | 'broken' | 'ended';
export const TRUTH: Readonly<Record<KnownCommitment['status'], Truth>> = {
  tracking: 'stands', kept: 'stands', 'breach-revoked': 'stands', found: 'in-question', noticed: 'in-question', rectifying: 'in-question', breached: 'broken', retracted: 'ended', ended: 'ended',
};

/**
 * 经核验: the last word of a department confirmed it, its last day is not over, and the commitment to its truth stands (O28). The statement that reads declarations says the same in SQL.
 * A finding of falsity suspends it and does not end it: where the procedure ends with the commitment standing (explanation accepted, performed in full after rectification, decision revoked) an authority has
 * judged the same words anew, and to withhold their verification would be an effect of a finding that did not hold.
 */
export const verificationOf = (state: Pick<KnownDeclaration, 'status'> & LookedAt, truth: Truth, on: LocalDate): Verified | undefined =>
  state.status !== 'retracted' && state.verification?.outcome === 'VERIFIED' && truth === 'stands' && (state.verification.validUntil ?? on) >= on ? state.verification : undefined;
