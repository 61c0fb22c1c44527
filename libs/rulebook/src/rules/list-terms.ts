import { addMonths, DomainError } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { ListTermRow } from '../tables/discipline-types.ts';
import { banRow } from './bans.ts';

/** Of which entry the end is asked. */
export interface TermQuery {
  readonly listType: string;
  /** First day on which the entry counts; for a ban the day from which its statute counts. */
  readonly from: LocalDate;
  /** Date of the decision, which chooses the row; absent = `from`. */
  readonly decidedOn?: LocalDate;
  /** 失信被执行人情形 1–6; required for that list. */
  readonly situation?: number;
  /** 延长, calendar months beyond the term. */
  readonly extension?: number;
  /** Months that the decision names, where the rule leaves them to it. */
  readonly decidedMonths?: number;
  /** 禁入: the row of the ban, and the months where it leaves a range. */
  readonly banPeriod?: { readonly ruleId: string; readonly months?: number };
}

/** The end of an entry. Neither `until` nor `permanentBasis` = no fixed term: it lasts until an ending event. */
export interface Term {
  /** The first day on which the entry no longer counts. */
  readonly until?: LocalDate;
  /** 终身、永久: statute and its words; only then is there no end at all. */
  readonly permanentBasis?: string;
  readonly ruleId: string;
  readonly clause: string;
}

const refuse = (reason: string, message: string, userMessage: string, clause?: string): DomainError =>
  new DomainError({ code: `RULEBOOK.${reason}`, message, userMessage, ...(clause !== undefined && { clause }) });

function termRow(rb: Rulebook, q: Pick<TermQuery, 'listType' | 'from' | 'decidedOn' | 'situation'>): ListTermRow {
  const on = q.decidedOn ?? q.from;
  const row = rowInForce(rb.tables.listTerms, on, (r) => r.listType === q.listType && r.situation === q.situation);
  if (row) return row;
  if (q.situation === undefined && rb.tables.listTerms.some((r) => r.listType === q.listType && r.situation !== undefined)) {
    throw refuse('SITUATION_REQUIRED', `the term of ${q.listType} depends on the situation`, '该名单的期限取决于所列情形,须载明情形');
  }
  throw refuse('NO_RULE', `no term of ${q.listType} was in force on ${on}`, '该日期没有适用的名单期限规则');
}

function within(row: { readonly clause: string }, months: number, least: number, most: number): number {
  if (Number.isInteger(months) && months >= least && months <= most) return months;
  throw refuse('TERM_UNLAWFUL', `${months} months lie outside ${least} to ${most}`, `期限应为${least}至${most}个月的整数`, row.clause);
}

function extensionOf(row: ListTermRow, months: number): number {
  if (row.extensionMinMonths === undefined || row.extensionMaxMonths === undefined) throw refuse('EXTENSION_UNLAWFUL', `${row.id} knows no extension`, '该名单的期限不得延长', row.clause);
  return within(row, months, row.extensionMinMonths, row.extensionMaxMonths);
}

function monthsOf(row: ListTermRow, decided: number | undefined): number {
  if (row.term === 'fixed') {
    if (decided !== undefined && decided !== row.months) throw refuse('TERM_UNLAWFUL', `the term is ${row.months} months by law`, `期限依规定为${row.months}个月`, row.clause);
    return row.months!;
  }
  const months = decided ?? row.months;
  if (months === undefined) throw refuse('TERM_REQUIRED', `the decision must name the term of ${row.listType}`, '决定书须载明期限', row.clause);
  return within(row, months, row.minMonths!, row.maxMonths!);
}

function banTerm(rb: Rulebook, q: TermQuery, row: ListTermRow): Term {
  const ban = q.banPeriod && banRow(rb, q.banPeriod.ruleId, q.decidedOn ?? q.from);
  if (!ban) throw refuse('TERM_REQUIRED', 'a ban needs the row of its statute', '禁入须载明所依据的法条', row.clause);
  const found = { ruleId: ban.id, clause: `${ban.statute}:${ban.conduct}` };
  const asked = q.banPeriod?.months;
  if (ban.permanent === undefined) {
    const months = asked ?? (ban.minMonths === ban.maxMonths ? ban.maxMonths : undefined);
    if (months === undefined) throw refuse('TERM_REQUIRED', `the decision must name the months of ${ban.id}`, '决定书须载明禁入期限', ban.statute);
    return { ...found, until: addMonths(q.from, within(found, months, ban.minMonths!, ban.maxMonths!)) };
  }
  if (asked !== undefined) throw refuse('TERM_UNLAWFUL', `${ban.id} is permanent`, '该禁入为终身禁入,不得载明期限', ban.statute);
  return { ...found, permanentBasis: `${ban.statute}:${ban.permanent}` };
}

/**
 * 名单期限: the first day on which an entry no longer counts, calendar months from its first day with end-of-month clipping; or that it has no
 * fixed term; or, explicitly, that it is permanent. A new listing is asked with its own `from`: the term starts anew (traps 2, 13, 14).
 * @throws DomainError `RULEBOOK.NO_RULE`, `.SITUATION_REQUIRED`, `.TERM_REQUIRED`, `.TERM_UNLAWFUL`, `.EXTENSION_UNLAWFUL`.
 */
export function termOf(rb: Rulebook, query: TermQuery): Term {
  const row = termRow(rb, query);
  if (row.term === 'by-ban') return banTerm(rb, query, row);
  const extension = query.extension === undefined ? 0 : extensionOf(row, query.extension);
  if (row.term !== 'none') return { until: addMonths(query.from, monthsOf(row, query.decidedMonths) + extension), ruleId: row.id, clause: row.clause };
  if (query.decidedMonths !== undefined) throw refuse('TERM_UNLAWFUL', `${row.id} has no fixed term`, '该名单没有固定期限,不得载明期限', row.clause);
  return { ruleId: row.id, clause: row.clause };
}

/** From when an entry can be removed before its term. */
export interface EarlyRemoval {
  /** First day on which it may be asked for; absent while the correction it counts from has not happened. */
  readonly from?: LocalDate;
  readonly conditions: string;
  readonly ruleId: string;
  readonly clause: string;
}

/**
 * 提前移出: the first day on which early removal may be asked for. Undefined = the rules of the list know none, or leave it to the court.
 * @throws DomainError `RULEBOOK.NO_RULE`, `.SITUATION_REQUIRED` as {@link termOf}.
 */
export function earlyRemovalFrom(rb: Rulebook, query: Pick<TermQuery, 'listType' | 'from' | 'decidedOn' | 'situation'> & { readonly correctedOn?: LocalDate }): EarlyRemoval | undefined {
  const row = termRow(rb, query);
  if (row.earlyAfterMonths === undefined) return undefined;
  const start = row.earlyFrom === 'correction' ? query.correctedOn : query.from;
  return { ...(start !== undefined && { from: addMonths(start, row.earlyAfterMonths) }), conditions: row.conditions ?? '', ruleId: row.id, clause: row.clause };
}
