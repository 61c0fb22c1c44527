import type { LocalDate } from '@credit/kernel';
import type { InstitutionKind } from '../codes/measures.ts';
import type { SubjectCategory } from '../codes/registrars.ts';
import { inForce } from '../row.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { InstitutionNoticeRow, RelatedPersonRow } from '../tables/discipline-types.ts';

/**
 * 相关责任人: whether and how a list reaches a person in this role: by an own entry after own notice and own decision, or by the consumption order of
 * the court only. Undefined = the person is not touched (O57, N16, trap 15).
 */
export const relatedPersonRule = (rb: Rulebook, listType: string, role: string, on: LocalDate): RelatedPersonRow | undefined =>
  rowInForce(rb.tables.relatedPersons, on, (r) => r.listType === listType && r.roles.some((known) => known === role));

/** 机关、事业单位、国有企业: which of them the subject is. Ownership comes from the register, it is not in the code. */
export function institutionKindOf(category: SubjectCategory, stateOwned: boolean): InstitutionKind | undefined {
  if (category === 'STATE_ORGAN' || category === 'PUBLIC_INSTITUTION') return category;
  return category === 'ENTERPRISE' && stateOwned ? 'STATE_OWNED_ENTERPRISE' : undefined;
}

/** 通报: every notice that is due when an institution, or one of its staff, is listed. 《实施方案》二（三）依法追究违法失信责任 (O62, O64) */
export const institutionalNotices = (rb: Rulebook, query: {
  readonly institution: InstitutionKind; readonly whom: 'UNIT' | 'STAFF'; readonly listType: string; readonly on: LocalDate;
}): readonly InstitutionNoticeRow[] => rb.tables.institutionNotices.filter((row) => inForce(row, query.on) && row.whom === query.whom
  && row.institutions.includes(query.institution) && (row.listTypes?.some((code) => code === query.listType) ?? true));
