import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RepairNotice } from '../domain/repair-notice/repair-notice.ts';

/** 信用修复告知 at rest: `state` is the whole; the other columns are what constraints, the foreign key and the lists hold on to. */
@Entity({ name: 'repair_notice' })
export class RepairNoticeRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'target_kind' }) targetKind: string;
  @Column({ type: 'uuid', name: 'target_id' }) targetId: string;
  @Column({ type: 'date', name: 'document_date' }) documentDate: string;
  @Column({ type: 'date', name: 'due_on' }) dueOn: string;
  @Column({ type: 'date', name: 'served_on', nullable: true }) servedOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: RepairNotice): Partial<RepairNoticeRow> {
  if (s.status === 'absent') throw new Error('a notice that is absent is never stored');
  const { authority, kind, id, documentDate } = s.target;
  return { subjectId: s.subject.subjectId, source: authority.source, targetKind: kind, targetId: id, documentDate, dueOn: s.dueOn, servedOn: s.status === 'served' ? s.service.on : null, state: s };
}

/** Columns → state. */
export const toState = (row: RepairNoticeRow): RepairNotice => row.state as RepairNotice;
