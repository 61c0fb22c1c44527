import type { LocalDate } from '@credit/kernel';
import { bansOf, listTypesOf, mayDesignate, type Rulebook } from '@credit/rulebook';
import { BAN_FIELDS } from '@credit/rulebook/codes';

/** 名单种类 as an officer reads it. */
export interface ListTypeView {
  code: string;
  title: string;
  kind: string;
  statute: string;
  ruleId: string;
  published: boolean;
  verified: string;
  /** whether the asking department may designate for it; nobody does here for a red list, which is reported */
  yours: boolean;
}

/** 名单目录 — every list in force on that day, and which of them the department may designate for. */
export const listTypeViews = (rulebook: Rulebook, kinds: readonly string[], on: LocalDate): ListTypeView[] => listTypesOf(rulebook, on).map((row) => ({
  code: row.listType, title: row.title, kind: row.listKind, statute: row.statute, ruleId: row.id, published: row.published, verified: row.verified, yours: row.listKind !== 'red' && mayDesignate(rulebook, row.listType, kinds, on),
}));

/** 禁入规则 as an officer reads it: field × role × period. Months or, in the words of the statute, permanent. */
export interface BanRuleView {
  ruleId: string;
  field: string;
  roles: readonly string[];
  conduct: string;
  statute: string;
  minMonths?: number;
  maxMonths?: number;
  permanent?: string;
  verified: string;
}

/** 禁入规则 in force on that day; a field of the policy text that no statute known here bans from has none (O55). */
export const banRuleViews = (rulebook: Rulebook, on: LocalDate): BanRuleView[] => BAN_FIELDS.flatMap(({ code }) => bansOf(rulebook, { field: code, on })).map(({ id, field, roles, conduct, statute, minMonths, maxMonths, permanent, verified }) => ({
  ruleId: id, field, roles, conduct, statute, verified, ...(minMonths === undefined ? {} : { minMonths }), ...(maxMonths === undefined ? {} : { maxMonths }), ...(permanent === undefined ? {} : { permanent }),
}));
