import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Review } from '../domain/review/review.ts';

/** 复议诉讼 at rest: `state` is the whole; the other columns are what constraints and the lists hold on to. */
@Entity({ name: 'review' })
export class ReviewRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'target_kind' }) targetKind: string;
  @Column({ type: 'uuid', name: 'target_id' }) targetId: string;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'date', name: 'accepted_on' }) acceptedOn: string;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Review): Partial<ReviewRow> {
  if (s.status === 'absent') throw new Error('a review that is absent is never stored');
  return { source: s.target.authority.source, targetKind: s.target.kind, targetId: s.target.id, kind: s.kind, subjectId: s.subject.subjectId, acceptedOn: s.acceptedOn, endedOn: s.status === 'ended' ? s.endedOn : null, state: s };
}

/** Columns → state. */
export const toState = (row: ReviewRow): Review => row.state as Review;
