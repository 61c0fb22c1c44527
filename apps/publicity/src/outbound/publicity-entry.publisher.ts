import { PUBLICITY, type PublicityStateV1 } from '@credit/contracts/events';
import type { AggregateDefinition } from '@credit/persistence';
import type { PublicityEntryEvent } from '../domain/publicity-entry/publicity-entry.events.ts';
import { wasPublic, type PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';

type Publisher = AggregateDefinition<PublicityEntry, PublicityEntryEvent>['publish'];

/** Which private events are public, and as what; all carry the whole resulting state. */
export const publishPublicityEntry: Publisher = {
  EntryPosted: (_, state) => ({ type: PUBLICITY.posted, data: publicStateOf(state) }),
  EntryAmended: (_, state) => ({ type: PUBLICITY.amended, data: publicStateOf(state) }),
  EntryWithheld: (_, state) => ({ type: PUBLICITY.withheld, data: publicStateOf(state) }),
  EntryWithdrawn: (_, state) => ({ type: PUBLICITY.withdrawn, data: publicStateOf(state) }),
  DueDateFixed: () => null,
};

/** 公示条目现状 — the data of every public event of an entry. */
export function publicStateOf(state: PublicityEntry): PublicityStateV1 {
  if (state.status === 'undecided') throw new Error('an undecided entry has nothing to publish');
  const { recordId, publicId, recordKind, ruleId, subjectId, subjectClass, subjectName, subjectUscc, subjectStatus, status, due } = state;
  return {
    entryId: recordId, publicId, recordId, recordKind, status, ruleId,
    subject: { subjectId, subjectClass, name: subjectName, status: subjectStatus, ...(subjectUscc === null ? {} : { uscc: subjectUscc }) },
    ...(state.status === 'posted' ? {} : { reason: state.reason }),
    ...(due.status === 'FIXED' ? { dueOn: due.on } : {}),
    ...(wasPublic(state) ? { postedOn: state.postedOn, endsOn: state.endsOn } : {}),
    ...(state.status === 'withdrawn' ? { withdrawnOn: state.withdrawnOn } : {}),
  };
}
