import { createHash } from 'node:crypto';
import { canonicalJson } from '@credit/access';
import type { CommitmentPerformanceReportedV1, CommitmentReportedV1, EducationReportedV1, MatterV1, SelfDeclarationReportedV1 } from '@credit/contracts/events';
import { DomainError } from '@credit/kernel';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { CommitmentNotFound, NoDepartment } from '../domain/commitment/commitment.errors.ts';
import { answerReport, isTakenOver, noReport, type ReportFacts } from '../domain/commitment-report/commitment-report.ts';
import { authorityOf, type Desk } from './desk.ts';
import { takeDeclaration } from './declare-self.ts';
import { takeEducation } from './give-education.ts';
import { filesOf } from './known-subjects.ts';
import { make, type CodeSource } from './make-commitment.ts';
import { report } from './track-commitment.ts';

/** One report of a department as the register forwarded it. */
export type ForwardedReport = { readonly cause: Cause } & (
  | { readonly kind: 'commitment'; readonly data: CommitmentReportedV1 }
  | { readonly kind: 'performance'; readonly data: CommitmentPerformanceReportedV1 }
  | { readonly kind: 'education'; readonly data: EducationReportedV1 }
  | { readonly kind: 'declaration'; readonly data: SelfDeclarationReportedV1 });

/**
 * 承诺类报送 — what departments reported, by the same rules as over HTTP. Each is answered by one fact: taken over, or not applicable with the reason (P-13, P-18).
 */
export async function takeReports(uow: UnitOfWork, desk: Desk, codes: CodeSource, forwarded: readonly ForwardedReport[]): Promise<void> {
  for (const one of forwarded) {
    const { matterId, source, subject } = one.data as MatterV1;
    const { receivedAt: _, ...said } = one.data as MatterV1;
    const facts: ReportFacts = { matterId, source, subject, report: one.kind, said: createHash('sha256').update(canonicalJson(said)).digest('hex') };
    const before = (await desk.reports.load(uow, [matterId])).get(matterId) ?? noReport;
    const outcome = isTakenOver(before, facts) ? { facts } : await taken(uow, desk, codes, one, facts);
    await desk.reports.update(uow, matterId, (state) => [answerReport(outcome, state)], one.cause);
  }
}

async function taken(uow: UnitOfWork, desk: Desk, codes: CodeSource, one: ForwardedReport, facts: ReportFacts): Promise<{ facts: ReportFacts; refusal?: DomainError }> {
  try {
    const commitmentCode = await take(uow, desk, codes, one);
    return { facts: { ...facts, ...(commitmentCode === undefined ? {} : { commitmentCode }) } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { facts, refusal: error };
  }
}

function take(uow: UnitOfWork, desk: Desk, codes: CodeSource, one: ForwardedReport): Promise<string | undefined> {
  switch (one.kind) {
    case 'commitment': return takeCommitment(uow, desk, codes, one.data, one.cause);
    case 'performance': return takePerformance(uow, desk, one.data, one.cause);
    case 'education': return takeEducation(uow, desk, one.data);
    case 'declaration': return takeDeclaration(uow, desk, codes, one.data, one.cause);
  }
}

async function takeCommitment(uow: UnitOfWork, desk: Desk, codes: CodeSource, data: CommitmentReportedV1, cause: Cause): Promise<string> {
  const { itemCode, itemVersion: version, matterId: _, receivedAt: __, subject: promisor, authorityUscc, source, ...rest } = data;
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new NoDepartment(source);
  const commitmentCode = await codes.take(authority.region, rest.madeOn);
  const accepter = { source, uscc: authorityUscc, name: authority.name };
  const { state } = await make(uow, desk, { ...rest, commitmentCode, promisor, accepter, item: { itemCode, version }, chosen: true, by: `source:${source}` }, cause);
  return state.commitmentCode;
}

const BY_CODE = { name: 'commitment_by_code', text: `select id, subject_id as "subjectId" from commitment where code = $1` };

async function takePerformance(uow: UnitOfWork, desk: Desk, { commitmentCode, occasion, checkedOn: on, performance: finding, what, unperformed, supplied, source, subject }: CommitmentPerformanceReportedV1, cause: Cause): Promise<string> {
  const [found] = await uow.query<{ id: string; subjectId: string }>(BY_CODE, [commitmentCode]);
  if (found === undefined || !(await filesOf(uow, subject.subjectId)).includes(found.subjectId)) throw new CommitmentNotFound();
  await report({ uow, desk, id: found.id, by: `source:${source}`, source }, { occasion, on, finding, what, ...(unperformed === undefined ? {} : { unperformed }), ...(supplied === undefined ? {} : { supplied }) }, cause);
  return commitmentCode;
}
