/** Where a type belongs: from departments, a public fact, an answer to a department, or a compacted state. */
export type EventKind = 'intake' | 'public' | 'receipt' | 'state';

/** One row of the registry of event types. */
export interface EventType {
  /** The `ce_type`. */
  readonly type: string;
  /** The type without version: `credit.record.revoked`. */
  readonly name: string;
  readonly version: number;
  /** Class of the data; the single source of its schema. */
  readonly class: new () => object;
  readonly kind: EventKind;
  /** Chinese name. */
  readonly title: string;
  /** What the fact is about; absent for intake and receipts. */
  readonly aggregate?: 'subject' | 'record' | 'publicity-entry' | 'list-posting' | 'commitment-posting' | 'matter' | 'list-entry' | 'rectification-order' | 'interview' | 'notice-receipt' | 'red-list-entry' | 'list-conflict' | 'prompt' | 'measure' | 'discipline-report' | 'repair-case' | 'repair-notice' | 'shielding' | 'correction-task' | 'objection' | 'review' | 'effects-answer' | 'recall' | 'commitment' | 'commitment-report' | 'sandbox';
  /** True: carries the whole resulting status and is handled at once, even over a gap (P-5). */
  readonly ending: boolean;
  /** The one topic of the type; absent when it depends on the department. */
  readonly topic?: string;
}

/** The row as it is written down; name and version follow from the type. */
export type Row = Omit<EventType, 'name' | 'version' | 'ending'> & { ending?: true };
