import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RectificationOrder } from '../domain/rectification/rectification-order.ts';

/** 限期整改 at rest: `state` is the whole; the other columns are what constraints, the foreign key and the lists hold on to. */
@Entity({ name: 'rectification_order' })
export class RectificationOrderRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'doc_no' }) docNo: string;
  @Column({ type: 'text', nullable: true }) campaign: string | null;
  @Column({ type: 'date', name: 'ordered_on' }) orderedOn: string;
  @Column({ type: 'date', name: 'due_on' }) dueOn: string;
  @Column({ type: 'date', name: 'remind_on' }) remindOn: string;
  @Column({ type: 'uuid', array: true, name: 'basis_ids' }) basisIds: string[];
  @Column({ type: 'uuid', name: 'basis_id', nullable: true }) basisId: string | null;
  @Column({ type: 'text', name: 'basis_status', nullable: true }) basisStatus: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

const OVER: readonly string[] = ['rectified', 'not-rectified', 'revoked'];

/** State → columns; the store adds id, versions and status. An order that is over holds on to no document. */
export function toRow(s: RectificationOrder): Partial<RectificationOrderRow> {
  if (s.status === 'absent') throw new Error('an order that is absent is never stored');
  const over = OVER.includes(s.status);
  return {
    subjectId: s.subject.subjectId, source: s.authority.source, docNo: s.docNo, campaign: s.campaign ?? null, orderedOn: s.orderedOn, dueOn: s.dueOn, remindOn: s.remindOn,
    basisIds: over ? [] : s.basis.map(({ recordId }) => recordId), basisId: over ? null : s.basis[0]!.recordId, basisStatus: over ? null : 'effective', state: s,
  };
}

/** Columns → state. */
export const toState = (row: RectificationOrderRow): RectificationOrder => row.state as RectificationOrder;
