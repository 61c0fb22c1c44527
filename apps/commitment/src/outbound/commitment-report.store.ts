import { COMMITMENT_REPORT, type CommitmentReportNotApplicableV1, type CommitmentReportTakenOverV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportStore } from '../application/desk.ts';
import { evolveReport, noReport, type CommitmentReport } from '../domain/commitment-report/commitment-report.ts';

/** 承诺类报送 at rest; its id is that of the register's matter. */
@Entity({ name: 'commitment_report' })
export class CommitmentReportRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

function toRow(state: CommitmentReport): Partial<CommitmentReportRow> {
  if (state.status === 'absent') throw new Error('a report that has not come is never stored');
  return { state };
}

/** 报送结果 — null while there is none. */
export function reportFact(state: CommitmentReport): PublicFact | null {
  if (state.status === 'absent') return null;
  const { matterId, source, subject, report, commitmentCode } = state;
  const data: CommitmentReportTakenOverV1 = { matterId, source, subject: { ...subject }, report, ...(commitmentCode === undefined ? {} : { commitmentCode }) };
  if (state.status === 'taken-over') return { type: COMMITMENT_REPORT.takenOver, data };
  return { type: COMMITMENT_REPORT.notApplicable, data: { ...data, code: state.code, reason: state.reason } satisfies CommitmentReportNotApplicableV1 };
}

/** 承诺类报送 store; the Kafka key is the subject that the register forwarded it under, for life (P-15). Every answer is public: the register gives it to the department as its receipt. */
export const commitmentReports: ReportStore = defineAggregate({
  type: 'commitment_report', topic: TOPICS.commitmentEvents, entity: CommitmentReportRow, initial: noReport, evolve: evolveReport, toRow, toState: (row: CommitmentReportRow) => row.state as CommitmentReport,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: { ReportTakenOver: (_, state) => reportFact(state), ReportSetAside: (_, state) => reportFact(state) },
});

/** 事实重述 — how answers are told again after a restore that lost commits. */
export const ownedReports: OwnedTopic<CommitmentReport> = {
  topic: TOPICS.commitmentEvents, aggregateType: 'commitment_report', store: commitmentReports,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = reportFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
