import { addDays, compareDates, epochMsOf, type Instant, type LocalDate } from '@credit/kernel';

/** 一次比对 — one look-up, as far as it can prove anything of a case. */
export interface LookUp {
  readonly screeningId: string;
  readonly subjectKey: string;
  readonly matterKind: string;
  readonly askedAt: Instant;
  readonly askedOn: LocalDate;
  /** Triggered by the case itself: kept up to date by re-screening until the decision. */
  readonly automatic: boolean;
}

/** 已办结事项. */
export interface DecidedCase {
  readonly subjectKey: string;
  readonly matterKind: string;
  readonly decidedOn: LocalDate;
  /** When the department's report of the decision was taken in. */
  readonly heardAt: Instant;
}

/** 未经比对的原因: 未查, 所查不是该主体, 所查不是该类事项, 办结之后才查, 办结时已失效. */
export type Gap = 'none' | 'another-subject' | 'another-kind' | 'after-decision' | 'expired';

export type Proof = { readonly screeningId: string } | { readonly gap: Gap };

/** An answer counts for the day after it as well: it is valid for 24 hours, and a decision names its day only. */
const VALID_DAYS = 1;

/** How near a look-up comes to a proof; the list of gaps says the nearest. */
const NEARNESS: readonly Gap[] = ['none', 'another-subject', 'another-kind', 'after-decision', 'expired'];

function gapOf(decided: DecidedCase, lookUp: LookUp): Gap | undefined {
  if (lookUp.subjectKey !== decided.subjectKey) return 'another-subject';
  if (lookUp.matterKind !== decided.matterKind) return 'another-kind';
  if (epochMsOf(lookUp.askedAt) > epochMsOf(decided.heardAt) || compareDates(lookUp.askedOn, decided.decidedOn) > 0) return 'after-decision';
  if (!lookUp.automatic && compareDates(addDays(lookUp.askedOn, VALID_DAYS), decided.decidedOn) < 0) return 'expired';
  return undefined;
}

/**
 * 应查必查的证明 — which look-up of the case's matter proves that its subject was looked up before it was decided, or why none does. 《实施方案》应查必查、逢办必查
 * POLICY-ASSUMPTION(look-up-proof): a look-up proves for the day it was made and the next; the automatic one, which every list change renews while the case is open, until the decision.
 * @param lookUps all that were made for the department's number of the case
 */
export function proofOf(decided: DecidedCase, lookUps: readonly LookUp[]): Proof {
  let nearest: Gap = 'none';
  for (const lookUp of lookUps) {
    const gap = gapOf(decided, lookUp);
    if (gap === undefined) return { screeningId: lookUp.screeningId };
    if (NEARNESS.indexOf(gap) > NEARNESS.indexOf(nearest)) nearest = gap;
  }
  return { gap: nearest };
}
