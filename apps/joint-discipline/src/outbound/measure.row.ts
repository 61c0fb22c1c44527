import type { LocalDate } from '@credit/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { isInEffect, noMeasure, type DisciplineMeasure, type LiftCause, type MeasureFacts } from '../domain/measure/measure.ts';

/** 惩戒措施 at rest. While it is in effect it rests on a live entry, by foreign key (P-7). */
@Entity({ name: 'discipline_measure' })
export class MeasureRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'prompt_id' }) promptId: string;
  @Column({ type: 'text' }) department: string;
  @Column({ type: 'uuid', name: 'live_entry_id', nullable: true }) liveEntryId: string | null;
  @Column({ type: 'jsonb' }) facts: MeasureFacts;
  @Column({ type: 'date', name: 'applied_on' }) appliedOn: string;
  @Column({ type: 'date', name: 'basis_since' }) basisSince: string;
  @Column({ type: 'date', name: 'executed_on', nullable: true }) executedOn: string | null;
  @Column({ type: 'date', name: 'lifted_on', nullable: true }) liftedOn: string | null;
  @Column({ type: 'text', name: 'lifted_because', nullable: true }) liftedBecause: string | null;
  @Column({ type: 'date', name: 'lift_confirmed_on', nullable: true }) liftConfirmedOn: string | null;
}

/** State → columns; the store adds id and versions. */
export function toRow(state: DisciplineMeasure): Partial<MeasureRow> {
  if (state.status === 'absent') throw new Error('a measure that was not applied is never stored');
  const { measureId, promptId, subject, matter, basis, appliedOn, basisSince } = state;
  return {
    status: state.status, promptId, department: matter.department, liveEntryId: isInEffect(state) ? basis.entryId : null, facts: { measureId, promptId, subject, matter, basis, appliedOn }, appliedOn, basisSince,
    executedOn: state.status === 'applied' ? null : state.executedOn, liftedOn: isInEffect(state) ? null : state.liftedOn, liftedBecause: isInEffect(state) ? null : state.because,
    liftConfirmedOn: state.status === 'lift-confirmed' ? state.liftConfirmedOn : null,
  };
}

/** Columns → state. */
export function toState({ status, facts: stored, basisSince, executedOn, liftedOn, liftedBecause, liftConfirmedOn }: MeasureRow): DisciplineMeasure {
  const facts = { ...stored, basisSince: basisSince as LocalDate };
  const ended = { executedOn: executedOn as LocalDate | null, liftedOn: liftedOn as LocalDate, because: liftedBecause as LiftCause };
  switch (status) {
    case 'applied': return { status: 'applied', ...facts };
    case 'executed': return { status: 'executed', ...facts, executedOn: executedOn as LocalDate };
    case 'lifted': return { status: 'lifted', ...facts, ...ended };
    case 'lift-confirmed': return { status: 'lift-confirmed', ...facts, ...ended, liftConfirmedOn: liftConfirmedOn as LocalDate };
    default: return noMeasure;
  }
}
