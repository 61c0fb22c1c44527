import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ListConflict } from '../domain/list-conflict/list-conflict.ts';

/** 红黑名单冲突 at rest: `state` is the whole; the other columns are what foreign keys and lists hold on to. */
@Entity({ name: 'list_conflict' })
export class ListConflictRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'red_entry_id' }) redEntryId: string;
  @Column({ type: 'uuid', name: 'black_entry_id' }) blackEntryId: string;
  @Column({ type: 'text', name: 'red_source' }) redSource: string;
  @Column({ type: 'text', name: 'black_source' }) blackSource: string;
  @Column({ type: 'date', name: 'opened_on' }) openedOn: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: ListConflict): Partial<ListConflictRow> {
  if (s.status === 'absent') throw new Error('a conflict that is absent is never stored');
  return { redEntryId: s.red.entryId, blackEntryId: s.black.entryId, redSource: s.red.authority.source, blackSource: s.black.authority.source, openedOn: s.openedOn, state: s };
}

/** Columns → state. */
export const toState = (row: ListConflictRow): ListConflict => row.state as ListConflict;
