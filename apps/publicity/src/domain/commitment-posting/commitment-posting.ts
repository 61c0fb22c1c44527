import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { PublicCommitmentContent } from '../policies/commitment-content.ts';

/** 履行情况 as far as its posting depends on it: what is found, noticed or being rectified is still 履行跟踪, for a finding under procedure burdens nobody. */
export type Standing = 'tracking' | 'kept' | 'breached' | 'breach-revoked' | 'retracted' | 'ended';

/** 公示的履行情况. */
export type ShownState = 'tracking' | 'kept' | 'breached';

/** 信用承诺 as its owner stated it last, of a promisor that is no natural person. */
export interface CommitmentFacts {
  commitmentId: string;
  commitmentCode: string;
  /** version of the commitment that this answers */
  version: string;
  subject: SubjectSnapshot;
  standing: Standing;
  /** whether it is public: by the choice of the promisor, or by its item */
  disclosed: boolean;
  type: string;
  itemCode: string | null;
  department: string | null;
  /** last day of validity, 承诺有效期; null = none */
  validTo: LocalDate | null;
  /** who assessed it; null before that */
  assessedBy: string | null;
  contentHash: string;
  /** masked; null where nothing of it may show: undisclosed, taken back, ended, wrongly found broken */
  content: PublicCommitmentContent | null;
}

/** 违诺记录 — the record that the register keeps of a breach: its document is the commitment, by code. */
export interface BreachRecord {
  recordId: string;
  version: string;
  authorityUscc: string;
  standing: 'effective' | 'held' | 'revoked' | 'repaired' | 'shielded';
  /** an objection to its publication was upheld; nothing takes that back */
  objected: boolean;
}

/** What is known of a commitment, by source: each has its own version, and either may come first (P-13). */
export interface Sources {
  /** subject at the birth of the posting, for life (P-15) */
  subjectId: string;
  commitment: CommitmentFacts | null;
  /** by who made it: only that of the authority which found the breach counts */
  records: readonly BreachRecord[];
}

/** What has been on show: since when, as what, on which record. */
interface Shown {
  commitment: CommitmentFacts;
  state: ShownState;
  /** the record on which a shown breach rests */
  recordId: string | null;
  postedOn: LocalDate;
  /** first day on which the breach showed; null while it never did */
  breachShownOn: LocalDate | null;
}
type Posted = Sources & Shown & { status: 'posted' };
type Withdrawn = Sources & Shown & { status: 'withdrawn'; withdrawnOn: LocalDate; reason: string };

/**
 * 信用承诺公示 — absent → awaited (only the record of a breach is known) → withheld (never shown so far, for a reason) → posted → withdrawn → posted again, when what withdrew it has ended (a shielding, a repair got by false material).
 * What it is depends on the last fact of each source and the day, and on no order.
 */
export type CommitmentPosting = { status: 'absent' } | (Sources & { status: 'awaited' }) | (Sources & { status: 'withheld'; reason: string }) | Posted | Withdrawn;

/** Private facts of a posting; each carries what is known by source. */
export type CommitmentPostingEvent =
  | { type: 'BreachRecordAwaits'; sources: Sources }
  | { type: 'CommitmentWithheld'; sources: Sources; reason: string }
  | { type: 'CommitmentPosted'; sources: Sources; state: ShownState; recordId: string | null; on: LocalDate }
  | { type: 'CommitmentAmended'; sources: Sources; state: ShownState; recordId: string | null; on: LocalDate }
  | { type: 'CommitmentFollowed'; sources: Sources }
  | { type: 'CommitmentWithdrawn'; sources: Sources; on: LocalDate; reason: string };

export const noCommitmentPosting: CommitmentPosting = { status: 'absent' };

/** The one place where state changes. */
export function evolveCommitmentPosting(state: CommitmentPosting, event: CommitmentPostingEvent): CommitmentPosting {
  const { sources } = event;
  switch (event.type) {
    case 'BreachRecordAwaits': return { ...sources, status: 'awaited' };
    case 'CommitmentWithheld': return { ...sources, status: 'withheld', reason: event.reason };
    case 'CommitmentPosted': case 'CommitmentAmended': {
      const { state: shown, recordId, on } = event;
      const breachShownOn = wasShown(state) && state.breachShownOn !== null ? state.breachShownOn : shown === 'breached' ? on : null;
      return { ...sources, commitment: sources.commitment!, status: 'posted', state: shown, recordId, postedOn: wasShown(state) ? state.postedOn : on, breachShownOn };
    }
    case 'CommitmentFollowed': return { ...(state as Posted), ...sources, commitment: sources.commitment! };
    case 'CommitmentWithdrawn': {
      const { state: shown, recordId, postedOn, breachShownOn } = state as Posted;
      return { ...sources, commitment: sources.commitment!, status: 'withdrawn', state: shown, recordId, postedOn, breachShownOn, withdrawnOn: event.on, reason: event.reason };
    }
    default: return assertNever(event);
  }
}

/** True once it has been on show, whatever it is now. */
export const wasShown = (state: CommitmentPosting): state is Posted | Withdrawn => state.status === 'posted' || state.status === 'withdrawn';
