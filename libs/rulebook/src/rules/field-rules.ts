import type { LocalDate } from '@credit/kernel';
import type { RecordKind } from '../codes/acts.ts';
import type { InfoCategory } from '../codes/information-categories.ts';
import { inForce } from '../row.ts';
import { defaultRulebook } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { CatalogueRow, FieldRule } from '../tables/types.ts';

/** 双公示数据标准: the fields of a record kind in the order of the standard. */
export const fieldRules = (kind: RecordKind, rb: Rulebook = defaultRulebook): readonly FieldRule[] =>
  rb.tables.fields.filter((row) => row.recordKind === kind);

/** 信用信息目录: the categories of the edition in force on the date; without a date, of the latest. */
export const informationCatalogue = (on?: LocalDate, rb: Rulebook = defaultRulebook): readonly CatalogueRow[] =>
  rb.tables.catalogue.filter((row) => (on === undefined ? row.to === undefined : inForce(row, on)));

/** 目录内信息: whether a category may be collected at all. Organs may not put information outside the catalogue into credit records. */
export const isCatalogued = (category: string, on?: LocalDate, rb: Rulebook = defaultRulebook): category is InfoCategory =>
  informationCatalogue(on, rb).some((row) => row.category === category);
