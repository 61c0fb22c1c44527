import { NotYourShielding, RecordNotShieldable, RepairOutstanding, RulingOutOfOrder, ShieldedAlready, ShieldingNotFound, ShieldingStepWrong } from './shielding.errors.ts';
import type { Outcome, Shielding, ShieldingApplication, ShieldingEvent } from './shielding.ts';
import type { Acting } from '../repair-case/repair-case.decide.ts';

/** What is known of the record when its shielding is applied for. */
export interface ShieldStanding {
  own: boolean;
  /** why it cannot be shielded: not in effect, repaired already, no dishonesty of its own */
  unfit?: { why: string; userMessage: string };
  /** another shielding of it is applied for, or in effect */
  other?: string;
}

export type ApplyForShielding = ShieldingApplication & { standing: ShieldStanding };

/** 申请屏蔽 — with the ruling that approves the plan, while the plan is carried out. 《信用修复管理办法》（破产重整、和解） (B6, §4.5) */
export function applyForShielding({ standing, ...application }: ApplyForShielding, state: Shielding): readonly ShieldingEvent[] {
  if (state.status !== 'absent') throw new ShieldedAlready(state.status);
  if (!standing.own) throw new RecordNotShieldable('the record is about another subject', '该信息不是申请人的信息');
  if (standing.unfit !== undefined) throw new RecordNotShieldable(standing.unfit.why, standing.unfit.userMessage);
  if (standing.other !== undefined) throw new ShieldedAlready(standing.other);
  if (application.ruling.on > application.appliedOn) throw new RulingOutOfOrder(application.ruling.on);
  return [{ type: 'ShieldingApplied', application }];
}

/** 准予或者不予屏蔽 — by who made the document, by the ruling of the court. */
export function decideShielding(c: Acting & { grant: boolean; reason: string }, state: Shielding): readonly ShieldingEvent[] {
  const s = ofAuthority(state, c.source);
  if (s.status !== 'applied') throw new ShieldingStepWrong(s.status);
  return [{ type: c.grant ? 'ShieldingGranted' : 'ShieldingRefused', decision: { on: c.today, by: c.by, reason: c.reason } }];
}

/** 终止屏蔽 — the plan has failed and the record burdens again for the remainder; or it is completed, and then only once the record has been repaired by the confirming ruling (trap 20). */
export function endShielding(c: Acting & { outcome: Outcome; reason: string; repaired: boolean }, state: Shielding): readonly ShieldingEvent[] {
  const s = ofAuthority(state, c.source);
  if (s.status !== 'shielded') throw new ShieldingStepWrong(s.status);
  if (c.outcome === 'completed' && !c.repaired) throw new RepairOutstanding();
  return [{ type: 'ShieldingEnded', end: { on: c.today, by: c.by, reason: c.reason, outcome: c.outcome } }];
}

function ofAuthority(state: Shielding, source: string): Exclude<Shielding, { status: 'absent' }> {
  if (state.status === 'absent') throw new ShieldingNotFound();
  if (state.target.authority.source !== source) throw new NotYourShielding(source);
  return state;
}
