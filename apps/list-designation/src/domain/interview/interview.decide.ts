import type { LocalDate } from '@credit/kernel';
import { EntryNotInForce, HeldInFuture, InterviewRecorded, NotDesignatingAuthority, OrderNotOfEntry } from './interview.errors.ts';
import type { Interview, InterviewEvent, InterviewRecord } from './interview.ts';

export interface HoldInterview {
  record: InterviewRecord;
  /** the entry as it stands: who designated it, and its term; null = it burdens nobody */
  entry: { source: string; term: { from: LocalDate; until: LocalDate | null } | null };
  /** the order whose neglect led to it, where one is named */
  order?: { source: string; subjectId: string };
  today: LocalDate;
}

/**
 * 约谈 — recorded by the authority that designated the entry (谁认定、谁约谈), about an entry in force on its day. 《实施方案》二（三）提示约谈、警示约谈 (O44)
 * @throws NotDesignatingAuthority before anything else is told to a stranger
 */
export function holdInterview({ record, entry, order, today }: HoldInterview, state: Interview): readonly InterviewEvent[] {
  if (state.status !== 'absent') throw new InterviewRecorded();
  const { authority, heldOn, subject } = record;
  if (entry.source !== authority.source) throw new NotDesignatingAuthority(authority.source);
  if (heldOn > today) throw new HeldInFuture(heldOn);
  if (entry.term === null || heldOn < entry.term.from || (entry.term.until !== null && heldOn >= entry.term.until)) throw new EntryNotInForce(heldOn);
  if (order !== undefined && (order.source !== authority.source || order.subjectId !== subject.subjectId)) throw new OrderNotOfEntry();
  return [{ type: 'InterviewHeld', record }];
}
