import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ListPosting } from '../domain/list-posting/list-posting.ts';

/** 名单公布 at rest: `state` is the whole; the other columns are what constraints and the job hold on to. */
@Entity({ name: 'list_posting' })
export class ListPostingRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'subject_class' }) subjectClass: string;
  @Column({ type: 'date', name: 'from_on' }) fromOn: string;
  @Column({ type: 'date', name: 'until_on', nullable: true }) untilOn: string | null;
  @Column({ type: 'date', name: 'posted_on', nullable: true }) postedOn: string | null;
  @Column({ type: 'date', name: 'withdrawn_on', nullable: true }) withdrawnOn: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: ListPosting): Partial<ListPostingRow> {
  if (s.status === 'absent') throw new Error('a posting that is absent is never stored');
  return {
    subjectClass: s.subject.subjectClass, fromOn: s.from, untilOn: s.until, postedOn: 'postedOn' in s ? s.postedOn : null, withdrawnOn: 'withdrawnOn' in s ? s.withdrawnOn : null, reason: 'reason' in s ? s.reason : null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: ListPostingRow): ListPosting => row.state as ListPosting;
