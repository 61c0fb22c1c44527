import { maxDate, type LocalDate } from '@credit/kernel';
import type { EndedItemV1 } from '@credit/contracts/events';
import { textArray, type AggregateStep, type Cause, type UnitOfWork } from '@credit/persistence';
import { DesignationEnded, EvidenceNotCited } from '../domain/designation/designation.errors.ts';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { evidenceFell } from '../domain/designation/entry.decide.ts';
import type { Fallen } from './answer-endings.ts';
import { compareLists } from './compare-lists.ts';
import type { Desk } from './desk.ts';
import { takeListVersions } from './list-changes.ts';
import { projectEvidence, standingOf, type RecordVersion } from './register-facts.ts';

/** `ended`: what of the record has ended by it. */
export type RecordFact = RecordVersion & { businessDate?: LocalDate | undefined; cause: Cause; ended?: EndedItemV1 | undefined };

/** Read after the records were written: whoever cited one of them before has committed, whoever comes later finds it fallen (P-6). */
const CITING = {
  name: 'designation_citing',
  text: `select id, source, evidence_ids as ids from designation where evidence_ids && $1::text[]::uuid[] and status not in ('decided-not-to-list', 'ended', 'not-applicable') order by id`,
};
/** A penalty that was repaired still carries the entry that rests on it (trap 11); a breach that was repaired, or whose use is suspended, carries nothing. */
export const STANDING = {
  name: 'evidence_standing',
  text: `select record_id from evidence where record_id = any($1::text[]::uuid[]) and status = 'effective' and not (record_kind = 'commitment' and repaired_on is not null) order by record_id for share`,
};

/**
 * 依据文书变化 — keeps the standing of records; every designation that rests on one that is no longer in effect is re-based on another or revoked, in the same transaction (P-10).
 * @returns what rested on the fallen ones and does so no longer
 */
export async function evidenceFalls(uow: UnitOfWork, desk: Desk, facts: readonly RecordFact[]): Promise<Fallen[]> {
  await projectEvidence(uow, facts);
  const fallen = new Map(facts.filter(({ state }) => standingOf(state) !== 'effective').map((fact) => [fact.state.recordId, fact]));
  if (fallen.size === 0) return [];
  const citing = await uow.query<{ id: string; source: string; ids: string[] }>(CITING, [textArray([...fallen.keys()].sort())]);
  if (citing.length === 0) return [];
  const standing = await uow.query<{ record_id: string }>(STANDING, [textArray([...new Set(citing.flatMap(({ ids }) => ids))].sort())]);
  const effective = standing.map(({ record_id }) => record_id);
  const falls = citing.flatMap(({ id, source, ids }) => ids.flatMap((recordId) => (fallen.has(recordId) && !effective.includes(recordId) ? [{ id, source, fact: fallen.get(recordId)! }] : [])));
  const listVersions = await takeListVersions(uow, falls.length);
  const outcomes = await desk.designations.updateMany(uow, falls.map(({ id, fact }, n) => stepOf(uow, id, fact, effective, listVersions[n]!)));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof EvidenceNotCited || outcome.error instanceof DesignationEnded)) throw outcome.error;
  await compareLists(uow, desk, { subjects: [], today: uow.ctx.today, causes: new Map(falls.map(({ id, fact }) => [id, fact.cause])) });
  return falls.map(({ id, source, fact }) => ({ fact, effectId: id, recipient: source }));
}

function stepOf(uow: UnitOfWork, id: string, { state, businessDate, cause }: RecordFact, effective: readonly string[], listVersion: string): AggregateStep<Designation, DesignationEvent> {
  const today = businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate);
  const reason = `依据文书${state.docNo}已不再有效${state.change === undefined ? '' : `：${state.change.reason}`}`.slice(0, 500);
  const fell = { by: state.source, today, recordId: state.recordId, reason, effective, listVersion };
  return { id, cause, decide: (designation) => evidenceFell(fell, designation) };
}
