import type { Verdict } from './verdict.ts';

/** What was acknowledged of an entry: it stands, it has ended, or (its removal came first) it never stood. */
export type Standing = 'in-force' | 'ended' | 'never';

/** One entry, and what each place says of it. `until`: the end of its term. */
export interface EntrySeen {
  what: string;
  expected: Standing;
  until?: string;
  /** list-designation's answer. */
  owner?: { status: string; until?: string | null };
  /** The newest record of its key on the compacted topic. */
  topic?: { status: string; until?: string };
  /** joint-discipline's row; absent while nobody has asked. */
  row?: { live: boolean };
}

/** 一项名单条目 — acknowledged and shown must be the same, in three places. */
export function judgeEntry({ what, expected, until, owner, topic, row }: EntrySeen, verdict: Verdict): void {
  const inForce = { 'list-designation': owner?.status === 'in-force', 'the state topic': topic?.status === 'in-force', 'joint-discipline': row === undefined ? undefined : row.live };
  for (const [place, shown] of Object.entries(inForce)) {
    if (shown === undefined) continue;
    if (expected === 'in-force' && !shown) verdict.lost.push(`${what}: acknowledged as in force, and ${place} does not have it so`);
    if (expected === 'ended' && shown) verdict.lost.push(`${what}: its end was acknowledged, and it is in force in ${place}`);
    if (expected === 'never' && shown) verdict.neverSent.push(`${what}: removed before it was placed, and it is in force in ${place}`);
  }
  if (expected !== 'in-force' || until === undefined) return;
  for (const [place, shown] of [['list-designation', owner?.until], ['the state topic', topic?.until]] as const) {
    if (shown !== until) verdict.lost.push(`${what}: its end ${until} was acknowledged, ${place} says ${shown ?? 'nothing'}`);
  }
}

/** What look-ups say of a firm, and which of its entries stand or have ended. */
export interface FirmSeen {
  what: string;
  inForce: ReadonlySet<string>;
  /** Every entry that has ended, of any firm. */
  ended: ReadonlySet<string>;
  byCode: { outcome: string; entries: readonly string[] };
  byName: { outcome: string; entries: readonly string[]; prompts: number };
}

/** 比对答复 — exactly the entries in force hit, a name alone burdens nobody, and what has ended is shown to nobody. */
export function judgeFirm({ what, inForce, ended, byCode, byName }: FirmSeen, verdict: Verdict): void {
  for (const entryId of inForce) if (!byCode.entries.includes(entryId)) verdict.lost.push(`${what}: the look-up by code does not find entry ${entryId}, which is in force`);
  for (const entryId of byCode.entries) if (!inForce.has(entryId)) (ended.has(entryId) ? verdict.lost : verdict.neverSent).push(`${what}: the look-up by code finds entry ${entryId}, which ${ended.has(entryId) ? 'has ended' : 'nobody placed'}`);
  if (new Set(byCode.entries).size !== byCode.entries.length) verdict.doubled.push(`${what}: the look-up by code shows an entry twice`);
  if ((inForce.size > 0) !== (byCode.outcome === 'hit')) verdict.lost.push(`${what}: ${inForce.size} entries in force, the look-up by code answers ${byCode.outcome}`);
  if (byName.outcome === 'hit' || byName.prompts > 0) verdict.neverSent.push(`${what}: a name alone answers ${byName.outcome} with ${byName.prompts} prompts`);
  for (const entryId of byName.entries) if (ended.has(entryId)) verdict.lost.push(`${what}: the look-up by name shows entry ${entryId}, which has ended`);
}

/** A prompt of this run, what was acknowledged of it, and what joint-discipline says. */
export interface PromptSeen {
  promptId: string;
  state: string;
  /** The entry of the prompt is in force. */
  inForce: boolean;
  /** What was chosen, and the measure that the answer named; `overtaken`: the answer said that the entry had ended. */
  chosen?: { choice: 'apply' | 'decline'; measureId?: string; overtaken?: true };
  /** Every measure that rests on this prompt; `onLive`: the entry that carries it is in force. */
  measures: readonly { measureId: string; state: string; onLive: boolean }[];
}

/** 一项提示 — the choice is kept, there is one measure for it, and nothing burdens after its entry. */
export function judgePrompt({ promptId, state, inForce, chosen, measures }: PromptSeen, verdict: Verdict): void {
  if (state === 'open' && !inForce) verdict.lost.push(`prompt ${promptId} is open, and its entry has ended`);
  if (state === 'closed' && inForce) verdict.lost.push(`prompt ${promptId} is closed, and its entry is in force`);
  if (chosen?.overtaken && inForce) verdict.lost.push(`prompt ${promptId}: its choice was refused as too late, and its entry is in force`);
  if (chosen !== undefined && !chosen.overtaken) {
    const wanted = chosen.choice === 'apply' ? 'applied' : 'declined';
    if (state !== wanted) verdict.lost.push(`prompt ${promptId}: ${chosen.choice} was acknowledged, and it is ${state}`);
    if (chosen.measureId !== undefined && !measures.some(({ measureId }) => measureId === chosen.measureId)) verdict.lost.push(`prompt ${promptId}: measure ${chosen.measureId} was acknowledged, and there is none`);
  }
  if (measures.length > 1) verdict.doubled.push(`prompt ${promptId} has ${measures.length} measures`);
  for (const measure of measures) {
    const burdens = measure.state === 'applied' || measure.state === 'executed';
    if (burdens && !measure.onLive) verdict.lost.push(`measure ${measure.measureId} is ${measure.state}, and its entry has ended`);
    if (!burdens && inForce) verdict.lost.push(`measure ${measure.measureId} is ${measure.state}, and its entry is in force`);
  }
}

/** What became of one version of a report: the states of its receipts. */
export interface Outcomes {
  what: string;
  kind: 'list-entry' | 'case-opened';
  /** A later version of the same matter was acknowledged. */
  followed: boolean;
  removal: boolean;
  /** States and codes of all receipts but duplicates. */
  receipts: readonly { state: string; code?: string }[];
}

/** 回执 — one `forwarded` at most, one last word exactly, and one that the report deserves. */
export function judgeReceipts({ what, kind, followed, removal, receipts }: Outcomes, verdict: Verdict): void {
  const forwarded = receipts.filter(({ state }) => state === 'forwarded').length;
  if (forwarded > 1) verdict.doubled.push(`${what}: forwarded ${forwarded} times`);
  if (kind === 'case-opened') {
    if (forwarded === 0) verdict.lost.push(`${what}: was not forwarded (${receipts.map(({ state, code }) => `${state} ${code ?? ''}`).join(', ')})`);
    if (receipts.length > forwarded) verdict.doubled.push(`${what}: has more outcomes than forwarded`);
    return;
  }
  const last = receipts.filter(({ state }) => state !== 'forwarded');
  if (last.length === 0) verdict.lost.push(`${what}: its last word is missing (${forwarded} forwarded)`);
  if (last.length > 1) verdict.doubled.push(`${what}: has ${last.length} last words: ${last.map(({ state, code }) => `${state} ${code ?? ''}`).join(', ')}`);
  const deserved = ({ state, code }: { state: string; code?: string }): boolean => state.startsWith('accepted') || (state === 'superseded' && followed) || (state === 'rejected' && removal && code === 'REMOVED_ALREADY');
  for (const one of last) if (!deserved(one)) verdict.lost.push(`${what}: was ${one.state} ${one.code ?? ''}, which nothing about it deserves`);
}

/** A case of this run, the entries of its party that are in force, and what its department was answered, in order. */
export interface CaseSeen {
  what: string;
  inForce: ReadonlySet<string>;
  answers: readonly { occasion: string; entries: readonly string[] }[];
}

/** 逢办必查 — a case is answered once when it is opened, and its last answer says what is in force in the end. */
export function judgeCase({ what, inForce, answers }: CaseSeen, verdict: Verdict): void {
  const last = answers.at(-1);
  if (last === undefined) return void verdict.lost.push(`${what}: nobody answered`);
  const opened = answers.filter(({ occasion }) => occasion === 'case-opened').length;
  if (opened > 1) verdict.doubled.push(`${what}: its opening was answered ${opened} times`);
  for (const entryId of inForce) if (!last.entries.includes(entryId)) verdict.lost.push(`${what}: the last answer does not name entry ${entryId}, which is in force`);
  for (const entryId of last.entries) if (!inForce.has(entryId)) verdict.lost.push(`${what}: the last answer names entry ${entryId}, which is not in force`);
}
