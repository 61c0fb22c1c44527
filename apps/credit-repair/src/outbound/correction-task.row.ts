import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrectionTask } from '../domain/correction-task/correction-task.ts';

/** 纠正任务 at rest: `state` is the whole; the other columns are what constraints, the foreign key and the lists hold on to. */
@Entity({ name: 'correction_task' })
export class CorrectionTaskRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'ending_id' }) endingId: string;
  @Column({ type: 'text' }) owner: string;
  @Column({ type: 'text', name: 'effect_kind' }) effectKind: string;
  @Column({ type: 'uuid', name: 'effect_id' }) effectId: string;
  @Column({ type: 'text' }) recipient: string;
  @Column({ type: 'text', nullable: true }) department: string | null;
  @Column({ type: 'date', name: 'wrong_on' }) wrongOn: string;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'date', name: 'escalated_on', nullable: true }) escalatedOn: string | null;
  @Column({ type: 'date', name: 'done_on', nullable: true }) doneOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: CorrectionTask): Partial<CorrectionTaskRow> {
  if (s.status === 'absent') throw new Error('a task that is absent is never stored');
  const { wrong, effect } = s;
  return {
    endingId: wrong.endingId, owner: effect.owner, effectKind: effect.kind, effectId: effect.effectId, recipient: effect.recipient, department: s.department ?? null, wrongOn: wrong.on, dueOn: s.dueOn,
    escalatedOn: s.escalatedOn ?? null, doneOn: s.status === 'done' ? s.proof.on : null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: CorrectionTaskRow): CorrectionTask => row.state as CorrectionTask;
