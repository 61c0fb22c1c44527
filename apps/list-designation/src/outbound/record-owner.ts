import { EvidenceUnconfirmed, type AskOwner, type RecordStanding } from '../application/confirm-evidence.ts';

/** An owner that takes longer is away: the officer is waiting. */
const ANSWER_MS = 3_000;
const TEXTS = ['recordId', 'version', 'status', 'recordKind', 'subjectId', 'authorityUscc', 'docNo'] as const;

/** 向归集方核实 — credit-record, asked over HTTP with the officer's own token; a document that it does not have is absent from the answer. */
export const recordOwner = (url: string): AskOwner => async (recordIds, authorization) => {
  const ask = async (id: string): Promise<RecordStanding | null> => {
    const answer = await fetch(`${url}/v1/records/${id}/standing`, { headers: { authorization }, signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status === 404) return null;
    const body: unknown = answer.ok ? await answer.json() : undefined;
    if (!isStanding(body) || body.recordId !== id) throw new Error(`credit-record answered ${answer.status} without a standing`);
    return body;
  };
  try {
    return (await Promise.all(recordIds.map(ask))).filter((standing) => standing !== null);
  } catch {
    throw new EvidenceUnconfirmed(recordIds);
  }
};

function isStanding(body: unknown): body is RecordStanding {
  if (typeof body !== 'object' || body === null) return false;
  const given = body as Record<string, unknown>;
  return TEXTS.every((name) => typeof given[name] === 'string') && /^\d+$/.test(given['version'] as string) && (given['decisionDate'] === null || typeof given['decisionDate'] === 'string');
}
