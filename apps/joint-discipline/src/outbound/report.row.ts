import { Column, Entity, PrimaryColumn } from 'typeorm';
import { noReport, type Report, type ReportFacts } from '../domain/report/report.ts';

/** 部门反馈 at rest; its id is that of the register's matter. */
@Entity({ name: 'discipline_report' })
export class ReportRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'jsonb' }) facts: ReportFacts;
  @Column({ type: 'text', nullable: true }) code: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
}

/** State → columns; the store adds id and versions. */
export function toRow(state: Report): Partial<ReportRow> {
  if (state.status === 'absent') throw new Error('a report that has not come is never stored');
  const { status, matterId, source, subject, report, promptId, measureId, said } = state;
  const facts: ReportFacts = { matterId, source, subject, report, said, ...(promptId === undefined ? {} : { promptId }), ...(measureId === undefined ? {} : { measureId }) };
  return { status, source, facts, code: status === 'not-applicable' ? state.code : null, reason: status === 'not-applicable' ? state.reason : null };
}

/** Columns → state. */
export function toState({ status, facts, code, reason }: ReportRow): Report {
  switch (status) {
    case 'taken-over': return { ...facts, status: 'taken-over' };
    case 'not-applicable': return { ...facts, status: 'not-applicable', code: code!, reason: reason! };
    default: return noReport;
  }
}
