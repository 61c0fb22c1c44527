import type { ListEntryReportedV1 } from '@credit/contracts/events';
import { DomainError, maxDate, type LocalDate } from '@credit/kernel';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { termOf } from '@credit/rulebook';
import type { Evidence, Term } from '../domain/designation/designation.ts';
import type { LookedUp } from '../domain/designation/designation.guards.ts';
import { takeReport, type Report } from '../domain/designation/report.decide.ts';
import { compareLists } from './compare-lists.ts';
import { authorityOf, type Desk } from './desk.ts';
import { keepListType, takeListVersions } from './list-changes.ts';
import { lookUp } from './look-up.ts';
import { citedDocuments, namedDocuments } from './register-facts.ts';

export interface ReportFact {
  report: ListEntryReportedV1;
  businessDate?: LocalDate | undefined;
  cause: Cause;
}

interface LookedUpReport {
  fact: ReportFact;
  today: LocalDate;
  facts: LookedUp;
  evidence: Evidence[];
}

/**
 * 外部认定报送 — entries decided elsewhere, each version answered by one outcome, never refused (P-13). The matter's id is that of the entry.
 * 1. look everything up and lock the documents; 2. take the list versions; 3. one pass over the entries; 4. compare with the red lists.
 */
export async function takeReports(uow: UnitOfWork, desk: Desk, reports: readonly ReportFact[]): Promise<void> {
  if (reports.length === 0) return;
  const looked: LookedUpReport[] = [];
  for (const fact of reports) looked.push(await lookUpReport(uow, desk, fact));
  for (const { facts } of looked) if (facts.listType !== null) await keepListType(uow, facts.listType);
  const listVersions = await takeListVersions(uow, looked.length);
  const outcomes = await desk.designations.updateMany(uow, looked.map((one, n) => {
    const command = commandOf(desk, one, listVersions[n]!);
    return { id: command.designationId, cause: one.fact.cause, decide: (state) => takeReport(command, state) };
  }));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  const today = looked.reduce((day, one) => maxDate(day, one.today), uow.ctx.today);
  await compareLists(uow, desk, { subjects: reports.map(({ report }) => report.subject.subjectId), today, causes: new Map(reports.map(({ report, cause }) => [report.matterId, cause])) });
}

async function lookUpReport(uow: UnitOfWork, desk: Desk, fact: ReportFact): Promise<LookedUpReport> {
  const { report } = fact;
  const today = fact.businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, fact.businessDate);
  const evidenceIds = await namedDocuments(uow, report.evidence ?? []);
  const distinct = [report.ban?.field ?? '', report.decision.authorityUscc, report.decision.docNo].join(' ').trim();
  const facts = await lookUp(uow, desk, {
    designationId: report.matterId, listTypeCode: report.listType, source: report.source, subjectId: report.subject.subjectId, evidenceIds, on: today, beside: [report.ban?.field ?? '', distinct],
  });
  const documents = (await citedDocuments(uow, facts.effective)).map(({ subjectId: _, ...document }) => document);
  return { fact, today, facts, evidence: documents };
}

function commandOf(desk: Desk, { fact: { report }, today, facts, evidence }: LookedUpReport, listVersion: string): Report {
  const { matterId, subject, listType, source, decision, ban, situation, personIndex, region, removal, employer } = report;
  return {
    designationId: matterId, subject, listTypeCode: listType, authority: authorityOf(desk, source) ?? { source, uscc: decision.authorityUscc, name: decision.authorityName },
    decision, term: termOfReport(desk, report), evidence, facts, today, listVersion,
    ...(ban === undefined ? {} : { ban }), ...(situation === undefined ? {} : { situation }), ...(personIndex === undefined ? {} : { personIndex }), ...(region === undefined ? {} : { region }),
    ...(employer === undefined ? {} : { employer }), ...(removal === undefined ? {} : { removal: { kind: removal.kind, on: removal.removedOn, reason: removal.reason } }),
  };
}

/** The end that the report names; without one that of the rules, so that nobody stays on a list for ever because a field was left blank. */
export function termOfReport({ rulebook }: Pick<Desk, 'rulebook'>, { listType, from, until, situation, decision, ban }: ListEntryReportedV1): Term | DomainError {
  const first = from ?? decision.decidedOn;
  if (until !== undefined) return { from: first, until };
  if (ban?.permanentBasis !== undefined) return { from: first, until: null };
  try {
    const term = termOf(rulebook, { listType, from: first, decidedOn: decision.decidedOn, ...(situation === undefined ? {} : { situation }) });
    return { from: first, until: term.until ?? null };
  } catch (refusal) {
    if (refusal instanceof DomainError) return refusal;
    throw refusal;
  }
}
