import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Notice } from '../domain/notice/notice.ts';

/** 通报 at rest: `state` is the whole; the other columns are what constraints and lists hold on to. */
@Entity({ name: 'notice' })
export class NoticeRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'entry_id' }) entryId: string;
  @Column({ type: 'text' }) occasion: string;
  @Column({ type: 'text', name: 'addressee_kind' }) addresseeKind: string;
  @Column({ type: 'text' }) sender: string;
  @Column({ type: 'text', nullable: true }) addressee: string | null;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Notice): Partial<NoticeRow> {
  if (s.status === 'absent') throw new Error('a notice that is absent is never stored');
  const { entryId, occasion, addresseeKind, sender } = s;
  return { entryId, occasion, addresseeKind, sender: sender.source, addressee: s.status === 'unaddressed' ? null : s.addressee.source, dueOn: s.status === 'unaddressed' ? null : s.dueOn, state: s };
}

/** Columns → state. */
export const toState = (row: NoticeRow): Notice => row.state as Notice;
