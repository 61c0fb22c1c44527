import { compareDecimals, type LocalDate } from '@credit/kernel';
import { defaultRulebook, fieldRules, type FieldCondition, type FieldRule, type Rulebook } from '@credit/rulebook';
import { lookupRegistrarCategory, parsePermitKind, parsePersonDocumentType, parseSector, type PenaltyType, type RecordKind } from '@credit/rulebook/codes';
import { finding, type Finding } from '../subject/finding.ts';
import type { SubjectClass } from '../subject/subject-class.ts';
import { organisationCodeOf, parseUscc } from '../subject/uscc.ts';
import { documentNumberFindings, jweFindings, usccFindings } from './cross-check-identity.ts';
import type { AdministrativeCoercionV1 } from './intake/administrative-coercion.ts';
import type { AdministrativeLicenseV1 } from './intake/administrative-license.ts';
import type { AdministrativePenaltyV1 } from './intake/administrative-penalty.ts';
import type { BanCaseIntakeV1 } from './intake/ban-case.ts';
import type { CommitmentRecordV1 } from './intake/commitment-record.ts';
import type { CourtJudgmentV1 } from './intake/court-judgment.ts';
import type { InterviewIntakeV1 } from './intake/interview.ts';
import type { PartyV1 } from './intake/party.ts';
import type { AdministrativeActV1 } from './intake/statement.ts';

interface ActContext { readonly today: LocalDate; readonly rulebook?: Rulebook }
type Act = AdministrativeActV1 & Readonly<Record<string, unknown>>;

/** 字段要求 of one record kind for one class, from the rulebook. */
interface Plan {
  readonly required: readonly string[];
  readonly blank: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  readonly conditional: readonly FieldRule[];
}

const plans = new WeakMap<Rulebook, Map<string, Plan>>();

/** Who the party is; kinds without a national field list name their party as a penalty does (domain §2.5). */
const PARTY: ReadonlySet<string> = new Set(['uscc', 'bizRegNo', 'orgCode', 'taxNo', 'institutionNo', 'socialOrgNo', 'legalRepIdType', 'legalRepIdNo', 'personIdType', 'personIdNo']);
const rulesOf = (kind: RecordKind | 'matter', rulebook: Rulebook): readonly FieldRule[] => {
  const own = kind === 'matter' ? [] : fieldRules(kind, rulebook);
  return own.length > 0 ? own : fieldRules('administrative-penalty', rulebook).filter(({ identifier }) => PARTY.has(identifier));
};

const planOf = (kind: RecordKind | 'matter', subjectClass: SubjectClass, rulebook: Rulebook): Plan => {
  const known = plans.get(rulebook) ?? new Map<string, Plan>();
  plans.set(rulebook, known);
  const key = `${kind} ${subjectClass}`;
  const made = known.get(key);
  if (made !== undefined) return made;
  const rules = rulesOf(kind, rulebook);
  const having = (requirement: string): string[] => rules.filter((r) => r.required[subjectClass] === requirement).map((r) => r.identifier);
  const plan: Plan = {
    required: having('R'),
    blank: having('BLANK'),
    pairs: rules.filter((r) => r.pairedWith !== undefined && r.identifier < r.pairedWith).map((r) => [r.identifier, r.pairedWith!] as const),
    conditional: rules.filter((r) => r.required[subjectClass] === 'C'),
  };
  known.set(key, plan);
  return plan;
};

const given = (data: Act, field: string): boolean => data[field] !== undefined || (field === 'personIdNo' && data.personIdJwe !== undefined);

const fieldsOfClass = (data: Act, plan: Plan): Finding[] => {
  const findings: Finding[] = [];
  for (const field of plan.required) {
    if (given(data, field)) continue;
    findings.push(field === 'personIdNo' ? finding('PERSON_ID_MISSING', '/personIdNo') : finding('FIELD_MISSING', `/${field}`, { field }));
  }
  for (const field of plan.blank) if (given(data, field)) findings.push(finding('FIELD_NOT_FOR_CLASS', `/${field}`, { field }));
  for (const [one, other] of plan.pairs) {
    if (given(data, one) === given(data, other) || plan.required.includes(one) || plan.blank.includes(one)) continue;
    findings.push(finding('ID_PAIR_INCOMPLETE', `/${given(data, one) ? other : one}`));
  }
  return findings;
};

const codeOfSubject = (data: Act): Finding[] => {
  if (data.uscc === undefined || data.subjectClass === 'NATURAL_PERSON') return [];
  const reading = parseUscc(data.uscc);
  const findings = reading.findings.map((f) => ({ ...f, pointer: '/uscc' }));
  if (!reading.ok) return findings;
  const category = lookupRegistrarCategory(reading.uscc[0]!, reading.uscc[1]!);
  if (category !== undefined && category.subjectClass !== data.subjectClass) findings.push(finding('SUBJECT_CLASS_MISMATCH', '/subjectClass', {}, `代码前两位对应${category.categoryName}`));
  if (data.orgCode !== undefined && data.orgCode.replaceAll('-', '').toUpperCase() !== organisationCodeOf(reading.uscc)) findings.push(finding('ORG_CODE_MISMATCH', '/orgCode'));
  return findings;
};

const documentNumbers = (data: Act): Finding[] => [
  ...(data.personIdNo === undefined ? [] : documentNumberFindings(data.personIdType, data.personIdNo, '/personIdNo')),
  ...(data.legalRepIdNo === undefined ? [] : documentNumberFindings(data.legalRepIdType, data.legalRepIdNo, '/legalRepIdNo')),
  ...(data.personIdJwe === undefined ? [] : jweFindings(data.personIdJwe, '/personIdJwe')),
  ...(data.personIdNo !== undefined && data.personIdJwe !== undefined ? [finding('SUBJECT_REFERENCE', '/personIdJwe')] : []),
  ...(['personIdType', 'legalRepIdType'] as const).flatMap((field) => {
    const type = data[field];
    return type === undefined || parsePersonDocumentType(type) !== undefined ? [] : [finding('ENUM_UNKNOWN', `/${field}`, { allowed: '身份证 | 护照号 | 港澳居民来往内地通行证 | 台湾居民来往大陆通行证 | 外国人永久居留身份证 | 其他-…' })];
  }),
];

const common = (kind: RecordKind, act: AdministrativeActV1, { today, rulebook = defaultRulebook }: ActContext): { findings: Finding[]; plan: Plan } => {
  const data = act as Act;
  const plan = planOf(kind, data.subjectClass, rulebook);
  const findings = [...fieldsOfClass(data, plan), ...codeOfSubject(data), ...documentNumbers(data), ...usccFindings(data.authorityUscc, '/authorityUscc'), ...usccFindings(data.sourceUscc, '/sourceUscc')];
  if (data.decisionDate > today) findings.push(finding('DATE_IN_FUTURE', '/decisionDate'));
  if (data.decisionDate < '1949-01-01') findings.push(finding('DATE_TOO_EARLY', '/decisionDate'));
  return { findings, plan };
};

/** 当事人标识校验 — who a matter is about: the identifier that fits the class, valid, and one only. */
export const partyFindings = (party: PartyV1, rulebook: Rulebook = defaultRulebook): Finding[] => {
  const data = party as Act;
  return [...fieldsOfClass(data, planOf('matter', data.subjectClass, rulebook)), ...codeOfSubject(data), ...documentNumbers(data)];
};

/** 法院判决逻辑校验 — only a judgment in effect is reported: it is evidence from that day on (domain §5.4). */
export const crossCheckJudgment = (data: CourtJudgmentV1, context: ActContext): Finding[] => {
  const { findings } = common('court-judgment', data, context);
  if (data.effectiveOn < data.decisionDate) findings.push(finding('DATE_RANGE', '/effectiveOn'));
  for (const field of ['effectiveOn', 'performedOn'] as const) if (data[field] !== undefined && data[field] > context.today) findings.push(finding('DATE_IN_FUTURE', `/${field}`));
  if (data.performance === 'performed' && data.performedOn === undefined) findings.push(finding('CONDITIONAL_FIELD_MISSING', '/performedOn', { field: 'performedOn', reason: '履行情况为全部履行' }));
  return findings;
};

/** 行政强制逻辑校验 — domain §2.5; a day of lifting needs a measure that had begun. */
export const crossCheckCoercion = (data: AdministrativeCoercionV1, context: ActContext): Finding[] => {
  const { findings } = common('administrative-coercion', data, context);
  for (const field of ['validTo', 'liftedOn'] as const) if (data[field] !== undefined && data[field] < data.validFrom) findings.push(finding('DATE_RANGE', `/${field}`));
  if (data.liftedOn !== undefined && data.liftedOn > context.today) findings.push(finding('DATE_IN_FUTURE', '/liftedOn'));
  return findings;
};

/** 约谈记录逻辑校验 — party and authority as in an act, held no later than today (domain §8.4). */
export const crossCheckInterview = (data: InterviewIntakeV1, context: ActContext): Finding[] => common('interview', data, context).findings;

/** 禁入惩戒案例逻辑校验 — party and authority as in an act; whether the entry stands is the register's to judge (O59). */
export const crossCheckBanCase = (data: BanCaseIntakeV1, context: ActContext): Finding[] => common('ban-case', data, context).findings;

/** 信用承诺履行记录逻辑校验 — what was not kept and what follows is said of a breach only (domain §6.2, trap 32). */
export const crossCheckCommitmentRecord = (data: CommitmentRecordV1, context: ActContext): Finding[] => {
  const { findings } = common('commitment', data, context);
  if (data.madeOn > data.decisionDate) findings.push(finding('DATE_RANGE', '/madeOn'));
  for (const field of ['unperformed', 'accountability'] as const) {
    if (data.performance !== 'FULL' && data[field] === undefined) findings.push(finding('CONDITIONAL_FIELD_MISSING', `/${field}`, { field, reason: '承诺未全部履行' }));
  }
  return findings;
};

/** 行政许可逻辑校验 — domain §2.3 and §2.4 checks 1–3, 8. */
export const crossCheckLicense = (data: AdministrativeLicenseV1, context: ActContext): Finding[] => {
  const { findings } = common('administrative-license', data, context);
  if (data.validFrom > data.validTo) findings.push(finding('DATE_RANGE', '/validTo'));
  if (parsePermitKind(data.permitKind) === undefined) findings.push(finding('PERMIT_KIND_UNKNOWN', '/permitKind'));
  if (data.validFrom < data.decisionDate) findings.push(finding('VALID_FROM_BEFORE_DECISION', '/validFrom'));
  return findings;
};

const CONDITIONS: Readonly<Partial<Record<FieldCondition, { readonly types: readonly PenaltyType[]; readonly reason: string }>>> = {
  FINE_IMPOSED: { types: ['FINE'], reason: '处罚类别含罚款' },
  CONFISCATION_IMPOSED: { types: ['CONFISCATE_GAINS', 'CONFISCATE_PROPERTY'], reason: '处罚类别含没收' },
  PERMIT_SUSPENDED_OR_REVOKED: { types: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'], reason: '处罚类别含暂扣或吊销' },
};

const conditionalFields = (data: Act, plan: Plan, penaltyTypes: readonly PenaltyType[]): Finding[] =>
  plan.conditional.flatMap(({ identifier: field, condition }) => {
    const rule = condition === undefined ? undefined : CONDITIONS[condition];
    if (rule === undefined) return [];
    const imposed = rule.types.some((type) => penaltyTypes.includes(type));
    const value = data[field];
    if (imposed && value === undefined) return [finding('CONDITIONAL_FIELD_MISSING', `/${field}`, { field, reason: rule.reason })];
    const isAmount = field.endsWith('Wan') && typeof value === 'string';
    const isZero = isAmount && compareDecimals(value, '0') === 0;
    if (imposed && isZero) return [finding('AMOUNT_ZERO', `/${field}`)];
    return imposed || value === undefined || isZero ? [] : [finding('AMOUNT_WITHOUT_TYPE', `/${field}`, { field })];
  });

const YUAN_IN_TEXT = /(?<![\d,，.])(\d[\d,，]{0,15}(?:\.\d{1,6})?)\s{0,3}(万)?\s{0,3}元/g;

/**
 * 金额单位提示 — the amount equals a number that the text of the penalty calls 元.
 * POLICY-ASSUMPTION(AMOUNT-UNIT): only a warning; the amount as reported stays.
 */
const unitLooksWrong = (amount: string | undefined, content: string): boolean => {
  if (amount === undefined || compareDecimals(amount, '10') < 0 || !content.includes('元')) return false;
  for (const [, number, wan] of content.matchAll(YUAN_IN_TEXT)) {
    const digits = number!.replace(/[,，]/g, '');
    if (wan === undefined && digits.length <= 20 && compareDecimals(digits, amount) === 0) return true;
  }
  return false;
};

/** 行政处罚逻辑校验 — domain §2.4 checks 1, 2, 4, 8 and the conditional fields by 处罚类别. */
export const crossCheckPenalty = (data: AdministrativePenaltyV1, context: ActContext): Finding[] => {
  const { findings, plan } = common('administrative-penalty', data, context);
  findings.push(...conditionalFields(data as unknown as Act, plan, data.penaltyTypes));
  if (data.penaltyTypes.includes('OTHER') && data.otherPenaltyText === undefined) {
    findings.push(finding('CONDITIONAL_FIELD_MISSING', '/otherPenaltyText', { field: 'otherPenaltyText', reason: '处罚类别含其他' }));
  }
  if (data.sector !== undefined && parseSector(data.sector) === undefined) findings.push(finding('SECTOR_UNKNOWN', '/sector'));
  if (data.effectiveTo < data.decisionDate) findings.push(finding('DATE_RANGE', '/effectiveTo'));
  for (const field of ['fineAmountWan', 'confiscatedAmountWan'] as const) {
    if (unitLooksWrong(data[field], data.content)) findings.push(finding('AMOUNT_UNIT', `/${field}`, {}, '处罚内容中该数字的单位是元，折合万元应除以 10000'));
  }
  return findings;
};
