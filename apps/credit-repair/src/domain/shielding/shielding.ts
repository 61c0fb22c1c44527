import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { RepairTarget } from '../repair-case/repair-case.ts';

/** 法院裁定 — that approves the plan of a reorganisation, or recognises a settlement. */
export interface CourtRuling {
  rulingNo: string;
  on: LocalDate;
}

/** 屏蔽申请 — of one record, by the firm or its administrator, with the ruling. */
export interface ShieldingApplication {
  shieldingId: string;
  subject: SubjectSnapshot;
  target: RepairTarget;
  ruling: CourtRuling;
  appliedBy: string;
  appliedOn: LocalDate;
}

/** What the authority decided, or how the plan came out. */
export interface Word {
  on: LocalDate;
  by: string;
  reason: string;
}

/** 计划的结果. */
export type Outcome = 'failed' | 'completed';

type Applied = ShieldingApplication & { status: 'applied' };
type Refused = ShieldingApplication & { status: 'refused'; decision: Word };
type Shielded = ShieldingApplication & { status: 'shielded'; decision: Word };
type Ended = ShieldingApplication & { status: 'ended'; decision: Word; end: Word & { outcome: Outcome } };

/**
 * 重整期间屏蔽: absent → applied → shielded | refused → ended, when the plan has failed (the record burdens again for the remainder) or when it is completed and the record has been repaired.
 * Temporary and reversible; the final repair needs its own ruling (trap 20). 《信用修复管理办法》（破产重整、和解）；企业破产法第八十六条、第九十四条
 */
export type Shielding = { status: 'absent' } | Applied | Refused | Shielded | Ended;

export const noShielding: Shielding = { status: 'absent' };

/** Private facts of a shielding. */
export type ShieldingEvent =
  | { type: 'ShieldingApplied'; application: ShieldingApplication }
  | { type: 'ShieldingRefused'; decision: Word }
  | { type: 'ShieldingGranted'; decision: Word }
  | { type: 'ShieldingEnded'; end: Word & { outcome: Outcome } };

/** The one place where state changes. */
export function evolveShielding(state: Shielding, event: ShieldingEvent): Shielding {
  switch (event.type) {
    case 'ShieldingApplied': return { status: 'applied', ...event.application };
    case 'ShieldingRefused': return { ...(state as Applied), status: 'refused', decision: event.decision };
    case 'ShieldingGranted': return { ...(state as Applied), status: 'shielded', decision: event.decision };
    case 'ShieldingEnded': return { ...(state as Shielded), status: 'ended', end: event.end };
    default: return assertNever(event);
  }
}
