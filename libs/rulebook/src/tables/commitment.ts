import { localDate as d } from '@credit/kernel';
import type { ExcludedRisk } from '../codes/commitment.ts';
import type { CommitmentBarRow, CommitmentExclusionRow, EducationMatterRow } from './types.ts';

const MODEL = '深圳经济特区社会信用条例第五十九条(参照;辽宁规定待核)';
const HENAN = '河南省社会信用条例第三十二条(参照)';

const excluded = (risk: ExcludedRisk): CommitmentExclusionRow => ({ id: `COMMITMENT_NOT_FOR_${risk}`, risk, clause: MODEL, source: MODEL, from: d('2020-05-15'), verified: 'TO_VERIFY' });

/** 不适用告知承诺制的事项. */
export const COMMITMENT_EXCLUSIONS: readonly CommitmentExclusionRow[] = [
  excluded('NATIONAL_SECURITY'), excluded('STATE_SECRETS'), excluded('PUBLIC_SAFETY'), excluded('FINANCIAL_PRUDENCE'),
  excluded('ENVIRONMENT'), excluded('LIFE_AND_PROPERTY'), excluded('HARD_TO_UNDO'), excluded('BY_LAW'),
];

/** 不适用告知承诺制的申请人: who has an unrepaired breach, and who is on a list of serious dishonesty. Both end with what they rest on. */
export const COMMITMENT_BARS: readonly CommitmentBarRow[] = [
  { id: 'COMMITMENT_BAR_BREACH', bar: 'unrepaired-breach', clause: `${MODEL};${HENAN}:违背承诺、尚未修复的,不适用告知承诺`, source: MODEL, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'COMMITMENT_BAR_LISTED', bar: 'serious-list', clause: `${MODEL}:有较严重不良信用记录的,不适用告知承诺`, source: MODEL, from: d('2020-05-15'), verified: 'TO_VERIFY' },
];

const EDUCATION = '《实施方案》二（一）经营者准入前诚信教育:办理注册、审批、备案等相关业务时;所含事项种类待核';
const education = (id: string, occasion: EducationMatterRow['occasion'], matterKind: EducationMatterRow['matterKind']): EducationMatterRow =>
  ({ id: `EDUCATION_AT_${id}`, occasion, matterKind, clause: EDUCATION, source: EDUCATION, from: d('2020-05-15'), verified: 'TO_VERIFY' });

/** 准入前诚信教育的事项: which kinds of matters are 注册, 审批, 备案. */
export const EDUCATION_MATTERS: readonly EducationMatterRow[] = [
  education('OFFICER_REGISTRATION', 'REGISTRATION', 'company-registration-officer'), education('LICENCE', 'APPROVAL', 'administrative-license'), education('PROJECT', 'FILING', 'project-approval'),
];
