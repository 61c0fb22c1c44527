import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wasShown, type CommitmentFacts, type CommitmentPosting, type Sources } from '../domain/commitment-posting/commitment-posting.ts';

/** 信用承诺公示 at rest: `known` and `content` are the whole; the other columns are what constraints, columns of the site and the job hold on to. */
@Entity({ name: 'commitment_posting' })
export class CommitmentPostingRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'commitment_id', nullable: true }) commitmentId: string | null;
  @Column({ type: 'uuid', name: 'record_id', nullable: true }) recordId: string | null;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', name: 'subject_class', nullable: true }) subjectClass: string | null;
  @Column({ type: 'text', nullable: true }) type: string | null;
  @Column({ type: 'text', name: 'item_code', nullable: true }) itemCode: string | null;
  @Column({ type: 'text', nullable: true }) department: string | null;
  @Column({ type: 'text', nullable: true }) state: string | null;
  @Column({ type: 'date', name: 'posted_on', nullable: true }) postedOn: string | null;
  @Column({ type: 'date', name: 'ends_on', nullable: true }) endsOn: string | null;
  @Column({ type: 'date', name: 'withdrawn_on', nullable: true }) withdrawnOn: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'jsonb', nullable: true }) content: unknown;
  @Column({ type: 'jsonb' }) known: unknown;
}

type Stored = Exclude<CommitmentPosting, { status: 'absent' }>;

/** State → columns; the store adds id, versions and status. */
export function toRow(s: CommitmentPosting): Partial<CommitmentPostingRow> {
  if (s.status === 'absent') throw new Error('a posting that is absent is never stored');
  const { commitment: c } = s;
  const shown = wasShown(s) ? s : undefined;
  const { content = null, ...facts } = c ?? {};
  return {
    commitmentId: c?.commitmentId ?? null, recordId: shown?.recordId ?? recordOf(s)?.recordId ?? null, subjectId: s.subjectId, subjectClass: c?.subject.subjectClass ?? null,
    type: c?.type ?? null, itemCode: c?.itemCode ?? null, department: c?.department ?? null, state: shown?.state ?? null, postedOn: shown?.postedOn ?? null, endsOn: c?.validTo ?? null,
    withdrawnOn: s.status === 'withdrawn' ? s.withdrawnOn : null, reason: s.status === 'withheld' || s.status === 'withdrawn' ? s.reason : null, content, known: { ...s, commitment: c === null ? null : facts },
  };
}

/** The record of the authority that found the breach; before that is known, any. */
const recordOf = ({ commitment, records }: Sources): Sources['records'][number] | undefined => records.find(({ authorityUscc }) => authorityUscc === commitment?.assessedBy) ?? records[0];

/** Columns → state. */
export function toState(row: CommitmentPostingRow): CommitmentPosting {
  const known = row.known as Stored;
  return { ...known, commitment: known.commitment === null ? null : { ...known.commitment, content: row.content as CommitmentFacts['content'] } } as CommitmentPosting;
}
