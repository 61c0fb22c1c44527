import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Interview } from '../domain/interview/interview.ts';

/** 约谈 at rest: `state` is the whole; the other columns are what constraints and lists hold on to. */
@Entity({ name: 'interview' })
export class InterviewRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'uuid', name: 'entry_id' }) entryId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'authority_uscc' }) authorityUscc: string;
  @Column({ type: 'text', name: 'doc_no' }) docNo: string;
  @Column({ type: 'date', name: 'held_on' }) heldOn: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Interview): Partial<InterviewRow> {
  if (s.status === 'absent') throw new Error('an interview that is absent is never stored');
  return { subjectId: s.subject.subjectId, entryId: s.entryId, source: s.authority.source, authorityUscc: s.authority.uscc, docNo: s.docNo, heldOn: s.heldOn, state: s };
}

/** Columns → state. */
export const toState = (row: InterviewRow): Interview => row.state as Interview;
