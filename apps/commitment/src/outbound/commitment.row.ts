import { Column, Entity, PrimaryColumn } from 'typeorm';
import { isOpen, outstanding, type Commitment, type KnownCommitment } from '../domain/commitment/commitment.ts';

/** 信用承诺 at rest: `state` is the whole; the other columns are what constraints, lists and jobs hold on to. */
@Entity({ name: 'commitment' })
export class CommitmentRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) type: string;
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'uuid', name: 'item_id', nullable: true }) itemId: string | null;
  @Column({ type: 'text', name: 'reference_no', nullable: true }) referenceNo: string | null;
  @Column({ type: 'text', name: 'project_code', nullable: true }) projectCode: string | null;
  @Column({ type: 'date', name: 'made_on' }) madeOn: string;
  @Column({ type: 'date', name: 'valid_to', nullable: true }) validTo: string | null;
  @Column({ type: 'date', name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ type: 'date', name: 'remind_on', nullable: true }) remindOn: string | null;
  @Column({ type: 'text', name: 'found_by', nullable: true }) foundBy: string | null;
  @Column({ type: 'date', name: 'noticed_on', nullable: true }) noticedOn: string | null;
  @Column({ type: 'text', name: 'noticed_by', nullable: true }) noticedBy: string | null;
  @Column({ type: 'date', name: 'explain_until', nullable: true }) explainUntil: string | null;
  @Column({ type: 'date', name: 'explained_on', nullable: true }) explainedOn: string | null;
  @Column({ type: 'date', name: 'rectify_by', nullable: true }) rectifyBy: string | null;
  @Column({ type: 'date', name: 'decided_on', nullable: true }) decidedOn: string | null;
  @Column({ type: 'text', name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column({ type: 'text', name: 'doc_no', nullable: true }) docNo: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** 最近的期限: of performance, or of a document that is not there yet; undefined once nobody has to look any more. */
function nextDueOn(s: KnownCommitment): string | null {
  if (!isOpen(s)) return null;
  return [s.dueOn, ...outstanding(s).map(({ dueOn }) => dueOn)].filter((day) => day !== undefined).sort()[0] ?? null;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Commitment): Partial<CommitmentRow> {
  if (s.status === 'absent') throw new Error('a commitment that is absent is never stored');
  const decision = 'decision' in s ? s.decision : undefined;
  return {
    type: s.type, code: s.commitmentCode, subjectId: s.subject.subjectId, source: s.accepter.source, itemId: s.item?.itemId ?? null, referenceNo: s.referenceNo ?? null, projectCode: s.projectCode ?? null,
    madeOn: s.madeOn, validTo: s.validTo ?? null, dueOn: nextDueOn(s), remindOn: isOpen(s) ? (s.remindOn ?? null) : null, foundBy: 'found' in s ? s.found.by : null,
    noticedOn: 'notice' in s ? s.notice.on : null, noticedBy: 'notice' in s ? s.notice.by : null, explainUntil: 'notice' in s ? s.notice.explainUntil : null,
    explainedOn: 'explanation' in s && s.explanation !== undefined ? s.explanation.on : null, rectifyBy: 'rectification' in s ? s.rectification.until : null,
    decidedOn: decision?.on ?? null, decidedBy: decision?.by ?? null, docNo: decision?.docNo ?? null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: CommitmentRow): Commitment => row.state as Commitment;
