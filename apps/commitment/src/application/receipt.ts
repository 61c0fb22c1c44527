import type { AnswerSigner } from '@credit/access';
import type { KnownCommitment } from '../domain/commitment/commitment.ts';

/** 承诺回执 — what was promised, as its promisor can show it to anybody. */
export interface CommitmentReceipt {
  commitmentId: string;
  commitmentCode: string;
  type: KnownCommitment['type'];
  promisor: { name: string; uscc?: string };
  accepter: { uscc: string; name: string };
  item?: KnownCommitment['item'];
  reason: string;
  content: string;
  breachLiability: string;
  madeOn: string;
  madeAt: string;
  validTo?: string;
  /** SHA-256 over the whole promise with what was told; the same as on the public column */
  contentHash: string;
}

/** 回执 and the detached signature over its canonical JSON; verified offline with GET /v1/keys/commitments (O9). */
export interface SignedReceipt { receipt: CommitmentReceipt; signature: string }

/** The receipt says what was promised and never how it ended: it stays true. */
export function receiptOf(s: KnownCommitment, signer: Pick<AnswerSigner, 'sign'>): SignedReceipt {
  const { commitmentId, commitmentCode, type, subject, accepter, item, reason, content, breachLiability, madeOn, madeAt, validTo, contentHash } = s;
  const receipt: CommitmentReceipt = {
    commitmentId, commitmentCode, type, promisor: { name: subject.name, ...(subject.uscc === undefined ? {} : { uscc: subject.uscc }) }, accepter: { uscc: accepter.uscc, name: accepter.name }, ...(item === undefined ? {} : { item }),
    reason, content, breachLiability, madeOn, madeAt, ...(validTo === undefined ? {} : { validTo }), contentHash,
  };
  return { receipt, signature: signer.sign(receipt) };
}
