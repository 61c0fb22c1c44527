import type { WorkingDayCalendar } from '@credit/kernel';
import { inForce } from './row.ts';
import type { RuleRow } from './row.ts';
import { BAN_GROUND_RULES, BANS } from './tables/bans.ts';
import { CALENDAR } from './tables/calendar.ts';
import { CATALOGUE } from './tables/catalogue.ts';
import { COMMITMENT_BARS, COMMITMENT_EXCLUSIONS, EDUCATION_MATTERS } from './tables/commitment.ts';
import { CORRECTIONS } from './tables/corrections.ts';
import { DISCIPLINE_DEADLINES } from './tables/discipline-deadlines.ts';
import { DUTY_PERIODS } from './tables/duties.ts';
import { FIELDS } from './tables/fields.ts';
import { LIST_TERMS } from './tables/list-terms.ts';
import { LIST_TYPES } from './tables/list-types.ts';
import { MEASURE_MATRIX } from './tables/measure-matrix.ts';
import { CONSUMPTION, MEASURES } from './tables/measures.ts';
import { DEFENCE_PERIODS, EVIDENCE_RULES, INSTITUTION_NOTICES, RELATED_PERSONS } from './tables/persons-and-notices.ts';
import { DEADLINES, EXCLUSIONS, LICENSE_TERMS } from './tables/publicity.ts';
import { FINE_TIERS, PENALTY_TYPE_TIERS, PUBLICITY_TERMS, REPAIR_RULE_SETS, SECTOR_TIERS, SIMPLE_PROCEDURE } from './tables/repair.ts';
import { OBJECTION_GROUND_ROWS } from './tables/objection.ts';
import { ENTRY_REPAIR_PERIODS, REPAIR_BARS, REPAIR_NOTICES, REPAIR_REQUIREMENTS, REPAIR_SCOPES } from './tables/repair-procedure.ts';
import { SUPERVISION } from './tables/supervision.ts';
import type { RuleTables, Switches } from './tables/types.ts';
import { VISIBILITY } from './tables/visibility.ts';
import type { LocalDate } from '@credit/kernel';

/** 法规数据: the law as one plain value that is passed around. Never mutated; {@link withOverlay} makes another. */
export interface Rulebook {
  /** Names the base and every overlay; stored with decisions. */
  readonly version: string;
  readonly calendar: WorkingDayCalendar;
  readonly tables: RuleTables;
  readonly switches: Switches;
}

/** State of the law: 2026-11-23. */
export const defaultRulebook: Rulebook = {
  version: '2026-11-23',
  calendar: CALENDAR,
  tables: {
    repairRuleSets: REPAIR_RULE_SETS,
    repairRequirements: REPAIR_REQUIREMENTS,
    entryRepairPeriods: ENTRY_REPAIR_PERIODS,
    repairBars: REPAIR_BARS,
    repairScopes: REPAIR_SCOPES,
    repairNotices: REPAIR_NOTICES,
    objectionGrounds: OBJECTION_GROUND_ROWS,
    corrections: CORRECTIONS,
    commitmentExclusions: COMMITMENT_EXCLUSIONS,
    commitmentBars: COMMITMENT_BARS,
    educationMatters: EDUCATION_MATTERS,
    deadlines: DEADLINES,
    penaltyTypeTiers: PENALTY_TYPE_TIERS,
    fineTiers: FINE_TIERS,
    sectorTiers: SECTOR_TIERS,
    publicityTerms: PUBLICITY_TERMS,
    simpleProcedure: SIMPLE_PROCEDURE,
    licenseTerms: LICENSE_TERMS,
    exclusions: EXCLUSIONS,
    fields: FIELDS,
    catalogue: CATALOGUE,
    visibility: VISIBILITY,
    listTypes: LIST_TYPES,
    listTerms: LIST_TERMS,
    measures: MEASURES,
    measureMatrix: MEASURE_MATRIX,
    consumptionItems: CONSUMPTION,
    bans: BANS,
    banGrounds: BAN_GROUND_RULES,
    evidenceRules: EVIDENCE_RULES,
    relatedPersons: RELATED_PERSONS,
    defencePeriods: DEFENCE_PERIODS,
    institutionNotices: INSTITUTION_NOTICES,
    disciplineDeadlines: DISCIPLINE_DEADLINES,
    supervision: SUPERVISION,
    dutyPeriods: DUTY_PERIODS,
  },
  // POLICY-ASSUMPTION(TRANSITION-58-36): no text settles the transition; the subject is favoured.
  switches: { transitionTakesEarlierEnd: true },
};

/** Every row with its table, for loading into a database table that foreign keys can name. Ids are unique over all tables. */
export const allRuleRows = (rb: Rulebook): { readonly table: keyof RuleTables; readonly row: RuleRow }[] =>
  (Object.keys(rb.tables) as (keyof RuleTables)[]).flatMap((table) => rb.tables[table].map((row) => ({ table, row })));

/** The matching row in force on the date; of several the one that came into force last, then the later in the table. */
export function rowInForce<R extends RuleRow>(rows: readonly R[], on: LocalDate, matches: (row: R) => boolean): R | undefined {
  let best: R | undefined;
  for (const row of rows) {
    if (inForce(row, on) && matches(row) && (best === undefined || row.from >= best.from)) best = row;
  }
  return best;
}
