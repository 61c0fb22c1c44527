import { organisationCodeOf, type SubjectClass } from '@credit/contracts/subject';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { absentSubject, namesOf, type CreditSubject, type FormerName, type Registration } from '../domain/subject/subject.ts';

/** 信用主体 at rest. `names` are normalised, current first; `name` of a natural person is masked. */
@Entity({ name: 'credit_subject' })
export class CreditSubjectRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'subject_class' }) subjectClass: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', array: true }) names: string[];
  @Column({ type: 'text', nullable: true }) uscc: string | null;
  @Column({ type: 'text', name: 'org_code', nullable: true }) orgCode: string | null;
  @Column({ type: 'json', name: 'former_names' }) formerNames: readonly FormerName[];
  @Column({ type: 'text', array: true, name: 'former_usccs' }) formerUsccs: readonly string[];
  @Column({ type: 'json', nullable: true }) registration: Registration | null;
  @Column({ type: 'text', name: 'legal_rep_name', nullable: true }) legalRepName: string | null;
  @Column({ type: 'uuid', name: 'canonical_subject_id', nullable: true }) canonicalSubjectId: string | null;
}

/** State → columns; the store adds id, versions and status. */
export function toSubjectRow(s: CreditSubject): Partial<CreditSubjectRow> {
  if (s.status === 'absent') throw new Error('an absent subject is never stored');
  const registration = s.status === 'registered' || s.status === 'deregistered' ? s.registration : null;
  return {
    subjectClass: s.subjectClass, name: s.name, names: namesOf(s), uscc: s.uscc, orgCode: s.uscc === null ? null : organisationCodeOf(s.uscc), formerNames: s.formerNames, formerUsccs: s.formerUsccs,
    registration, legalRepName: registration?.legalRepName ?? null, canonicalSubjectId: s.status === 'merged' ? s.canonicalSubjectId : null,
  };
}

/** Columns → state. */
export function toSubjectState(row: CreditSubjectRow): CreditSubject {
  const file = { subjectId: row.id, subjectClass: row.subjectClass as SubjectClass, name: row.name, uscc: row.uscc, formerUsccs: row.formerUsccs, formerNames: row.formerNames };
  switch (row.status) {
    case 'unregistered': return { ...file, status: 'unregistered' };
    case 'registered':
    case 'deregistered': return { ...file, status: row.status, registration: row.registration };
    case 'merged': return { ...file, status: 'merged', canonicalSubjectId: row.canonicalSubjectId! };
    default: return absentSubject;
  }
}
