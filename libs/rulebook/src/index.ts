export { withOverlay } from './overlay.ts';
export { inForce } from './row.ts';
export type { RuleRow, Verification } from './row.ts';
export { allRuleRows, defaultRulebook } from './rulebook.ts';
export type { Rulebook } from './rulebook.ts';
export { banGround, banRow, bansOf } from './rules/bans.ts';
export { commitmentBar, commitmentExclusion, educationMatter } from './rules/commitment.ts';
export { correctionOf } from './rules/corrections.ts';
export { isPastDue, publicityDeadline, publicityLateness, withdrawalDeadline } from './rules/deadlines.ts';
export type { Deadline, Lateness } from './rules/deadlines.ts';
export { disciplineDeadline } from './rules/discipline-deadlines.ts';
export { dutyDueOn, reminderOn } from './rules/duties.ts';
export type { ReminderDuty } from './rules/duties.ts';
export { fieldRules, informationCatalogue, isCatalogued } from './rules/field-rules.ts';
export { earlyRemovalFrom, termOf } from './rules/list-terms.ts';
export type { EarlyRemoval, Term, TermQuery } from './rules/list-terms.ts';
export { defenceEndsOn, evidenceRule, listType, listTypesOf, mayDesignate } from './rules/lists.ts';
export type { DefencePeriod } from './rules/lists.ts';
export { basisHolds, cellsInForce, consumptionItems, measureEndsOn, measureOf, measuresFor, supervisionFor } from './rules/measures.ts';
export type { BasisState, CellInForce, MeasureBasis, MeasureQuery } from './rules/measures.ts';
export { penaltyTier, repairRuleSet } from './rules/penalty-tier.ts';
export type { DeterminedTier, PenaltyFacts, PenaltyTier, UndeterminedReason, UndeterminedTier } from './rules/penalty-tier.ts';
export { dueAfterPause, objectionGround } from './rules/objection.ts';
export { publicityTerm } from './rules/publicity-term.ts';
export type { PublicityTerm } from './rules/publicity-term.ts';
export { repairBarredUntil, repairConditions, repairNoticeRule, repairScope } from './rules/repair.ts';
export type { RepairConditions, RepairItem } from './rules/repair.ts';
export { publishability } from './rules/publishability.ts';
export type { DoNotPublish, Publish, Publishability, PublishabilityInput } from './rules/publishability.ts';
export { isPublishedKind } from './rules/published-kinds.ts';
export { institutionalNotices, institutionKindOf, relatedPersonRule } from './rules/related-persons.ts';
export { maskPersonName, neverPublicFields, viewOf, whoSees } from './rules/visibility.ts';
export { NOT_PUBLIC_REASONS } from './tables/publicity.ts';
export type {
  BanGroundRow, BanRow, ConsumptionItemRow, DefencePeriodRow, DisciplineDeadlineRow, DisciplineTables, DurationRule, DutyPeriodRow, EvidenceRow, InstitutionNoticeRow, ListTermKind,
  ListTermRow, ListTypeRow, MeasureMatrixRow, MeasureRow, RelatedPersonRow, SupervisionRow,
} from './tables/discipline-types.ts';
export type {
  CatalogueRow, CommitmentBarRow, CommitmentExclusionRow, CorrectionRow, DeadlineRow, EducationMatterRow, EntryRepairPeriodRow, ExclusionRow, FieldCondition, FieldRule, FieldView, FineTierRow, LicenseTermRow, NotPublicReason, ObjectionGroundRow,
  PenaltyTypeTierRow, PublicityTermRow, RepairBarRow, RepairNoticeRow, RepairRequirementRow, RepairScopeRow, RepairRuleSet, RepairRuleSetId, Requirement, Restriction, RuleTables, SectorTierRow,
  SimpleProcedureRow, Switches, Tier, ViewerRole, VisibilityRow,
} from './tables/types.ts';
