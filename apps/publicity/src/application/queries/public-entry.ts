import type { Instant, LocalDate } from '@credit/kernel';
import type { SubjectExplanation } from '@credit/persistence';
import type { PublicCommitmentContent } from '../../domain/policies/commitment-content.ts';
import type { PublicContent } from '../../domain/policies/public-content.ts';
import type { PublicListContent } from '../../domain/policies/list-publicity.ts';
import type { PublicKind } from '../../domain/publicity-entry/publicity-entry.ts';

/** 公示条目 as the public reads it; `endsOn` is null for an entry of a list without a fixed term and for a commitment without one. */
export interface PublicEntry {
  entryId: string;
  kind: PublicKind | 'list-entry' | 'commitment';
  subject: { publicId: string; name: string; uscc: string | null; formerNames: { name: string; until: string }[] };
  content: PublicContent | PublicListContent | PublicCommitmentContent;
  postedOn: LocalDate;
  endsOn: LocalDate | null;
  ruleId: string;
  /** since when somebody objects to it; null while nobody does */
  disputedSince: Instant | null;
  /** since when its decision is under reconsideration or litigation; null while it is not */
  underReviewSince: LocalDate | null;
  /** 主体说明: the subject's own words beside it, newest first; nobody has verified them */
  subjectExplanations: readonly SubjectExplanation[];
}

/** Where a page begins: behind this entry. */
export type AfterEntry = { postedOn: string; id: string };

/** Before every entry: one statement serves every page, and its index. */
export const FIRST_PAGE: AfterEntry = { postedOn: '9999-12-31', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** 单条公示 — one entry: in force, gone (with what may be said about it), or null where there never was one. */
export type EntryAtAddress = { state: 'in-force'; entry: PublicEntry } | { state: 'gone'; kind: PublicEntry['kind']; reason: string; withdrawnOn: string; ending: { reason: string; basis?: string } | null } | null;
