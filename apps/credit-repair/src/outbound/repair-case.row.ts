import { Column, Entity, PrimaryColumn } from 'typeorm';
import { nextDueOn, type RepairCase } from '../domain/repair-case/repair-case.ts';

/** 信用修复案件 at rest: `state` is the whole; the other columns are what constraints, the foreign key and the lists hold on to. */
@Entity({ name: 'repair_case' })
export class RepairCaseRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'target_kind' }) targetKind: string;
  @Column({ type: 'uuid', name: 'target_id' }) targetId: string;
  @Column({ type: 'date', name: 'applied_on' }) appliedOn: string;
  @Column({ type: 'date', name: 'accepted_on', nullable: true }) acceptedOn: string | null;
  @Column({ type: 'text', name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'date', name: 'escalated_on', nullable: true }) escalatedOn: string | null;
  @Column({ type: 'date', name: 'barred_until', nullable: true }) barredUntil: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: RepairCase): Partial<RepairCaseRow> {
  if (s.status === 'absent') throw new Error('a case that is absent is never stored');
  return {
    subjectId: s.subject.subjectId, source: s.target.authority.source, targetKind: s.target.kind, targetId: s.target.id, appliedOn: s.appliedOn, acceptedOn: 'acceptedOn' in s ? s.acceptedOn : null,
    decidedBy: 'decision' in s ? s.decision.by : null, dueOn: nextDueOn(s) ?? null, escalatedOn: s.escalatedOn ?? null, barredUntil: s.status === 'revoked' ? s.revocation.barredUntil : null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: RepairCaseRow): RepairCase => row.state as RepairCase;
