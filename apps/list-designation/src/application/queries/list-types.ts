import type { LocalDate } from '@credit/kernel';
import { listTypesOf, mayDesignate, type Rulebook } from '@credit/rulebook';

/** 名单种类 as an officer reads it. */
export interface ListTypeView {
  code: string;
  title: string;
  kind: string;
  statute: string;
  ruleId: string;
  published: boolean;
  verified: string;
  /** whether the asking department may designate for it */
  yours: boolean;
}

/** 名单目录 — every list in force on that day, and which of them the department may designate for. */
export const listTypeViews = (rulebook: Rulebook, kinds: readonly string[], on: LocalDate): ListTypeView[] => listTypesOf(rulebook, on).map((row) => ({
  code: row.listType, title: row.title, kind: row.listKind, statute: row.statute, ruleId: row.id, published: row.published, verified: row.verified, yours: mayDesignate(rulebook, row.listType, kinds, on),
}));
