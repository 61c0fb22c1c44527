import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Recall } from '../domain/recall/recall.ts';

/** 停用通知 at rest: `state` is the whole; the other columns are what constraints and lists hold on to. */
@Entity({ name: 'recall' })
export class RecallRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'record_id' }) recordId: string;
  @Column({ type: 'text' }) department: string;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'date', name: 'acknowledged_on', nullable: true }) acknowledgedOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRecallRow(s: Recall): Partial<RecallRow> {
  if (s.status === 'absent') throw new Error('a recall that was not sent is never stored');
  return { recordId: s.recordId, department: s.department, dueOn: s.acknowledgeBy, acknowledgedOn: s.status === 'acknowledged' ? s.acknowledgedOn : null, state: s };
}

/** Columns → state. */
export const toRecallState = (row: RecallRow): Recall => row.state as Recall;
