import type { LocalDate } from '@credit/kernel';
import type { Performance } from '@credit/rulebook/codes';
import { mustBeYours, ofAccepter, type Acting } from './commitment.decide.ts';
import { CommitmentNotFound, ExplanationPending, NothingExplained, PromiseUnfit, RectificationRunning, SameOfficer, WrongStep } from './commitment.errors.ts';
import type { CommitmentEvent } from './commitment.events.ts';
import type { Commitment, KnownCommitment } from './commitment.ts';

/**
 * 违诺认定 only by procedure: 发现 → 告知 → 陈述申辩 → 限期整改 → 认定. 《实施方案》二（一）: 对违背信用承诺的市场主体列入重点监管范围 — and the same fairness as in any designation (domain §6.3, §5.4; O11).
 */

/** 告知 — what is found, what may follow, and until when the promisor may explain; null while the calendar of that year is not announced. */
export function noticeBreach(c: Acting & { grounds: string; explainUntil: LocalDate | null }, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, c, 'notice');
  if (open.status !== 'found') throw new WrongStep(open.status, 'notice');
  return [{ type: 'BreachNoticed', on: c.today, by: c.by, grounds: c.grounds, explainUntil: c.explainUntil }];
}

/** 陈述申辩, or that the promisor waives it — by the promisor, as long as nothing is decided. */
export function explainBreach(c: { by: string; today: LocalDate } & ({ what: string } | { waived: true }), state: Commitment): readonly CommitmentEvent[] {
  const noticed = known(state);
  if (noticed.status !== 'noticed' || noticed.explanation !== undefined) throw new WrongStep(noticed.status, 'explanation');
  return [{ type: 'BreachExplained', explanation: 'what' in c ? { on: c.today, by: c.by, what: c.what } : { on: c.today, by: c.by, waived: true } }];
}

/** 采纳陈述 — nothing was breached: the commitment goes on, with another day if one is given. */
export function acceptExplanation(c: Acting & { reason: string; dueOn?: LocalDate; remindOn?: LocalDate }, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, c, 'acceptance of the explanation');
  if (open.status !== 'noticed') throw new WrongStep(open.status, 'acceptance of the explanation');
  if (open.explanation === undefined || !('what' in open.explanation)) throw new NothingExplained();
  if (c.dueOn !== undefined && c.dueOn < c.today) throw new PromiseUnfit('dueOn', 'the new day has passed', '新的期限已过');
  return [{ type: 'ExplanationAccepted', on: c.today, by: c.by, reason: c.reason, ...(c.dueOn === undefined ? {} : { dueOn: c.dueOn }), ...(c.remindOn === undefined ? {} : { remindOn: c.remindOn }) }];
}

/** 责令限期整改 — after the promisor was heard, has waived it, or has let the period pass (LZ 64). */
export function orderRectification(c: Acting & { until: LocalDate; demands: string }, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, c, 'rectification');
  if (open.status !== 'noticed') throw new WrongStep(open.status, 'rectification');
  const { explainUntil } = open.notice;
  if (open.explanation === undefined && (explainUntil === null || c.today <= explainUntil)) throw new ExplanationPending(explainUntil);
  if (c.until <= c.today) throw new PromiseUnfit('until', 'the term has to lie ahead', '整改期限应当晚于今日');
  return [{ type: 'RectificationOrdered', on: c.today, by: c.by, until: c.until, demands: c.demands }];
}

export interface DecideBreach extends Acting {
  performance: Exclude<Performance, 'FULL'>;
  docNo: string;
  unperformed: string;
  accountability: string;
}

/** 认定违诺 — when the term has passed and it is still not kept, by another officer than who found and who noticed it. The only fact of a commitment that burdens. */
export function decideBreach({ source, today, ...decision }: DecideBreach, state: Commitment): readonly CommitmentEvent[] {
  const open = ofAccepter(state, { source }, 'decision');
  if (open.status !== 'rectifying') throw new WrongStep(open.status, 'decision');
  if (today <= open.rectification.until) throw new RectificationRunning(open.rectification.until);
  if ([open.found.by, open.notice.by, open.rectification.by].includes(decision.by)) throw new SameOfficer();
  return [{ type: 'BreachDecided', decision: { ...decision, on: today } }];
}

/** 撤销违诺认定 — it was wrong: everything that followed from it ends as never lawful. Not repair (trap 16). */
export function revokeBreach(c: Acting & { reason: string }, state: Commitment): readonly CommitmentEvent[] {
  mustBeYours(state, c.source);
  if (state.status !== 'breached') throw new WrongStep(state.status, 'revocation');
  return [{ type: 'BreachRevoked', ended: { on: c.today, by: c.by, reason: c.reason } }];
}

function known(state: Commitment): KnownCommitment {
  if (state.status === 'absent') throw new CommitmentNotFound();
  return state;
}
