import type { LocalDate } from '@credit/kernel';
import type { ExcludedRisk } from '../codes/commitment.ts';
import { inForce } from '../row.ts';
import { rowInForce, type Rulebook } from '../rulebook.ts';
import type { CommitmentBarRow, CommitmentExclusionRow, EducationMatterRow } from '../tables/types.ts';

/** 不适用告知承诺制: the rule by which one of these risks keeps a matter from being an item of commitment on the day; undefined = none does. (O4; 深圳条例第五十九条) */
export const commitmentExclusion = (rb: Rulebook, risks: readonly ExcludedRisk[], on: LocalDate): CommitmentExclusionRow | undefined =>
  rb.tables.commitmentExclusions.find((row) => inForce(row, on) && risks.includes(row.risk));

/** The rule by which a subject in this standing may not use the procedure of commitment on the day; undefined = no such rule was in force. */
export const commitmentBar = (rb: Rulebook, bar: CommitmentBarRow['bar'], on: LocalDate): CommitmentBarRow | undefined => rowInForce(rb.tables.commitmentBars, on, (row) => row.bar === bar);

/** 准入前诚信教育: the row by which education belongs to a matter of this kind that was opened on the day; undefined = none does (O12). Kinds nobody knows are none. */
export const educationMatter = (rb: Rulebook, matterKind: string, on: LocalDate): EducationMatterRow | undefined => rowInForce(rb.tables.educationMatters, on, (row) => row.matterKind === matterKind);
