import type { LocalDate } from '@credit/kernel';
import type { EducationOccasion } from '@credit/rulebook/codes';
import { EducationAlreadyGiven, EducationDayAhead, EducationNotYours, MaterialEmpty, MaterialNotYours, MaterialUnknown } from './integrity-education.errors.ts';

/** 教育材料 in one version; versions stay, they were shown to somebody. */
export interface EducationMaterial {
  materialCode: string;
  version: number;
  /** 公布部门 */
  source: string;
  title: string;
  text?: string;
  url?: string;
  publishedOn: LocalDate;
}

/** 诚信教育 given in one case: a fact without states, told once. Nothing follows from education that was not given (O12). */
export interface IntegrityEducation {
  source: string;
  /** 办件编号 */
  caseId: string;
  subjectId: string;
  occasion: EducationOccasion;
  materialCode: string;
  materialVersion: number;
  givenOn: LocalDate;
}

/** 公布教育材料 or its next version: data, no release. `last` = the version that was published before. */
export function publishMaterial({ today, department, ...material }: Omit<EducationMaterial, 'version' | 'publishedOn'> & { department: boolean; today: LocalDate }, last: EducationMaterial | undefined): EducationMaterial {
  if (!department) throw new EducationNotYours(material.source);
  if (last !== undefined && last.source !== material.source) throw new MaterialNotYours(material.source);
  if ((material.text ?? '').trim() === '' && (material.url ?? '') === '') throw new MaterialEmpty();
  return { ...material, version: (last?.version ?? 0) + 1, publishedOn: today };
}

/** What is known when education is told. */
export interface EducationStanding {
  /** the department is one of the city */
  department: boolean;
  /** the material was published in that version */
  material: boolean;
  /** what was told of the same case and subject before, by whatever way */
  before?: IntegrityEducation | undefined;
  today: LocalDate;
}

/**
 * 开展守法诚信教育 — at registration, approval or filing, with the version of the material that was shown.
 * 《实施方案》二（一）: 充分利用政务服务窗口，办理市场主体注册、审批、备案等相关业务时，开展守法诚信教育
 * @returns the new fact, or undefined when the same was told before
 */
export function giveEducation(given: IntegrityEducation, { department, material, before, today }: EducationStanding): IntegrityEducation | undefined {
  if (!department) throw new EducationNotYours(given.source);
  if (!material) throw new MaterialUnknown(given.materialCode, given.materialVersion);
  if (given.givenOn > today) throw new EducationDayAhead(today);
  if (before === undefined) return given;
  if (SAID.some((member) => before[member] !== given[member])) throw new EducationAlreadyGiven(given.caseId);
  return undefined;
}

const SAID = ['occasion', 'materialCode', 'materialVersion', 'givenOn'] as const;
