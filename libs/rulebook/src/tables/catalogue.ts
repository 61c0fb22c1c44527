import { localDate as d } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import { INFO_CATEGORIES } from '../codes/information-categories.ts';
import type { InfoCategory } from '../codes/information-categories.ts';
import type { CatalogueRow } from './types.ts';

const OPEN_NAMES: ReadonlySet<InfoCategory> = new Set(['VOLUNTARY']);

const edition = (year: number, from: LocalDate, to: LocalDate | undefined, without: readonly InfoCategory[]): CatalogueRow[] =>
  INFO_CATEGORIES.filter((c) => !without.includes(c.code)).map((c) => ({
    id: `CATALOGUE_${year}_${c.code}`, category: c.code, title: c.text, source: `全国公共信用信息基础目录(${year}年版)`, from, ...(to && { to }),
    verified: year === 2024 && !OPEN_NAMES.has(c.code) ? 'VERIFIED' : 'TO_VERIFY',
  }));

/** 全国公共信用信息基础目录 by edition; a later edition than 2024 is not confirmed. */
export const CATALOGUE: readonly CatalogueRow[] = [
  ...edition(2021, d('2021-12-16'), d('2022-12-31'), ['COMPLIANCE', 'IP']),
  ...edition(2022, d('2023-01-01'), d('2024-03-03'), ['IP']),
  ...edition(2024, d('2024-03-04'), undefined, []),
];
