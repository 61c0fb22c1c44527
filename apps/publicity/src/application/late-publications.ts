import type { StepOutcome } from '@credit/persistence';
import { publicityLateness, type Rulebook } from '@credit/rulebook';
import type { PublicityEntryEvent } from '../domain/publicity-entry/publicity-entry.events.ts';
import type { PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';

/** reportedLate: it reached us after the due date; heldInSystem: it came in time and waited here. */
export const LATE_CAUSES = ['reportedLate', 'heldInSystem'] as const;

/** 逾期公示 — one record that was first published after its due date. */
export interface LatePublication {
  department: string;
  cause: (typeof LATE_CAUSES)[number];
}

/** The late first publications among what was just decided. 发改办财金〔2018〕424号 */
export function latePublications(rulebook: Rulebook, outcomes: readonly StepOutcome<PublicityEntry, PublicityEntryEvent>[]): LatePublication[] {
  return outcomes.flatMap((outcome) => {
    if (!outcome.ok || outcome.state.status === 'undecided' || outcome.state.due.status !== 'FIXED') return [];
    const { due, receivedOn, source } = outcome.state;
    const posted = outcome.events.find((event) => event.type === 'EntryPosted');
    if (!posted || (outcome.state.status === 'posted' && outcome.state.firstPostedOn !== posted.on)) return [];
    const { late, cause } = publicityLateness(rulebook, { dueOn: { status: 'FIXED', date: due.on }, receivedOn, publishedOn: posted.on, today: posted.on });
    return late === 'YES' && cause !== undefined ? [{ department: source, cause }] : [];
  });
}
