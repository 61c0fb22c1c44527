import type { LocalDate } from '@credit/kernel';
import type { RecordStateV1 } from '@credit/contracts/events';

/** One version of a record as its owner published it: the whole resulting state. */
export interface RecordVersion {
  version: string;
  /** business date of the event; a decision is never taken with an earlier one */
  businessDate?: LocalDate | undefined;
  /** id of the event that brought it: the cause of what is decided */
  eventId: string;
  correlationId?: string | undefined;
  state: RecordStateV1;
}
