import { epochMsOf, instantOf, type Instant, type LocalDate } from '@credit/kernel';
import type { RecordKind } from '@credit/rulebook/codes';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { absent, type Correction, type CreditRecord, type RecordContent, type Repair, type Revocation, type Shield } from '../domain/record/record.ts';

/** 信用记录 at rest. `content` is the newest whole statement; `corrections` lie over it. */
@Entity({ name: 'credit_record' })
export class CreditRecordRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'record_kind' }) recordKind: string;
  @Column({ type: 'text', name: 'authority_uscc' }) authorityUscc: string;
  @Column({ type: 'text', name: 'doc_no' }) docNo: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'timestamptz', name: 'received_at' }) receivedAt: string;
  @Column({ type: 'date', name: 'received_on' }) receivedOn: string;
  @Column({ type: 'int8', name: 'source_version', nullable: true }) sourceVersion: string | null;
  @Column({ type: 'json', nullable: true }) content: RecordContent | null;
  @Column({ type: 'json', nullable: true }) corrections: readonly Correction[] | null;
  @Column({ type: 'text', array: true, name: 'held_reasons', nullable: true }) heldReasons: readonly string[] | null;
  @Column({ type: 'json', nullable: true }) revocation: Revocation | null;
  @Column({ type: 'date', name: 'revoked_on', nullable: true }) revokedOn: string | null;
  @Column({ type: 'int8', name: 'reinstated_version', nullable: true }) reinstatedVersion: string | null;
  @Column({ type: 'json', nullable: true }) repair: Repair | null;
  @Column({ type: 'json', nullable: true }) shield: Shield | null;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: CreditRecord): Partial<CreditRecordRow> {
  if (s.status === 'absent') throw new Error('an absent record is never stored');
  const { recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn, base, corrections, reinstatedVersion, repair, shield } = s;
  return {
    recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn, reinstatedVersion, repair, shield,
    sourceVersion: base?.version ?? null, content: base?.content ?? null, corrections: corrections.length > 0 ? corrections : null,
    heldReasons: s.status === 'held' ? s.heldReasons : null, revocation: s.status === 'revoked' ? s.revocation : null, revokedOn: s.status === 'revoked' ? s.revocation.revokedOn : null,
  };
}

/** Columns → state. */
export function toState(row: CreditRecordRow): CreditRecord {
  const { recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn, reinstatedVersion, repair, shield } = row;
  const known = {
    recordId: row.id, recordKind: recordKind as RecordKind, authorityUscc, docNo, subjectId, source, receivedAt: instantOf(epochMsOf(receivedAt as Instant)), receivedOn: receivedOn as LocalDate,
    corrections: row.corrections ?? [], reinstatedVersion, repair, shield,
  };
  const base = row.content === null ? null : { version: row.sourceVersion!, content: row.content };
  switch (row.status) {
    case 'awaited': return { ...known, status: 'awaited', base: null };
    case 'held': return { ...known, status: 'held', base: base!, heldReasons: row.heldReasons ?? [] };
    case 'effective': return { ...known, status: 'effective', base: base! };
    case 'revoked': return { ...known, status: 'revoked', base, revocation: row.revocation! };
    default: return absent;
  }
}
