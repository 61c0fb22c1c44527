import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { COMMITMENT_TYPES, PERFORMANCES } from '@credit/rulebook/codes';
import { maskedText } from './public-content.ts';

/** What the public reads of a commitment: canonical field names, masked text. */
export type PublicCommitmentContent = Readonly<Record<string, string>>;

/** 信用承诺 as far as the public may read it. */
export interface CommitmentForPublic {
  commitmentId: string;
  commitmentCode: string;
  subjectClass: SubjectClass;
  type: string;
  item?: { itemCode: string; name: string } | undefined;
  accepter: { source?: string | undefined; name: string; uscc: string };
  reason: string;
  content: string;
  breachLiability: string;
  madeOn: LocalDate;
  validTo?: LocalDate | undefined;
  dueOn?: LocalDate | undefined;
  contentHash: string;
  /** as assessed: kept, or broken by a decision; absent while it is tracked */
  assessment?: { performance: string; assessedOn: LocalDate; authorityUscc: string; authorityName: string; unperformed?: string | undefined; accountability?: string | undefined } | undefined;
}

const textOf = (rows: readonly { readonly code: string; readonly text: string }[], code: string): string => rows.find((row) => row.code === code)?.text ?? code;

/**
 * 信用承诺公示内容 — a closed list of fields (domain §6.2); identity numbers, phones and accounts masked. Never the case, the project, checks, or what is only found and not decided.
 * POLICY-ASSUMPTION(commitment-texts-of-shops): what a department writes about the breach of an individual business may name its operator, a natural person, so it stays away (decision 24); its own promise, published by its own choice, shows.
 */
export function publicCommitmentContentOf(c: CommitmentForPublic): PublicCommitmentContent {
  const { assessment, accepter, item } = c;
  const shown: Record<string, string | undefined> = {
    commitmentCode: c.commitmentCode, type: c.type, typeName: textOf(COMMITMENT_TYPES, c.type), itemCode: item?.itemCode, itemName: item === undefined ? undefined : maskIdentityNumbers(item.name),
    department: accepter.source, accepterName: accepter.name, accepterUscc: accepter.uscc, reason: maskedText(c.reason), content: maskedText(c.content), breachLiability: maskedText(c.breachLiability),
    madeOn: c.madeOn, validTo: c.validTo, dueOn: c.dueOn, contentHash: c.contentHash, link: `/v1/public/entries/${c.commitmentId}`,
    ...(assessment === undefined ? {} : {
      performance: assessment.performance, performanceName: textOf(PERFORMANCES, assessment.performance), assessedOn: assessment.assessedOn, authorityName: assessment.authorityName, authorityUscc: assessment.authorityUscc,
      ...(c.subjectClass === 'LEGAL_ENTITY' ? { unperformed: assessment.unperformed && maskedText(assessment.unperformed), accountability: assessment.accountability && maskedText(assessment.accountability) } : {}),
    }),
  };
  return Object.fromEntries(Object.entries(shown).filter((field): field is [string, string] => field[1] !== undefined && field[1] !== ''));
}

/** Whether a reader would see no difference, in whatever order the fields stand. */
export function sameContent(a: PublicCommitmentContent | null, b: PublicCommitmentContent | null): boolean {
  if (a === null || b === null) return a === b;
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((field) => a[field] === b[field]);
}
