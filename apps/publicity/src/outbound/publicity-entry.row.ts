import type { LocalDate } from '@credit/kernel';
import type { SubjectClass, SubjectStatus } from '@credit/contracts/subject';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { undecided, wasPublic, type DueDate, type PublicityEntry, type RecordKind } from '../domain/publicity-entry/publicity-entry.ts';

/** 公示条目 at rest; `id` is the record's id. */
@Entity({ name: 'publicity_entry' })
export class PublicityEntryRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'record_kind' }) recordKind: string;
  @Column({ type: 'int8', name: 'record_version' }) recordVersion: string;
  @Column({ type: 'uuid', name: 'public_id' }) publicId: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', name: 'subject_class' }) subjectClass: string;
  @Column({ type: 'text', name: 'subject_name' }) subjectName: string;
  @Column({ type: 'text', name: 'subject_uscc', nullable: true }) subjectUscc: string | null;
  @Column({ type: 'text', name: 'subject_status' }) subjectStatus: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'authority_uscc' }) authorityUscc: string;
  @Column({ type: 'text', name: 'doc_no' }) docNo: string;
  @Column({ type: 'date', name: 'decision_date' }) decisionDate: string;
  @Column({ type: 'date', name: 'received_on' }) receivedOn: string;
  @Column({ type: 'text', name: 'due_status' }) dueStatus: string;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'int4', name: 'due_year', nullable: true }) dueYear: number | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'text', nullable: true }) detail: string | null;
  @Column({ type: 'text', name: 'rule_id' }) ruleId: string;
  @Column({ type: 'date', name: 'first_posted_on', nullable: true }) firstPostedOn: string | null;
  @Column({ type: 'date', name: 'posted_on', nullable: true }) postedOn: string | null;
  @Column({ type: 'date', name: 'ends_on', nullable: true }) endsOn: string | null;
  @Column({ type: 'date', name: 'withdrawn_on', nullable: true }) withdrawnOn: string | null;
}

/** State → columns; the store adds id and versions. */
export function toRow(s: PublicityEntry): Partial<PublicityEntryRow> {
  if (s.status === 'undecided') throw new Error('an undecided entry is never stored');
  const { recordKind, recordVersion, publicId, subjectId, subjectClass, subjectName, subjectUscc, subjectStatus, source, authorityUscc, docNo, decisionDate, receivedOn } = s;
  return {
    status: s.status, recordKind, recordVersion, publicId, subjectId, subjectClass, subjectName, subjectUscc, subjectStatus, source, authorityUscc, docNo, decisionDate, receivedOn,
    dueStatus: s.due.status, dueOn: s.due.status === 'FIXED' ? s.due.on : null, dueYear: s.due.status === 'PROVISIONAL' ? s.due.enteredYear : null,
    reason: s.status === 'posted' ? null : s.reason, detail: s.status === 'posted' ? null : s.detail, ruleId: s.ruleId,
    firstPostedOn: wasPublic(s) ? s.firstPostedOn : null, postedOn: wasPublic(s) ? s.postedOn : null, endsOn: wasPublic(s) ? s.endsOn : null,
    withdrawnOn: s.status === 'withdrawn' ? s.withdrawnOn : null,
  };
}

/** Columns → state. */
export function toState(row: PublicityEntryRow): PublicityEntry {
  const facts = {
    recordId: row.id, recordKind: row.recordKind as RecordKind, recordVersion: row.recordVersion, publicId: row.publicId, subjectId: row.subjectId,
    subjectClass: row.subjectClass as SubjectClass, subjectName: row.subjectName, subjectUscc: row.subjectUscc, subjectStatus: row.subjectStatus as SubjectStatus,
    source: row.source, authorityUscc: row.authorityUscc, docNo: row.docNo, decisionDate: row.decisionDate as LocalDate, receivedOn: row.receivedOn as LocalDate,
    due: dueOf(row), ruleId: row.ruleId,
  };
  const decision = { reason: row.reason ?? '', detail: row.detail };
  const term = { firstPostedOn: row.firstPostedOn as LocalDate, postedOn: row.postedOn as LocalDate, endsOn: row.endsOn as LocalDate };
  switch (row.status) {
    case 'withheld': return { ...facts, ...decision, status: 'withheld' };
    case 'posted': return { ...facts, ...term, status: 'posted' };
    case 'withdrawn': return { ...facts, ...decision, ...term, status: 'withdrawn', withdrawnOn: row.withdrawnOn as LocalDate };
    default: return undecided;
  }
}

function dueOf(row: PublicityEntryRow): DueDate {
  if (row.dueStatus === 'FIXED') return { status: 'FIXED', on: row.dueOn as LocalDate };
  return row.dueStatus === 'PROVISIONAL' ? { status: 'PROVISIONAL', enteredYear: row.dueYear ?? 0 } : { status: 'NONE' };
}
