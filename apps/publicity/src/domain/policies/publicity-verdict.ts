import type { LocalDate } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { NOT_PUBLIC_REASONS, publishability, type NotPublicReason, type PublishabilityInput, type Rulebook } from '@credit/rulebook';
import type { PublicKind } from '../publicity-entry/publicity-entry.ts';
import { commitmentReasonText } from './commitment-verdict.ts';
import { listEndingText } from './list-publicity.ts';

/** 公示与否 — public up to and including `endsOn`, or not for a coded reason; both name the rule. */
export type Verdict =
  | { publish: true; ruleId: string; endsOn: LocalDate }
  | { publish: false; reason: string; detail: string | null; ruleId: string };

/** 待决定的信用记录 — one version of a record as far as publicity depends on it. */
export interface RecordUnderDecision {
  status: 'effective' | 'held' | 'revoked';
  heldReasons: readonly string[];
  /** granted by who made the document (36号令第三条) */
  repaired: boolean;
  /** while a plan is carried out; what is left of its publicity comes back when it fails (trap 20) */
  shielded: boolean;
  subjectClass: SubjectClass;
  input: PublishabilityInput;
}

/** 本服务的理由 — reasons that lie in the state of the record; the rulebook holds those that lie in its content. */
const STATE_REASONS = {
  RECORD_REVOKED: { ruleId: 'WITHDRAW_ON_REVOCATION', userMessage: '该决定已被依法撤销、变更或者确认无效，停止公示' },
  RECORD_REPAIRED: { ruleId: 'WITHDRAW_ON_REPAIR', userMessage: '该信息已经信用修复，停止公示' },
  RECORD_SHIELDED: { ruleId: 'WITHHOLD_WHILE_SHIELDED', userMessage: '该信息在破产重整、和解执行期间暂时停止公示' },
  OBJECTION_UPHELD: { ruleId: 'WITHDRAW_ON_OBJECTION', userMessage: '经异议核实，公示期限已满，停止公示' },
  RECORD_HELD: { ruleId: 'PUBLISH_ONLY_VERIFIED', userMessage: '记录尚待核实，核实前不予公示' },
  TERM_UNDETERMINED: { ruleId: 'PUBLISH_ONLY_WITH_TERM', userMessage: '公示期限无法确定，待核实后再决定是否公示' },
} as const;

const not = (reason: keyof typeof STATE_REASONS, detail: string | null): Extract<Verdict, { publish: false }> => ({ publish: false, reason, detail, ruleId: STATE_REASONS[reason].ruleId });

/**
 * 公示与否的判定 — natural persons never; a revoked record never, a repaired one no more, a shielded one not now; else what the rulebook says by the date of the document; what would be public waits while it is held.
 * A held record that would not be public anyway waits for nothing and is never late.
 * 行政处罚法第四十八条；《信用修复管理办法》（36号令）；个人信息保护法第二十五条
 */
export function verdictOn(rulebook: Rulebook, record: RecordUnderDecision): Verdict {
  if (record.subjectClass !== 'NATURAL_PERSON' && record.status === 'revoked') return not('RECORD_REVOKED', null);
  if (record.subjectClass !== 'NATURAL_PERSON' && record.repaired === true) return not('RECORD_REPAIRED', null);
  if (record.subjectClass !== 'NATURAL_PERSON' && record.shielded === true) return not('RECORD_SHIELDED', null);
  const answer = publishability(rulebook, record.input);
  if (record.status === 'held' && (answer.publish || answer.reason === 'TIER_UNDETERMINED')) return not('RECORD_HELD', record.heldReasons.join(' ') || null);
  if (!answer.publish) return { publish: false, reason: answer.reason, detail: answer.undetermined ?? null, ruleId: answer.ruleId };
  if (answer.endsOn === undefined) return not('TERM_UNDETERMINED', null);
  return { publish: true, ruleId: answer.term?.endRuleId ?? answer.ruleId, endsOn: answer.endsOn };
}

/** 异议成立: the publication was found past its period; nothing that arrives later shows it again. */
export const OBJECTION_UPHELD = not('OBJECTION_UPHELD', null);

/** 届满的理由 — the reason by which an entry of the kind ends when its last day has passed. */
export const termOverReason = (kind: PublicKind): NotPublicReason => (kind === 'administrative-license' ? 'NOT_PUBLIC_EXPIRED' : 'NOT_PUBLIC_TERM_OVER');

/** 理由说明 — a reason in words for people; empty for a code that is not ours. */
export function reasonText(reason: string): string {
  const told = listEndingText(reason) ?? commitmentReasonText(reason);
  if (told !== undefined) return told;
  if (Object.hasOwn(STATE_REASONS, reason)) return STATE_REASONS[reason as keyof typeof STATE_REASONS].userMessage;
  return Object.hasOwn(NOT_PUBLIC_REASONS, reason) ? NOT_PUBLIC_REASONS[reason as NotPublicReason].userMessage : '';
}
