import type { SubjectClass } from '@credit/rulebook/codes';

export type { SubjectClass };

/** 主体类别: 法人及非法人组织, 个体工商户 (92-codes), 自然人. */
export const SUBJECT_CLASSES: readonly SubjectClass[] = ['LEGAL_ENTITY', 'INDIVIDUAL_BUSINESS', 'NATURAL_PERSON'];

export const SUBJECT_STATUSES = ['unregistered', 'registered', 'deregistered', 'merged'] as const;
/** 主体状态: 库外 (valid code, no registration yet), 在册, 注销, 已并入 another subject. */
export type SubjectStatus = (typeof SUBJECT_STATUSES)[number];
