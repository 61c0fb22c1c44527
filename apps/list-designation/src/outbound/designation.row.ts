import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Designation, Listing, Procedure } from '../domain/designation/designation.ts';

/** 名单认定 at rest: `state` is the whole; the other columns are what constraints, foreign keys and indexes hold on to. */
@Entity({ name: 'designation' })
export class DesignationRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', nullable: true }) origin: string | null;
  @Column({ type: 'uuid', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', name: 'list_type' }) listType: string;
  @Column({ type: 'text', name: 'distinct_by' }) distinctBy: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text', name: 'basis_rule_id', nullable: true }) basisRuleId: string | null;
  @Column({ type: 'uuid', array: true, name: 'evidence_ids' }) evidenceIds: string[];
  @Column({ type: 'uuid', name: 'evidence_id', nullable: true }) evidenceId: string | null;
  @Column({ type: 'text', name: 'evidence_status', nullable: true }) evidenceStatus: string | null;
  @Column({ type: 'text', name: 'proposed_by', nullable: true }) proposedBy: string | null;
  @Column({ type: 'uuid', name: 'notice_to', nullable: true }) noticeTo: string | null;
  @Column({ type: 'text', name: 'reviewed_by', nullable: true }) reviewedBy: string | null;
  @Column({ type: 'text', name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column({ type: 'text', name: 'decision_doc_no', nullable: true }) decisionDocNo: string | null;
  @Column({ type: 'text', name: 'decision_authority', nullable: true }) decisionAuthority: string | null;
  @Column({ type: 'date', name: 'from_on', nullable: true }) fromOn: string | null;
  @Column({ type: 'date', name: 'until_on', nullable: true }) untilOn: string | null;
  @Column({ type: 'text', nullable: true }) ending: string | null;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: string | null;
  @Column({ type: 'int8', name: 'list_version', nullable: true }) listVersion: string | null;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Designation): Partial<DesignationRow> {
  if (s.status === 'absent') throw new Error('a designation that is absent is never stored');
  if (s.status === 'not-applicable') return { ...NOTHING, subjectId: s.subject.subjectId, listType: s.listTypeCode, distinctBy: '', source: s.source, state: s };
  const listing = listingOfRow(s);
  const procedure = procedureOfRow(s);
  const decision = 'decision' in s ? s.decision : listing?.decision;
  const term = 'term' in s ? s.term : listing?.term;
  const leading = s.status === 'ended' ? undefined : s.evidence[0]?.recordId;
  return {
    ...NOTHING, origin: listing?.origin ?? null, subjectId: s.subject.subjectId, listType: s.listType.code, source: s.authority.source, basisRuleId: LISTED.includes(s.status) ? s.listType.ruleId : null,
    distinctBy: distinctBy({ origin: listing?.origin ?? 'local', decision, ban: s.ban }), evidenceIds: s.status === 'ended' ? [] : s.evidence.map(({ recordId }) => recordId),
    evidenceId: leading ?? null, evidenceStatus: s.status === 'in-force' && leading !== undefined ? 'effective' : null,
    proposedBy: procedure.proposal?.proposedBy ?? null, noticeTo: procedure.notice?.addresseeSubjectId ?? null, reviewedBy: procedure.review?.reviewedBy ?? null, decidedBy: procedure.decidedBy ?? null,
    decisionDocNo: decision?.docNo ?? null, decisionAuthority: decision?.authorityUscc ?? null, fromOn: term?.from ?? null, untilOn: term?.until ?? null,
    ending: s.status === 'ended' ? s.ending : null, endedOn: s.status === 'ended' ? s.endedOn : null, listVersion: listing?.listVersion ?? null, state: s,
  };
}

/** Columns → state. */
export const toState = (row: DesignationRow): Designation => row.state as Designation;

/**
 * What may be on one list for one subject side by side: nothing but fields of a ban, and decisions of others (two courts, two cases), each with its document.
 * @returns the distinguishing part of the unique index `designation_listed_once`
 */
export function distinctBy({ origin, decision, ban }: { origin: 'local' | 'external'; decision?: { docNo: string; authorityUscc: string } | undefined; ban?: { field: string } | undefined }): string {
  return [ban?.field ?? '', ...(origin === 'external' ? [decision?.authorityUscc, decision?.docNo] : [])].join(' ').trim();
}

const LISTED: readonly string[] = ['decided-to-list', 'served', 'in-force'];
const NOTHING: Partial<DesignationRow> = {
  origin: null, basisRuleId: null, evidenceIds: [], evidenceId: null, evidenceStatus: null, proposedBy: null, noticeTo: null, reviewedBy: null, decidedBy: null,
  decisionDocNo: null, decisionAuthority: null, fromOn: null, untilOn: null, ending: null, endedOn: null, listVersion: null,
};

function listingOfRow(s: Designation): Listing | null {
  if (s.status === 'in-force') return s;
  return s.status === 'ended' ? s.listing : null;
}

function procedureOfRow(s: Designation): Partial<Procedure> {
  const listing = listingOfRow(s);
  if (listing !== null) return listing.origin === 'local' ? listing.procedure : {};
  if ('procedure' in s) return s.procedure;
  return {
    ...('proposal' in s ? { proposal: s.proposal } : {}), ...('notice' in s ? { notice: s.notice } : {}), ...('review' in s ? { review: s.review } : {}),
  };
}
