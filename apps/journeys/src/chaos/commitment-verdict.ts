import type { Promised } from './commitment-load.ts';
import type { Verdict } from './verdict.ts';

/** One promise, and what each place says of it. */
export interface PromiseSeen {
  what: string;
  /** What was acknowledged; absent = nothing was. */
  commitmentId?: string;
  done?: Promised['done'];
  /** Commitments of its case at their owner. */
  held: readonly { id: string; status: string }[];
  /** How many records of it the register has published. */
  records: number;
  /** How often the public column shows it. */
  shown: number;
}

/** 一件承诺 — acknowledged, it is there once, by whatever ways it was told; kept, it is one record of the register and in the column; retracted, it is shown no more; nothing becomes a record that was not assessed. */
export function judgeCommitment({ what, commitmentId, done, held, records, shown }: PromiseSeen, verdict: Verdict): void {
  if (held.length > 1) verdict.doubled.push(`${what}: is ${held.length} commitments`);
  if (commitmentId !== undefined && !held.some(({ id }) => id === commitmentId)) verdict.lost.push(`${what}: its promise was acknowledged as ${commitmentId}, and its owner has ${held.map(({ id }) => id).join(', ') || 'none'}`);
  const status = held[0]?.status;
  if (done !== undefined && status !== done) verdict.lost.push(`${what}: ${done} was acknowledged, its owner says ${status ?? 'nothing'}`);
  if (done === undefined && (status === 'kept' || status === 'retracted')) verdict.neverSent.push(`${what}: is ${status}, and nobody was told so`);
  if (done === 'kept' && records === 0) verdict.lost.push(`${what}: was kept, and the register has no record of it`);
  if (records > 1) verdict.doubled.push(`${what}: has ${records} records in the register`);
  if (done !== 'kept' && records > 0) verdict.neverSent.push(`${what}: has a record in the register, and was not assessed`);
  const visible = commitmentId !== undefined && done !== 'retracted';
  if (visible && shown === 0) verdict.lost.push(`${what}: is not in the public column`);
  if (shown > 1) verdict.doubled.push(`${what}: is shown ${shown} times`);
  if (done === 'retracted' && shown > 0) verdict.neverSent.push(`${what}: was retracted, and the public column shows it`);
}
