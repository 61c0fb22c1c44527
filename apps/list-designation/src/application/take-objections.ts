import type { ObjectionV1 } from '@credit/contracts/events';
import type { Cause, UnitOfWork } from '@credit/persistence';
import type { Designation } from '../domain/designation/designation.ts';
import { DesignationEnded, WrongStep } from '../domain/designation/designation.errors.ts';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import { delistEntry, revokeDesignation } from '../domain/designation/entry.decide.ts';
import { compareLists } from './compare-lists.ts';
import type { Desk } from './desk.ts';
import { takeListVersions } from './list-changes.ts';

/** An objection to an entry that holds. */
export interface UpheldObjection {
  objection: ObjectionV1;
  cause: Cause;
}

/**
 * 异议成立 — a wrong entry is revoked, one that should have left its list is delisted: by the decision of its own authority and of nobody else (trap 12). One that is over already stays as it ended (P-13).
 * 《实施方案》二（四）：因错误认定名单的，应及时撤销
 */
export async function takeObjections(uow: UnitOfWork, desk: Desk, upheld: readonly UpheldObjection[]): Promise<void> {
  if (upheld.length === 0) return;
  const listVersions = await takeListVersions(uow, upheld.length);
  const outcomes = await desk.designations.updateMany(uow, upheld.map(({ objection, cause }, n) => ({ id: objection.target.id, cause, decide: (state: Designation) => carriedOut(objection, listVersions[n]!, state) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof DesignationEnded || outcome.error instanceof WrongStep)) throw outcome.error;
  await compareLists(uow, desk, { subjects: [], today: uow.ctx.today, causes: new Map(upheld.map(({ objection, cause }) => [objection.target.id, cause])) });
}

function carriedOut({ target, outcome }: ObjectionV1, listVersion: string, state: Designation): readonly DesignationEvent[] {
  if (outcome === undefined || state.status !== 'in-force' || state.decision.authorityUscc !== target.authorityUscc) return [];
  const { on, reason, docNo } = outcome;
  const officer = { by: target.source, today: on, listVersion };
  return outcome.kind === 'revoked' ? revokeDesignation({ ...officer, reason }, state) : delistEntry({ ...officer, on, reason, docNo, ending: 'removed-early' }, state);
}
