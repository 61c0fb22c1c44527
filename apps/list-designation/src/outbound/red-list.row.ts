import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RedEntry } from '../domain/red-list/red-entry.ts';

/** 红名单条目 at rest: `state` is the whole; the other columns are what constraints, comparison and lists hold on to. */
@Entity({ name: 'red_list_entry' })
export class RedListEntryRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'decision_doc_no', nullable: true }) decisionDocNo: string | null;
  @Column({ type: 'date', name: 'from_on', nullable: true }) fromOn: string | null;
  @Column({ type: 'date', name: 'until_on', nullable: true }) untilOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: RedEntry): Partial<RedListEntryRow> {
  if (s.status === 'absent') throw new Error('an entry that is absent is never stored');
  if (s.status === 'not-applicable') return { subjectId: s.subject.subjectId, source: s.source, decisionDocNo: null, fromOn: null, untilOn: null, state: s };
  return { subjectId: s.subject.subjectId, source: s.authority.source, decisionDocNo: s.decision.docNo, fromOn: s.term.from, untilOn: s.term.until, state: s };
}

/** Columns → state. */
export const toState = (row: RedListEntryRow): RedEntry => row.state as RedEntry;
