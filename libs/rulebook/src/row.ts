import type { LocalDate } from '@credit/kernel';

/** `TO_VERIFY` = from memory or a secondary source; must be checked before production use and may change by overlay. */
export type Verification = 'VERIFIED' | 'TO_VERIFY';

/** What every row of every table of the law carries. */
export interface RuleRow {
  /** Unique in the whole rulebook; stored with each decision that the row led to. */
  readonly id: string;
  /** 依据: where the rule stands. */
  readonly source: string;
  /** First date (of the document or event) for which the row holds. */
  readonly from: LocalDate;
  /** Last date for which it holds; absent = still in force. */
  readonly to?: LocalDate;
  readonly verified: Verification;
}

/** Whether the row holds on the date. */
export const inForce = (row: RuleRow, on: LocalDate): boolean => row.from <= on && (row.to === undefined || on <= row.to);
