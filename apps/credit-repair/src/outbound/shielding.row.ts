import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Shielding } from '../domain/shielding/shielding.ts';

/** 重整期间屏蔽 at rest: `state` is the whole; the other columns are what constraints, the foreign key and the lists hold on to. */
@Entity({ name: 'shielding' })
export class ShieldingRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'uuid', name: 'record_id' }) recordId: string;
  @Column({ type: 'text', name: 'ruling_no' }) rulingNo: string;
  @Column({ type: 'text', name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Shielding): Partial<ShieldingRow> {
  if (s.status === 'absent') throw new Error('a shielding that is absent is never stored');
  return { subjectId: s.subject.subjectId, source: s.target.authority.source, recordId: s.target.id, rulingNo: s.ruling.rulingNo, decidedBy: s.status === 'applied' ? null : s.decision.by, state: s };
}

/** Columns → state. */
export const toState = (row: ShieldingRow): Shielding => row.state as Shielding;
