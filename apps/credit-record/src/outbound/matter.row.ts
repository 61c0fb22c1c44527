import { epochMsOf, instantOf, type Instant } from '@credit/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { absentMatter, fileOf, type Matter, type MatterFact, type MatterType, type Reported } from '../domain/matter/matter.ts';

/** 报送事项 at rest; `facts` are the reports as they stand, by what they report. */
@Entity({ name: 'matter' })
export class MatterRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'matter_type' }) matterType: string;
  @Column({ type: 'text', name: 'authority_uscc' }) authorityUscc: string;
  @Column({ type: 'text' }) reference: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: string;
  @Column({ type: 'text', name: 'person_index', nullable: true }) personIndex: string | null;
  @Column({ type: 'json' }) facts: Readonly<Partial<Record<MatterFact, Reported>>>;
  @Column({ type: 'text', array: true, name: 'held_reasons', nullable: true }) heldReasons: readonly string[] | null;
}

/** State → columns; the store adds id, versions and status. */
export function toMatterRow(s: Matter): Partial<MatterRow> {
  if (s.status === 'absent') throw new Error('an absent matter is never stored');
  const { matterId: _id, ...file } = fileOf(s);
  return { ...file, facts: s.facts, heldReasons: s.status === 'held' ? s.heldReasons : null };
}

/** Columns → state. */
export function toMatterState(row: MatterRow): Matter {
  const { id, matterType, authorityUscc, reference, subjectId, source, receivedAt, personIndex, facts } = row;
  const known = { matterId: id, matterType: matterType as MatterType, authorityUscc, reference, subjectId, source, receivedAt: instantOf(epochMsOf(receivedAt as Instant)), personIndex, facts };
  switch (row.status) {
    case 'held': return { ...known, status: 'held', heldReasons: row.heldReasons ?? [] };
    case 'forwarded': return { ...known, status: 'forwarded' };
    default: return absentMatter;
  }
}
