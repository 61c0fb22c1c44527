import type { LocalDate } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { penaltyTier, publicityTerm, publishability, type PublishabilityInput, type Rulebook } from '@credit/rulebook';

/** 公示与否 — public up to and including `endsOn`, or not for a coded reason; both name the rule. */
export type Verdict =
  | { publish: true; ruleId: string; endsOn: LocalDate }
  | { publish: false; reason: string; detail: string | null; ruleId: string };

/** 待决定的信用记录 — one version of a record as far as publicity depends on it. */
export interface RecordUnderDecision {
  status: 'effective' | 'held' | 'revoked';
  heldReasons: readonly string[];
  subjectClass: SubjectClass;
  input: PublishabilityInput;
}

/** Rules of this service about the state of the record itself; the rulebook holds those about its content. */
export const RECORD_REVOKED = { reason: 'RECORD_REVOKED', ruleId: 'APL-48-WITHDRAW', clause: '行政处罚法第四十八条：行政处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三日内撤回并公开说明理由' } as const;
export const RECORD_HELD = { reason: 'RECORD_HELD', ruleId: 'HELD-UNTIL-VERIFIED', clause: '《实施方案》：信用记录经核实方可使用；国发〔2015〕33号重错码治理' } as const;

/**
 * 公示与否的判定 — natural persons never; then a revoked or held record never; then what the rulebook says by the date of the document.
 * 行政处罚法第四十八条；《信用修复管理办法》（36号令）；个人信息保护法第二十五条
 */
export function verdictOn(rulebook: Rulebook, record: RecordUnderDecision): Verdict {
  if (record.subjectClass !== 'NATURAL_PERSON') {
    if (record.status === 'revoked') return { publish: false, reason: RECORD_REVOKED.reason, detail: null, ruleId: RECORD_REVOKED.ruleId };
    if (record.status === 'held') return { publish: false, reason: RECORD_HELD.reason, detail: record.heldReasons.join(' ') || null, ruleId: RECORD_HELD.ruleId };
  }
  const answer = publishability(rulebook, record.input);
  return answer.publish
    ? { publish: true, ruleId: answer.ruleId, endsOn: answer.endsOn }
    : { publish: false, reason: answer.reason, detail: null, ruleId: answer.ruleId };
}
