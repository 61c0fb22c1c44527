import type { LocalDate } from '@credit/kernel';
import type { EndedItemV1, RecordStateV1 } from '@credit/contracts/events';
import type { Cause } from '@credit/persistence';

/** One version of a record as its owner published it: the whole resulting state. */
export interface RecordVersion {
  version: string;
  /** business date of the event; a decision is never taken with an earlier one */
  businessDate?: LocalDate | undefined;
  /** the event that brought it, and with it what is decided */
  cause?: Cause | undefined;
  state: RecordStateV1;
  /** what of the record has ended by it */
  ended?: EndedItemV1 | undefined;
}
