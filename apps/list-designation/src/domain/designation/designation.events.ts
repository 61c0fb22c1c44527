import type { LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Ban, DecidedTerm, Decision, Defence, Ending, Evidence, Notice, PendingChange, Proposal, Review, Substance, Term } from './designation.ts';

interface Decided {
  by: string;
  reasons: string;
  decision: Decision;
  term?: DecidedTerm;
  supervision?: readonly string[];
}

/** Private facts of a designation; a fact that changes the list carries the number of that change (`listVersion`, P-8). */
export type DesignationEvent =
  | { type: 'DesignationProposed'; substance: Substance; proposal: Proposal }
  | { type: 'DesignationNoticed'; notice: Notice; by: string }
  | { type: 'DefenceHeard'; on: LocalDate; statement: string; by: string }
  | { type: 'DefenceWaived'; on: LocalDate; by: string }
  | { type: 'DesignationReviewed'; defence: Defence; review: Review }
  | ({ type: 'DecidedToList'; evidence: readonly Evidence[] } & Decided)
  | ({ type: 'DecidedNotToList' } & Decided)
  | { type: 'DecisionServed'; on: LocalDate; term: Term; by: string; ban?: Ban }
  | { type: 'EntryTookEffect'; evidence: readonly Evidence[]; listVersion: string }
  | { type: 'EntryTakenOver'; substance: Substance; decision: Decision; term: Term; reportedBy: string; listVersion: string }
  | { type: 'ChangeAsked'; change: PendingChange }
  | { type: 'ChangeDeclined'; kind: PendingChange['kind']; docNo: string; reasons: string; by: string }
  | { type: 'EntryExtended'; until: LocalDate; docNo: string; by: string; listVersion: string }
  | { type: 'TermRestated'; until: LocalDate | null; docNo: string; by: string; listVersion: string }
  | { type: 'EvidenceRebased'; evidence: readonly Evidence[]; fell: string; listVersion: string }
  | { type: 'EntryDelisted'; ending: Exclude<Ending, 'revoked'>; on: LocalDate; reason: string; listVersion: string; docNo?: string; by?: string; caseId?: string }
  | { type: 'DesignationRevoked'; on: LocalDate; reason: string; by: string; listVersion: string }
  | { type: 'ReportSetAside'; designationId: string; subject: SubjectSnapshot; listTypeCode: string; source: string; code: string; reason: string }
  | { type: 'ReportRepeated'; on: LocalDate };
