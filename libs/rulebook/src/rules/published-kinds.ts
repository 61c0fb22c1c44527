import type { LocalDate } from '@credit/kernel';
import type { AdminActKind, RecordKind } from '../codes/acts.ts';
import { inForce } from '../row.ts';
import type { Rulebook } from '../rulebook.ts';

/**
 * 是否属于公示的信息类别: false for a kind that is not published at all on that day; nothing of it is due, and nothing late.
 * 《实施方案》信息公示; domain §2.2, §2.5
 */
export const isPublishedKind = (rb: Rulebook, kind: AdminActKind | RecordKind, decisionDate: LocalDate): boolean =>
  !rb.tables.exclusions.some((row) => row.reason === 'NOT_PUBLIC_KIND' && inForce(row, decisionDate) && row.recordKinds?.includes(kind as RecordKind) === true);
