import { readFileSync } from 'node:fs';
import { isSignedBy, type AnswerPublicJwk } from '@credit/access';
import { CommandFailure, EXIT } from '../exit.ts';
import { call } from '../http.ts';
import { emit } from '../output.ts';
import { need } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** 效果终止证明 as it was fetched. */
interface SignedCertificate {
  certificate: { item: { kind: string; id: string; docNo: string | null }; ending: { code: string; on: string }; complete: boolean; overdue: string[]; issuedAt: string };
  signature: string;
}

/** A screening as it was answered: one, or the items of a batch. */
interface Signed {
  answer: { screeningId: string; outcome?: string; answer?: string; askedAt: string; expiresAt: string; purpose: string; list: { listVersion: string; ageMs: number } };
  signature: string;
}

/** 承诺回执 as it was given. */
interface SignedReceipt {
  receipt: { commitmentCode: string; promisor: { name: string }; madeOn: string; contentHash: string };
  signature: string;
}

const unreadable = (file: string): CommandFailure => new CommandFailure(EXIT.usage, 'VERIFY.UNREADABLE', `${file} holds no signed answer, certificate or receipt`, `${file} 不是带签名的比对答复、效果终止证明或者承诺回执`);

const read = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw unreadable(file);
  }
};

const isCertificate = (json: unknown): json is SignedCertificate => typeof (json as Partial<SignedCertificate> | null)?.certificate?.item?.id === 'string' && typeof (json as SignedCertificate).signature === 'string';

const isReceipt = (json: unknown): json is SignedReceipt => typeof (json as Partial<SignedReceipt> | null)?.receipt?.commitmentCode === 'string' && typeof (json as SignedReceipt).signature === 'string';

function signedAnswers(file: string, json: Partial<Signed> & { items?: unknown }): Signed[] {
  const all = Array.isArray(json.items) ? (json.items as Partial<Signed>[]) : [json];
  if (all.length === 0 || all.some((one) => typeof one?.answer?.screeningId !== 'string' || typeof one.signature !== 'string')) throw unreadable(file);
  return all as Signed[];
}

/** A certificate says how things stood when it was issued: one that is not complete is exit 3. */
function verifyCertificate({ output }: CommandContext, publicJwk: AnswerPublicJwk, { certificate, signature }: SignedCertificate): number {
  const { item, ending, complete, overdue, issuedAt } = certificate;
  const verdict = !isSignedBy(publicJwk, certificate, signature) ? 'not signed by this key' : complete ? 'signed, every effect has ended' : 'signed, not complete';
  const row = { kind: item.kind, id: item.id, ending: ending.code, endedOn: ending.on, issuedAt, overdue, verdict };
  emit(output, { kid: publicJwk.kid, certificate: row }, `${row.kind} ${row.id} ${row.ending} on ${row.endedOn} (issued ${issuedAt}${overdue.length > 0 ? `, overdue: ${overdue.join(', ')}` : ''}): ${verdict}`);
  if (verdict.startsWith('not')) return EXIT.failed;
  return complete ? EXIT.ok : EXIT.differences;
}

/** A receipt says what was promised, whatever became of it. */
function verifyReceipt({ output }: CommandContext, publicJwk: AnswerPublicJwk, { receipt, signature }: SignedReceipt): number {
  const { commitmentCode, promisor, madeOn, contentHash } = receipt;
  const signed = isSignedBy(publicJwk, receipt, signature);
  const row = { commitmentCode, promisor: promisor.name, madeOn, contentHash, verdict: signed ? 'signed' : 'not signed by this key' };
  emit(output, { kid: publicJwk.kid, receipt: row }, `${commitmentCode} ${promisor.name} ${madeOn} sha256:${contentHash}: ${row.verdict}`);
  return signed ? EXIT.ok : EXIT.failed;
}

/** Where the gateway shows the key of what was signed. */
const keyPathOf = (json: unknown): string => (isCertificate(json) ? '/v1/keys/certificates' : isReceipt(json) ? '/v1/keys/commitments' : '/v1/keys/screening');

/** 验证 — whether a screening's answer, a lapse certificate or the receipt of a commitment is word for word what this platform signed, and whether it still counts. Offline with `--key <file>`; else the key is asked from the gateway. Not signed so → exit 1; an answer that has expired, a certificate that is not complete → exit 3. */
export async function verify(context: CommandContext, file: string, { key }: { key?: string }): Promise<number> {
  const json = read(file) as Partial<Signed>;
  const publicJwk = (key === undefined ? await call(need(context.settings, 'gatewayUrl'), keyPathOf(json)) : read(key)) as AnswerPublicJwk;
  if (isCertificate(json)) return verifyCertificate(context, publicJwk, json);
  if (isReceipt(json)) return verifyReceipt(context, publicJwk, json);
  const rows = signedAnswers(file, json).map(({ answer, signature }) => {
    const signed = isSignedBy(publicJwk, answer, signature);
    const expired = !(Date.parse(answer.expiresAt) > context.nowMs());
    return { screeningId: answer.screeningId, outcome: answer.outcome ?? answer.answer ?? '', askedAt: answer.askedAt, purpose: answer.purpose, listVersion: answer.list?.listVersion, verdict: !signed ? 'not signed by this key' : expired ? 'signed, expired' : 'signed' };
  });
  emit(context.output, { kid: publicJwk.kid, answers: rows }, rows.map((row) => `${row.screeningId} ${row.outcome} (list ${row.listVersion ?? '?'}, asked ${row.askedAt}): ${row.verdict}`).join('\n'));
  if (rows.some(({ verdict }) => verdict.startsWith('not'))) return EXIT.failed;
  return rows.some(({ verdict }) => verdict !== 'signed') ? EXIT.differences : EXIT.ok;
}
