import { textArray, type UnitOfWork } from '@credit/persistence';
import { DesignationEnded, EvidenceNotCited } from '../domain/designation/designation.errors.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { breachRepaired } from '../domain/designation/entry.decide.ts';
import type { Fallen } from './answer-endings.ts';
import { compareLists } from './compare-lists.ts';
import type { Desk } from './desk.ts';
import { STANDING, type RecordFact } from './evidence-falls.ts';
import { takeListVersions } from './list-changes.ts';

/** Read after the records were written: whoever cited one of them before has committed, whoever comes later finds it repaired (P-6). */
const CITING = {
  name: 'designation_citing_breach',
  text: `select id, source, evidence_ids as ids from designation where evidence_ids && $1::text[]::uuid[] and status not in ('decided-not-to-list', 'ended', 'not-applicable') order by id`,
};
/**
 * 违诺记录修复 — whatever is watched, or proposed to be, because of a breach that its authority has repaired ends as repaired in the transaction that takes the record's event (O11: 重点监管范围 until repaired). The standing of records has been written before.
 * @returns what rested on the repaired ones and does so no longer
 */
export async function breachesRepaired(uow: UnitOfWork, desk: Desk, facts: readonly RecordFact[]): Promise<Fallen[]> {
  const repaired = new Map(facts.filter(({ state }) => state.recordKind === 'commitment' && state.repaired !== undefined && state.status === 'effective').map((fact) => [fact.state.recordId, fact]));
  if (repaired.size === 0) return [];
  const citing = await uow.query<{ id: string; source: string; ids: string[] }>(CITING, [textArray([...repaired.keys()].sort())]);
  if (citing.length === 0) return [];
  const standing = (await uow.query<{ record_id: string }>(STANDING, [textArray([...new Set(citing.flatMap(({ ids }) => ids))].sort())])).map(({ record_id }) => record_id);
  const ends = citing.flatMap(({ id, source, ids }) => ids.flatMap((recordId) => (repaired.has(recordId) && !standing.includes(recordId) ? [{ id, source, recordId, fact: repaired.get(recordId)! }] : [])));
  const listVersions = await takeListVersions(uow, ends.length);
  const outcomes = await desk.designations.updateMany(uow, ends.map(({ id, recordId, fact: { state, cause } }, n) => {
    const { on, caseId } = state.repaired!;
    const reason = `依据的违诺记录${state.docNo}已信用修复${state.change === undefined ? '' : `：${state.change.reason}`}`.slice(0, 500);
    const command = { by: state.source, today: uow.ctx.today, recordId, reason, standing, on, caseId, listVersion: listVersions[n]! };
    return { id, cause, decide: (designation: Designation) => breachRepaired(command, designation) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof EvidenceNotCited || outcome.error instanceof DesignationEnded)) throw outcome.error;
  await compareLists(uow, desk, { subjects: [], today: uow.ctx.today, causes: new Map(ends.map(({ id, fact }) => [id, fact.cause])) });
  return ends.filter((_, n) => outcomes[n]!.ok && outcomes[n]!.events.length > 0).map(({ id, source, fact }) => ({ fact, effectId: id, recipient: source }));
}
