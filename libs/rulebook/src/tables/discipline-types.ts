import type { AuthorityKind, ImplementerKind } from '../codes/authority-kinds.ts';
import type {
  BanField, BanGround, DefaulterSituation, EvidenceKind, ListCode, ListKind, PublicationChannel, StatuteLevel, SubjectRole,
} from '../codes/lists.ts';
import type { ConsumptionItem, DisciplineStep, InstitutionKind, MatterKind, MeasureClass, MeasureCode, NoticeAddressee, SupervisionMeasure } from '../codes/measures.ts';
import type { SubjectClass } from '../codes/subject-classes.ts';
import type { Duty } from '../codes/duties.ts';
import type { RuleRow } from '../row.ts';

/** 名单种类: which lists exist, on what basis, who may designate, where they are made public. */
export interface ListTypeRow extends RuleRow {
  readonly listType: ListCode;
  readonly listKind: ListKind;
  readonly title: string;
  /** 法定依据 as shown to the subject. */
  readonly statute: string;
  readonly statuteLevel: StatuteLevel;
  /** Kinds of departments that may designate; absent = any regulator within its powers. */
  readonly authorityKinds?: readonly AuthorityKind[];
  /** Classes of subjects that can be listed; absent = all. */
  readonly subjectClasses?: readonly SubjectClass[];
  readonly published: boolean;
  /** Where, when it is published. */
  readonly channels?: readonly PublicationChannel[];
}

/**
 * 名单期限: `fixed` so many months; `by-decision` the decision names them between the least and the most (`months` when it names none);
 * `by-ban` as the row of the ban says; `none` until an ending event. A new listing of the same subject is a new entry with a term of its own.
 */
export type ListTermKind = 'fixed' | 'by-decision' | 'by-ban' | 'none';

/** 名单期限与提前移出 of one list, or of one situation of it. All in calendar months. */
export interface ListTermRow extends RuleRow {
  readonly listType: ListCode;
  /** 失信被执行人情形; only for that list. */
  readonly situation?: DefaulterSituation;
  readonly term: ListTermKind;
  readonly months?: number;
  readonly minMonths?: number;
  readonly maxMonths?: number;
  /** 延长 beyond the term. */
  readonly extensionMinMonths?: number;
  readonly extensionMaxMonths?: number;
  /** 提前移出: may be asked for so many months after `earlyFrom`. */
  readonly earlyAfterMonths?: number;
  readonly earlyFrom?: 'listing' | 'correction';
  /** 移出条件 in the words of the rule. */
  readonly conditions?: string;
  readonly clause: string;
}

/** 惩戒措施 of the national basic list; several rows where one national item rests on several statutes. */
export interface MeasureRow extends RuleRow {
  readonly measure: MeasureCode;
  /** National item, such as `M-A3`. */
  readonly item: string;
  readonly itemTitle: string;
  readonly title: string;
  readonly measureClass: MeasureClass;
  readonly statute: string;
}

/** 实施期限: while the entry lives, or so many months from its beginning and never longer than the entry. */
export type DurationRule = 'while-listed' | 'fixed-months';

/** 措施适用: a measure may hit this role of this list in these matters. Without a row, nothing but information (O47, N1). */
export interface MeasureMatrixRow extends RuleRow {
  readonly measure: MeasureCode;
  readonly listType: ListCode;
  readonly subjectRole: SubjectRole;
  /** Absent = all; a role in a unit is always a person's. */
  readonly subjectClasses?: readonly SubjectClass[];
  /** Only for bans of these fields, and only in matters of the same field. */
  readonly banFields?: readonly BanField[];
  /** Article that allows the measure against this role of this list. */
  readonly basis: string;
  readonly durationRule: DurationRule;
  readonly months?: number;
  readonly implementerKinds: readonly ImplementerKind[];
  readonly matterKinds: readonly MatterKind[];
  /** false = shown to an officer, who has to look further before it can be offered as a measure. */
  readonly autoPrompt: boolean;
  /** The answer to the asker is yes or no: no name, no list, no reason (O52). */
  readonly answer?: 'yes-no';
  /** Rests on a consumption order of the court, not on the listing of the unit: its own measure, never an own entry (法发〔2019〕35号). */
  readonly consumptionOrder?: boolean;
}

/** 限制消费项目 of the consumption order. */
export interface ConsumptionItemRow extends RuleRow { readonly item: ConsumptionItem; readonly title: string; readonly clause: string }

/** 禁入: field × role × period. `permanent` only with the statute's words for it. */
export interface BanRow extends RuleRow {
  readonly field: BanField;
  readonly measure: MeasureCode;
  readonly roles: readonly SubjectRole[];
  /** 适用情形 and the day from which the period counts, in the words of the statute. */
  readonly conduct: string;
  readonly statute: string;
  readonly minMonths?: number;
  readonly maxMonths?: number;
  /** 终身、永久: the words of the statute; excludes months. */
  readonly permanent?: string;
}

/** 禁入事由: what evidence shows each of the four grounds. */
export interface BanGroundRow extends RuleRow { readonly ground: BanGround; readonly evidence: readonly EvidenceKind[]; readonly atLeast: number }

/** 认定依据: on which effective documents an entry of a list kind may rest. */
export interface EvidenceRow extends RuleRow { readonly listKind: ListKind; readonly evidence: readonly EvidenceKind[]; readonly atLeast: number; readonly clause: string }

/** 相关责任人: roles that a list reaches, by an own entry (own notice, own decision, role held at the conduct) or by the consumption order only. */
export interface RelatedPersonRow extends RuleRow {
  readonly listType: ListCode;
  readonly roles: readonly SubjectRole[];
  readonly effect: 'own-entry' | 'consumption-order';
  readonly basis: string;
}

/** 陈述申辩期限 in working days from the notice; absent lists = all. */
export interface DefencePeriodRow extends RuleRow { readonly listTypes?: readonly ListCode[]; readonly workingDays: number; readonly clause: string }

/** 通报: who is told when an organ, institution or state-owned enterprise, or one of its staff, breaks faith. */
export interface InstitutionNoticeRow extends RuleRow {
  readonly institutions: readonly InstitutionKind[];
  readonly whom: 'UNIT' | 'STAFF';
  /** Absent = all lists. */
  readonly listTypes?: readonly ListCode[];
  readonly sender: 'designating-authority' | 'court';
  readonly addressees: readonly NoticeAddressee[];
  readonly clause: string;
}

/** 落实时限 of one step, in working days after the day on which it became due: prompted, applied or lifted. */
export interface DisciplineDeadlineRow extends RuleRow { readonly step: DisciplineStep; readonly workingDays: number; readonly clause: string }
/** 履职期限 in working days: from the day on which the duty arose, a reminder backwards from the deadline. */
export interface DutyPeriodRow extends RuleRow { readonly duty: Duty; readonly workingDays: number; readonly clause: string }

/** 失信程度与监管措施: what supervision a watched subject's severity allows at most (O41). */
export interface SupervisionRow extends RuleRow { readonly severity: 'MINOR' | 'GENERAL' | 'SERIOUS'; readonly measures: readonly SupervisionMeasure[]; readonly clause: string }

/** Tables of lists and discipline. */
export interface DisciplineTables {
  readonly listTypes: readonly ListTypeRow[];
  readonly listTerms: readonly ListTermRow[];
  readonly measures: readonly MeasureRow[];
  readonly measureMatrix: readonly MeasureMatrixRow[];
  readonly consumptionItems: readonly ConsumptionItemRow[];
  readonly bans: readonly BanRow[];
  readonly banGrounds: readonly BanGroundRow[];
  readonly evidenceRules: readonly EvidenceRow[];
  readonly relatedPersons: readonly RelatedPersonRow[];
  readonly defencePeriods: readonly DefencePeriodRow[];
  readonly institutionNotices: readonly InstitutionNoticeRow[];
  readonly disciplineDeadlines: readonly DisciplineDeadlineRow[];
  readonly supervision: readonly SupervisionRow[];
  readonly dutyPeriods: readonly DutyPeriodRow[];
}
