import type { AdminActKind, RecordKind } from '../codes/acts.ts';
import type { EducationOccasion, ExcludedRisk } from '../codes/commitment.ts';
import type { CorrectionAction } from '../codes/corrections.ts';
import type { EffectKind } from '../codes/effects.ts';
import type { InfoCategory } from '../codes/information-categories.ts';
import type { ListKind } from '../codes/lists.ts';
import type { MatterKind } from '../codes/measures.ts';
import type { PenaltyType } from '../codes/penalty-types.ts';
import type { ObjectionGround } from '../codes/objection.ts';
import type { RepairEvidenceKind, RepairTargetKind, RepairWay } from '../codes/repair.ts';
import type { Sector } from '../codes/sectors.ts';
import type { SubjectClass } from '../codes/subject-classes.ts';
import type { RuleRow } from '../row.ts';
import type { DisciplineTables } from './discipline-types.ts';

/** 失信程度: 轻微, 一般, 严重. */
export type Tier = 'MINOR' | 'GENERAL' | 'SERIOUS';

/** 修复规则: which repair order governs, by the date of the document. */
export type RepairRuleSetId = 'REPAIR_527' | 'REPAIR_58' | 'REPAIR_36';

/** A repair order and the document dates it governs. */
export interface RepairRuleSet extends RuleRow { readonly id: RepairRuleSetId; readonly title: string }

/** 期限: so many working days after a starting date. */
export interface DeadlineRow extends RuleRow {
  readonly action: 'publish' | 'withdraw';
  /** Acts to which it applies. */
  readonly acts: readonly AdminActKind[];
  readonly workingDays: number;
  readonly clause: string;
}

/** 处罚种类的失信程度: the tier of one penalty type, or how it is found. */
export interface PenaltyTypeTierRow extends RuleRow {
  readonly ruleSet: RepairRuleSetId;
  readonly penaltyType: PenaltyType;
  readonly tier: Tier | 'BY_AMOUNT' | 'UNDETERMINED';
}

/** 罚款数额的失信程度. Amounts in 万元, decimal strings. */
export interface FineTierRow extends RuleRow {
  readonly ruleSet: RepairRuleSetId;
  readonly subjectClass: SubjectClass;
  /** Absent = every sector that has no row of its own. */
  readonly sector?: Sector;
  /** A fine up to and including this is MINOR. */
  readonly minorUpToWan: string;
  /** A fine of at least this is SERIOUS; absent = none is. */
  readonly seriousFromWan?: string;
}

/** 重点领域加重: a sector in which a tier counts as the higher one. */
export interface SectorTierRow extends RuleRow {
  readonly ruleSet: RepairRuleSetId;
  readonly sector: Sector;
  readonly tier: Tier;
  readonly becomes: Tier;
  /** Only from this fine on, 万元. */
  readonly fineFromWan?: string;
}

/** 公示期限 of one tier, in calendar months from the date of the document. */
export interface PublicityTermRow extends RuleRow {
  readonly ruleSet: RepairRuleSetId;
  readonly tier: Tier;
  readonly minMonths: number;
  readonly maxMonths: number;
  /** Whether items of the tier are published at all. */
  readonly published: boolean;
  readonly clause: string;
}

/** 修复材料的必备种类 of one kind of case. */
export interface RepairRequirementRow extends RuleRow {
  readonly targetKind: RepairTargetKind;
  readonly way: RepairWay;
  /** Absent = of every tier. */
  readonly tier?: Tier;
  readonly requires: readonly RepairEvidenceKind[];
  readonly clause: string;
}

/** 名单条目的最短期限, where the rules of its list name no early removal: calendar months from the decision, 0 = as soon as the duties are done. */
export interface EntryRepairPeriodRow extends RuleRow {
  /** Absent = lists of every kind that has no row of its own. */
  readonly listKind?: ListKind;
  readonly months: number;
  readonly clause: string;
}

/** 可修复的信息种类: which records are dishonesty that can be repaired. */
export interface RepairScopeRow extends RuleRow {
  readonly recordKind: RecordKind;
  /** Of commitments: the row is about those that were kept, or about those that were not. Absent for every other kind. */
  readonly kept?: boolean;
  /** `BY_PENALTY`: as the penalties of the decision say. A tier: all of the kind. `NONE`: it is no dishonesty of its own, and cannot be repaired. */
  readonly degree: 'BY_PENALTY' | 'NONE' | Tier;
  /** What the subject is told, in particular what to do instead. */
  readonly why: string;
  readonly clause: string;
}

/** 纠正方式 of one kind of effect of what was wrong. */
export interface CorrectionRow extends RuleRow { readonly effect: EffectKind; readonly action: CorrectionAction; readonly clause: string }

/** 不适用告知承诺制的事项: a risk that no item of commitment may touch. */
export interface CommitmentExclusionRow extends RuleRow { readonly risk: ExcludedRisk; readonly clause: string }

/** 不适用告知承诺制的申请人: what bars a subject from commitments that replace an examination or a document, until it has ended. */
export interface CommitmentBarRow extends RuleRow { readonly bar: 'unrepaired-breach' | 'serious-list'; readonly clause: string }

/** 准入前诚信教育的事项: a kind of matter that is registration, approval or filing, so that education belongs to it. */
export interface EducationMatterRow extends RuleRow { readonly occasion: EducationOccasion; readonly matterKind: MatterKind; readonly clause: string }

/** 两书同达: which documents go out together with a repair notice, and where the notice says that repair is applied for. */
export interface RepairNoticeRow extends RuleRow { readonly applyAt: string; readonly clause: string }

/** 限制申请 after false material, calendar months. */
export interface RepairBarRow extends RuleRow { readonly months: number; readonly clause: string }

/** 异议事由, and whether the platform can check it by itself. */
export interface ObjectionGroundRow extends RuleRow { readonly ground: ObjectionGround; readonly ownScope: boolean; readonly clause: string }

/** 简易程序 limits: a fine up to this, 万元, may be imposed on the spot. */
export interface SimpleProcedureRow extends RuleRow { readonly subjectClass: SubjectClass; readonly fineUpToWan: string; readonly clause: string }

/** 许可公示: how long a licence shows. */
export interface LicenseTermRow extends RuleRow {
  /** Value of 当前状态 (XK_ZT) that means valid. */
  readonly validState: string;
  readonly clause: string;
}

/** 不予公示的情形: what the sender may say against publication. */
export type Restriction = 'state-secret' | 'commercial-secret' | 'privacy' | 'minor' | 'security';

/** 不予公示的理由, coded. */
export type NotPublicReason =
  | 'NOT_PUBLIC_SECRET' | 'NOT_PUBLIC_PRIVACY' | 'NOT_PUBLIC_JUVENILE' | 'NOT_PUBLIC_SECURITY' | 'NOT_PUBLIC_PERSON'
  | 'NOT_PUBLIC_BEFORE_RULES' | 'NOT_PUBLIC_DETENTION' | 'NOT_PUBLIC_SIMPLE_PROCEDURE' | 'NOT_PUBLIC_MINOR_TIER'
  | 'NOT_PUBLIC_TERM_OVER' | 'NOT_PUBLIC_EXPIRED' | 'NOT_PUBLIC_KIND' | 'TIER_UNDETERMINED';

/** 不予公示 rule: applies to a decision dated in its period when every matcher given matches. Earlier rows win. */
export interface ExclusionRow extends RuleRow {
  readonly reason: NotPublicReason;
  readonly recordKinds?: readonly RecordKind[];
  readonly subjectClasses?: readonly SubjectClass[];
  readonly restrictions?: readonly Restriction[];
  /** Any of these among the penalties. */
  readonly penaltyTypes?: readonly PenaltyType[];
  /** Only decisions taken by simple procedure. */
  readonly simpleProcedure?: boolean;
  readonly clause: string;
}

/** R required, C by a condition, O optional, BLANK must stay empty. */
export type Requirement = 'R' | 'C' | 'O' | 'BLANK';

/** 条件必填: when a field marked C is required. */
export type FieldCondition = 'FINE_IMPOSED' | 'CONFISCATION_IMPOSED' | 'PERMIT_SUSPENDED_OR_REVOKED' | 'CERTIFICATE_ISSUED' | 'COMPUTED_BY_SYSTEM';

/** 双公示 data standard: one field. */
export interface FieldRule extends RuleRow {
  readonly recordKind: RecordKind;
  /** Our canonical identifier, the same as in the intake events. */
  readonly identifier: string;
  /** 中文名称. */
  readonly title: string;
  /** Column of the standard, XK_* or CF_*. */
  readonly legacyCode: string;
  readonly type: 'text' | 'code' | 'uscc' | 'date' | 'decimal';
  /** Characters; absent for dates and decimals. */
  readonly maxLength?: number;
  /** For decimals in 万元. */
  readonly integerDigits?: number;
  readonly fractionDigits?: number;
  readonly required: Readonly<Record<SubjectClass, Requirement>>;
  readonly condition?: FieldCondition;
  /** Both fields are filled or neither. */
  readonly pairedWith?: string;
  /** 填报说明. */
  readonly rule?: string;
}

/** 全国公共信用信息基础目录: one category in one edition. */
export interface CatalogueRow extends RuleRow { readonly category: InfoCategory; readonly title: string }

/** Who asks. The roles are those of the tokens; `public` is a caller without one. */
export type ViewerRole =
  | 'public' | 'source' | 'case-officer' | 'approver' | 'screening-client' | 'credit-centre' | 'subject' | 'auditor' | 'operator';

/** FULL as stored, MASKED in part, HIDDEN not even present. */
export type FieldView = 'FULL' | 'MASKED' | 'HIDDEN';

/** 谁能看到什么: fields that not everybody sees; a field without a row is FULL for all. */
export interface VisibilityRow extends RuleRow {
  readonly fields: readonly string[];
  /** Absent = all classes. */
  readonly subjectClasses?: readonly SubjectClass[];
  /** Roles not named here get `otherwise`. */
  readonly views: Readonly<Partial<Record<ViewerRole, FieldView>>>;
  readonly otherwise: FieldView;
}

/** Settled either way by the city until a text is known. */
export interface Switches {
  /** 新旧规则衔接从轻: a document under Order 58 ends at the earlier of the ends under Orders 58 and 36. */
  readonly transitionTakesEarlierEnd: boolean;
}

/** All tables of the law. */
export interface RuleTables extends DisciplineTables {
  readonly repairRequirements: readonly RepairRequirementRow[];
  readonly entryRepairPeriods: readonly EntryRepairPeriodRow[];
  readonly repairBars: readonly RepairBarRow[];
  readonly repairScopes: readonly RepairScopeRow[];
  readonly repairNotices: readonly RepairNoticeRow[];
  readonly objectionGrounds: readonly ObjectionGroundRow[];
  readonly corrections: readonly CorrectionRow[];
  readonly commitmentExclusions: readonly CommitmentExclusionRow[];
  readonly commitmentBars: readonly CommitmentBarRow[];
  readonly educationMatters: readonly EducationMatterRow[];
  readonly repairRuleSets: readonly RepairRuleSet[];
  readonly deadlines: readonly DeadlineRow[];
  readonly penaltyTypeTiers: readonly PenaltyTypeTierRow[];
  readonly fineTiers: readonly FineTierRow[];
  readonly sectorTiers: readonly SectorTierRow[];
  readonly publicityTerms: readonly PublicityTermRow[];
  readonly simpleProcedure: readonly SimpleProcedureRow[];
  readonly licenseTerms: readonly LicenseTermRow[];
  readonly exclusions: readonly ExclusionRow[];
  readonly fields: readonly FieldRule[];
  readonly catalogue: readonly CatalogueRow[];
  readonly visibility: readonly VisibilityRow[];
}
