import { maxDate, type LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { expireRedEntry, takeRedReport } from '../domain/red-list/red-entry.decide.ts';
import { RedEntryOver, RedTermNotOver } from '../domain/red-list/red-entry.errors.ts';
import { compareLists } from './compare-lists.ts';
import { authorityOf, type Desk } from './desk.ts';
import { holdList } from './list-changes.ts';
import { listTypeFacts } from './look-up.ts';
import { termOfReport, type ReportFact } from './take-reports.ts';

const OVER = { name: 'red_list_entry_over', text: `select id from red_list_entry where status = 'in-force' and until_on <= $1 order by until_on, id limit $2` };

/** Whether a list of this code is a red one; the kind of a list never changes. */
export const isRedList = ({ rulebook }: Desk, code: string): boolean => rulebook.tables.listTypes.some((row) => row.listType === code && row.listKind === 'red');

/**
 * 红名单报送 — entries of red lists, each version answered by one outcome, never refused (P-13). What the report says of documents of misconduct is not kept: a benefit rests on none.
 * Who is on a joint-discipline list meanwhile is a case from this transaction on.
 */
export async function takeRedReports(uow: UnitOfWork, desk: Desk, reports: readonly ReportFact[]): Promise<void> {
  if (reports.length === 0) return;
  await holdList(uow);
  const today = reports.reduce((day, { businessDate }) => (businessDate === undefined ? day : maxDate(day, businessDate)), uow.ctx.today);
  const outcomes = await desk.redEntries.updateMany(uow, reports.map(({ report, cause }) => {
    const { matterId: entryId, subject, listType: listTypeCode, source, decision, removal } = report;
    const command = {
      entryId, subject, listTypeCode, decision, today, authority: authorityOf(desk, source) ?? { source, uscc: decision.authorityUscc, name: decision.authorityName }, term: termOfReport(desk, report),
      facts: listTypeFacts(desk, listTypeCode, source, today), ...(removal === undefined ? {} : { removal: { kind: removal.kind, on: removal.removedOn, reason: removal.reason } }),
    };
    return { id: entryId, cause, decide: (state) => takeRedReport(command, state) };
  }));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await compareLists(uow, desk, { subjects: reports.map(({ report }) => report.subject.subjectId), today, causes: new Map(reports.map(({ report, cause }) => [report.matterId, cause])) });
}

/**
 * 红名单期满 — states what has ended by `today`, each with the day it was due; reading has ended it already (P-11). At most `limit`.
 * @returns how many were stated; 0 means that nothing is left
 */
export async function endRedEntries(uow: UnitOfWork, desk: Desk, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(OVER, [today, limit])).map(({ id }) => id);
  const outcomes = await desk.redEntries.updateMany(uow, ids.map((id) => ({ id, decide: (state) => expireRedEntry({ today }, state) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof RedEntryOver || outcome.error instanceof RedTermNotOver)) throw outcome.error;
  return ids.length;
}
