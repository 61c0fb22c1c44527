import { readFileSync } from 'node:fs';
import { isSignedBy, type AnswerPublicJwk } from '@credit/access';
import { CommandFailure, EXIT } from '../exit.ts';
import { call } from '../http.ts';
import { emit } from '../output.ts';
import { need } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** A screening as it was answered: one, or the items of a batch. */
interface Signed {
  answer: { screeningId: string; outcome?: string; answer?: string; askedAt: string; expiresAt: string; purpose: string; list: { listVersion: string; ageMs: number } };
  signature: string;
}

const unreadable = (file: string): CommandFailure => new CommandFailure(EXIT.usage, 'VERIFY.UNREADABLE', `${file} holds no signed answer`, `${file} 不是带签名的比对答复`);

const read = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw unreadable(file);
  }
};

function signedAnswers(file: string): Signed[] {
  const json = read(file) as Partial<Signed> & { items?: unknown };
  const all = Array.isArray(json.items) ? (json.items as Partial<Signed>[]) : [json];
  if (all.length === 0 || all.some((one) => typeof one?.answer?.screeningId !== 'string' || typeof one.signature !== 'string')) throw unreadable(file);
  return all as Signed[];
}

/** 验证 — whether a screening's answer is word for word what this platform signed, and whether it still counts. Offline with `--key <file>`; else the key is asked from the gateway. Not signed so → exit 1; expired → exit 3. */
export async function verify(context: CommandContext, file: string, { key }: { key?: string }): Promise<number> {
  const publicJwk = (key === undefined ? await call(need(context.settings, 'gatewayUrl'), '/v1/keys/screening') : read(key)) as AnswerPublicJwk;
  const rows = signedAnswers(file).map(({ answer, signature }) => {
    const signed = isSignedBy(publicJwk, answer, signature);
    const expired = !(Date.parse(answer.expiresAt) > context.nowMs());
    return { screeningId: answer.screeningId, outcome: answer.outcome ?? answer.answer ?? '', askedAt: answer.askedAt, purpose: answer.purpose, listVersion: answer.list?.listVersion, verdict: !signed ? 'not signed by this key' : expired ? 'signed, expired' : 'signed' };
  });
  emit(context.output, { kid: publicJwk.kid, answers: rows }, rows.map((row) => `${row.screeningId} ${row.outcome} (list ${row.listVersion ?? '?'}, asked ${row.askedAt}): ${row.verdict}`).join('\n'));
  if (rows.some(({ verdict }) => verdict.startsWith('not'))) return EXIT.failed;
  return rows.some(({ verdict }) => verdict !== 'signed') ? EXIT.differences : EXIT.ok;
}
