import type { RecordKind } from '@credit/rulebook/codes';

const COMMON = ['subjectName', 'bizRegNo', 'orgCode', 'taxNo', 'institutionNo', 'socialOrgNo', 'legalRepName', 'docName', 'decisionDate', 'authorityName', 'sourceName', 'sourceUscc', 'remark', 'restricted'] as const;
const LICENSE = ['permitKind', 'certName', 'certNo', 'content', 'validFrom', 'validTo', 'state'] as const;
const PENALTY = [
  'violationType', 'facts', 'legalBasis', 'penaltyTypes', 'otherPenaltyText', 'content', 'fineAmountWan', 'confiscatedAmountWan', 'suspendedPermit', 'effectiveTo', 'simpleProcedure', 'sector',
] as const;

const COERCION = ['matterName', 'coercionKinds', 'content', 'legalBasis', 'validFrom', 'validTo', 'liftedOn', 'property', 'amountWan'] as const;
const JUDGMENT = ['causeOfAction', 'effectiveOn', 'obligation', 'performance', 'performedOn'] as const;
const INTERVIEW = ['interviewKind', 'place', 'attended', 'attendees', 'minutes', 'demands', 'outcome'] as const;
const BAN_CASE = ['entryId', 'title', 'facts', 'discipline', 'significance'] as const;
const COMMITMENT = ['commitmentId', 'commitmentCode', 'type', 'itemName', 'reason', 'content', 'performance', 'unperformed', 'accountability', 'decisionDocNo', 'madeOn'] as const;

/** 内容字段 — fields of a statement that are its content; the rest is natural key, identity or version (domain §2.3–2.5). */
export const contentFields: Readonly<Record<RecordKind, readonly string[]>> = {
  'administrative-license': [...COMMON, ...LICENSE],
  'administrative-penalty': [...COMMON, ...PENALTY],
  'administrative-coercion': [...COMMON, ...COERCION],
  'court-judgment': [...COMMON, ...JUDGMENT],
  interview: [...COMMON, ...INTERVIEW],
  'ban-case': [...COMMON, ...BAN_CASE],
  commitment: [...COMMON, ...COMMITMENT],
};

const NAMING: ReadonlySet<string> = new Set(['subjectName', 'docNo', 'authorityName', 'authorityUscc', 'sourceName', 'sourceUscc', 'uscc', 'name', 'decisionDate', 'sourceVersion']);

/** Whether an identity number in the field may be masked and the rest kept; in fields that name somebody or something the statement is refused. */
export const mayBeMasked = (field: string): boolean => !NAMING.has(field);
