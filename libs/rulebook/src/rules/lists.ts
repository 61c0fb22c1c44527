import { addWorkingDays, DomainError } from '@credit/kernel';
import type { LocalDate, WorkingDayDate } from '@credit/kernel';
import { inForce } from '../row.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { EvidenceRow, ListTypeRow } from '../tables/discipline-types.ts';

/** 名单种类: the list as it stands on the date of the decision; undefined = there is no such list on that day (O37). */
export const listType = (rb: Rulebook, code: string, on: LocalDate): ListTypeRow | undefined => rowInForce(rb.tables.listTypes, on, (r) => r.listType === code);

/** Every list in force on the date, one row each, in the order of the catalogue. */
export const listTypesOf = (rb: Rulebook, on: LocalDate): readonly ListTypeRow[] =>
  rb.tables.listTypes.filter((row) => inForce(row, on) && listType(rb, row.listType, on) === row);

/**
 * 认定权限: whether a department of these kinds may designate for the list on the date. A list without kinds is open to every regulator.
 * No such list on that day → false.
 */
export function mayDesignate(rb: Rulebook, code: string, authorityKinds: readonly string[], on: LocalDate): boolean {
  const row = listType(rb, code, on);
  return row !== undefined && (row.authorityKinds === undefined || row.authorityKinds.some((kind) => authorityKinds.includes(kind)));
}

/** 认定依据: on how many effective documents of which kinds an entry of the list must rest; undefined = nobody is designated for it here. O38 */
export function evidenceRule(rb: Rulebook, code: string, on: LocalDate): EvidenceRow | undefined {
  const list = listType(rb, code, on);
  return list && rowInForce(rb.tables.evidenceRules, on, (r) => r.listKind === list.listKind);
}

/** Until when the subject may answer a notice, and by which rule. */
export interface DefencePeriod {
  /** The last day; PROVISIONAL while it enters a year whose calendar is not announced. */
  readonly endsOn: WorkingDayDate;
  readonly workingDays: number;
  readonly ruleId: string;
  readonly clause: string;
}

/**
 * 陈述申辩期限: the last day for the answer, in working days after the day on which the notice was served. A row for the list outranks the
 * general one. 国办发〔2020〕49号
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day.
 */
export function defenceEndsOn(rb: Rulebook, facts: { readonly noticedOn: LocalDate; readonly listType: string }): DefencePeriod {
  const row = rowInForce(rb.tables.defencePeriods, facts.noticedOn, (r) => r.listTypes?.some((code) => code === facts.listType) ?? false)
    ?? rowInForce(rb.tables.defencePeriods, facts.noticedOn, (r) => r.listTypes === undefined);
  if (row) return { endsOn: addWorkingDays(rb.calendar, facts.noticedOn, row.workingDays), workingDays: row.workingDays, ruleId: row.id, clause: row.clause };
  throw new DomainError({ code: 'RULEBOOK.NO_RULE', message: `no period for the defence was in force on ${facts.noticedOn}`, userMessage: '该日期没有适用的陈述申辩期限规则' });
}
