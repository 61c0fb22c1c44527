import type { RepairCaseV1 } from '@credit/contracts/events';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { DesignationEnded, WrongStep } from '../domain/designation/designation.errors.ts';
import { delistEntry } from '../domain/designation/entry.decide.ts';
import { compareLists } from './compare-lists.ts';
import type { Desk } from './desk.ts';
import { takeListVersions } from './list-changes.ts';

/** A repair that the designating authority has granted. */
export interface GrantedRepair {
  case: RepairCaseV1;
  cause: Cause;
}

/** 修复移出 — the entry leaves the list on the day of the decision, by the decision of its own authority (trap 12). One that is over already stays as it ended (P-13). */
export async function takeRepairs(uow: UnitOfWork, desk: Desk, granted: readonly GrantedRepair[]): Promise<void> {
  if (granted.length === 0) return;
  const listVersions = await takeListVersions(uow, granted.length);
  const outcomes = await desk.designations.updateMany(uow, granted.map(({ case: { caseId, target, decision }, cause }, n) => {
    const { on, reason, docNo } = decision!;
    const command = { by: target.source, today: on, on, reason, docNo: docNo!, ending: 'repaired' as const, caseId, listVersion: listVersions[n]! };
    return { id: target.id, cause, decide: (state) => delistEntry(command, state) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof DesignationEnded || outcome.error instanceof WrongStep)) throw outcome.error;
  await compareLists(uow, desk, { subjects: [], today: uow.ctx.today, causes: new Map(granted.map((one) => [one.case.target.id, one.cause])) });
}
