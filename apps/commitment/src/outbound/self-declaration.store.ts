import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate } from '@credit/persistence';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeclarationStore } from '../application/desk.ts';
import { evolveDeclaration, noDeclaration, type SelfDeclaration } from '../domain/self-declaration/self-declaration.ts';

/** 自主申报 at rest, with its authorisations. */
@Entity({ name: 'self_declaration' })
export class SelfDeclarationRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', name: 'reference_no' }) referenceNo: string;
  @Column({ type: 'uuid', name: 'commitment_id' }) commitmentId: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

function toRow(s: SelfDeclaration): Partial<SelfDeclarationRow> {
  if (s.status === 'absent') throw new Error('a declaration that is absent is never stored');
  return { subjectId: s.subject.subjectId, referenceNo: s.referenceNo, commitmentId: s.commitmentId, state: s };
}

/** 自主申报 store. What a subject says of itself is told to nobody by an event: it is read from its owner, for a purpose that is authorised on that day. Its truth commitment is public as far as the subject chose. */
export const selfDeclarations: DeclarationStore = defineAggregate({
  type: 'self_declaration', topic: TOPICS.commitmentEvents, entity: SelfDeclarationRow, initial: noDeclaration, evolve: evolveDeclaration, toRow, toState: (row: SelfDeclarationRow) => row.state as SelfDeclaration,
  keyOf: () => '', publish: { Declared: () => null, Authorised: () => null, AuthorisationRecalled: () => null, DeclarationVerified: () => null, VerificationRejected: () => null, FalsityFound: () => null, DeclarationRetracted: () => null },
});
