import type { Instant } from './instant.ts';
import type { LocalDate } from './local-date.ts';

/** The only source of time of a service. In the sandbox `today` follows the business date, `now` stays system time. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Business date, Asia/Shanghai. */
  today(): LocalDate;
}
