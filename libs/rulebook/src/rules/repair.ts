import { addMonths, DomainError } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { RecordKind } from '../codes/acts.ts';
import type { RepairEvidenceKind, RepairTargetKind, RepairWay } from '../codes/repair.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { RepairNoticeRow, RepairScopeRow, Tier } from '../tables/types.ts';
import { earlyRemovalFrom } from './list-terms.ts';
import { listType } from './lists.ts';
import { publicityTerm } from './publicity-term.ts';

/** 修复条件 of one item. */
export interface RepairConditions {
  /** First day on which repair may be applied for; absent = as soon as the duties are done. */
  readonly earliestOn?: LocalDate;
  /** The last day on which the item shows if nothing is repaired. */
  readonly publicUntil?: LocalDate;
  readonly requires: readonly RepairEvidenceKind[];
  readonly ruleId: string;
  readonly clause: string;
}

/** What is to be repaired: a record with its tier, or an entry with its list. */
export type RepairItem =
  | { readonly kind: Extract<RepairTargetKind, 'record'>; readonly documentDate: LocalDate; readonly tier: Tier; readonly transitionTier?: Tier; readonly sector?: string; /** false: of a kind for which no public period is laid down */ readonly published?: false }
  | { readonly kind: Extract<RepairTargetKind, 'list-entry'>; readonly documentDate: LocalDate; readonly listType: string; readonly from: LocalDate; readonly situation?: number; readonly correctedOn?: LocalDate };

const refuse = (message: string, userMessage: string): DomainError => new DomainError({ code: 'RULEBOOK.NO_RULE', message, userMessage });

interface Period { readonly earliestOn?: LocalDate; readonly publicUntil?: LocalDate; readonly clause: string }

/** 名单条目: what its own list says of early removal; else the period of the day on which it was decided, counted from that day. */
function entryPeriod(rb: Rulebook, item: Extract<RepairItem, { kind: 'list-entry' }>): Period | undefined {
  const early = earlyRemovalFrom(rb, item);
  if (early !== undefined) return { clause: early.clause, ...(early.from === undefined ? {} : { earliestOn: early.from }) };
  const kind = listType(rb, item.listType, item.documentDate)?.listKind;
  const of = (wanted?: string) => rowInForce(rb.tables.entryRepairPeriods, item.documentDate, (r) => r.listKind === wanted);
  const row = (kind && of(kind)) ?? of();
  return row && { clause: row.clause, ...(row.months > 0 && { earliestOn: addMonths(item.documentDate, row.months) }) };
}

function recordPeriod(rb: Rulebook, item: Extract<RepairItem, { kind: 'record' }>): Period | undefined {
  const term = publicityTerm(rb, item);
  return term && { clause: term.clause, ...(item.published !== false && { publicUntil: term.endsOn }), ...(term.earliestRepairOn !== undefined && { earliestOn: term.earliestRepairOn }) };
}

/**
 * 修复条件: from when, and with which material, an item may be repaired; by the rules of the day of its document (traps 1, 8, 34). 第58号令、第36号令；《实施方案》二（三）
 * A completed reorganisation waits for no period.
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day of the document
 */
export function repairConditions(rb: Rulebook, item: RepairItem, way: RepairWay): RepairConditions {
  const set = rowInForce(rb.tables.repairRequirements, item.documentDate, (r) => r.targetKind === item.kind && r.way === way && (r.tier === undefined || (item.kind === 'record' && r.tier === item.tier)));
  const period = item.kind === 'record' ? recordPeriod(rb, item) : entryPeriod(rb, item);
  if (set === undefined || period === undefined) throw refuse(`no rule of repair was in force on ${item.documentDate}`, '该日期没有适用的信用修复规则');
  const { earliestOn, ...rest } = period;
  return { ...rest, requires: set.requires, ruleId: set.id, ...(earliestOn === undefined || way === 'after-reorganisation' ? {} : { earliestOn }) };
}

/**
 * 可修复的信息种类: whether a record of that kind is dishonesty that can be repaired, and how heavy it is.
 * @param kept of a commitment whether it was kept: what was kept is no dishonesty
 * @throws DomainError `RULEBOOK.NO_RULE` before all rules
 */
export function repairScope(rb: Rulebook, recordKind: RecordKind, documentDate: LocalDate, kept?: boolean): RepairScopeRow {
  const row = rowInForce(rb.tables.repairScopes, documentDate, (r) => r.recordKind === recordKind && (r.kept === undefined || r.kept === kept));
  if (row === undefined) throw refuse(`no rule says on ${documentDate} whether a ${recordKind} can be repaired`, '该日期没有适用的信用修复规则');
  return row;
}

/** 两书同达: the rule by which a repair notice goes out with a document of that date; undefined = before the rule, none does. */
export const repairNoticeRule = (rb: Rulebook, documentDate: LocalDate): RepairNoticeRow | undefined => rowInForce(rb.tables.repairNotices, documentDate, () => true);

/** 限制申请至: the first day on which somebody may apply again whose repair was revoked on `on`. @throws DomainError `RULEBOOK.NO_RULE` */
export function repairBarredUntil(rb: Rulebook, on: LocalDate): LocalDate {
  const row = rowInForce(rb.tables.repairBars, on, () => true);
  if (row === undefined) throw refuse(`no bar was in force on ${on}`, '该日期没有适用的限制申请规则');
  return addMonths(on, row.months);
}
