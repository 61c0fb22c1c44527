import { Column, Entity, PrimaryColumn } from 'typeorm';
import { objectionDueOn, type Objection } from '../domain/objection/objection.ts';

/** 异议 at rest: `state` is the whole; the other columns are what constraints and the lists hold on to. */
@Entity({ name: 'objection' })
export class ObjectionRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'target_kind' }) targetKind: string;
  @Column({ type: 'uuid', name: 'target_id' }) targetId: string;
  /** names of the fields in question, sorted; '' = the whole item */
  @Column({ type: 'text' }) fields: string;
  @Column({ type: 'uuid', name: 'objector_id', nullable: true }) objectorId: string | null;
  /** the objector without a token, by name */
  @Column({ type: 'text', name: 'objector_name', nullable: true }) objectorName: string | null;
  @Column({ type: 'date', name: 'lodged_on' }) lodgedOn: string;
  @Column({ type: 'date', name: 'verified_on', nullable: true }) verifiedOn: string | null;
  @Column({ type: 'boolean', name: 'own_scope' }) ownScope: boolean;
  @Column({ type: 'text', name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'date', name: 'escalated_on', nullable: true }) escalatedOn: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Objection): Partial<ObjectionRow> {
  if (s.status === 'absent') throw new Error('an objection that is absent is never stored');
  return {
    source: s.target.authority.source, targetKind: s.target.kind, targetId: s.target.id, fields: [...new Set(s.claims.map(({ field }) => field))].sort().join(','), objectorId: s.objector.subjectId ?? null,
    objectorName: s.objector.name ?? null, lodgedOn: s.lodgedOn, verifiedOn: s.finding?.on ?? null, ownScope: s.ownScope, decidedBy: 'outcome' in s ? s.outcome.by : null, dueOn: objectionDueOn(s) ?? null,
    escalatedOn: s.escalatedOn ?? null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: ObjectionRow): Objection => row.state as Objection;
