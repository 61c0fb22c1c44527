import { DomainError, type JsonValue } from '@credit/kernel';

/** A refusal about integrity education: `EDUCATION.<REASON>`. */
class EducationRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `EDUCATION.${reason}`, message, userMessage, clause: '《实施方案》二（一）组织开展经营者准入前诚信教育', ...(details === undefined ? {} : { details }) });
  }
}

/** 教育材料不明: education is given with a material in a version that was published. */
export class MaterialUnknown extends EducationRefused {
  constructor(materialCode: string, materialVersion: number) {
    super('MATERIAL_UNKNOWN', `there is no version ${materialVersion} of ${materialCode}`, '没有该版本的教育材料，请先公布材料', { materialCode, materialVersion });
  }
}

export class MaterialNotFound extends EducationRefused {
  constructor() {
    super('MATERIAL_NOT_FOUND', 'there is no such material', '没有该教育材料');
  }
}

/** 材料归属: the next version of a material is published by the department that published it first. */
export class MaterialNotYours extends EducationRefused {
  constructor(source: string) {
    super('MATERIAL_NOT_YOURS', `the material is not of ${source}`, '该教育材料由其他部门公布', { source });
  }
}

/** 材料没有内容: neither a text nor where to find it. */
export class MaterialEmpty extends EducationRefused {
  constructor() {
    super('MATERIAL_EMPTY', 'a material has a text, or an address where it is', '教育材料应当载明正文或者网址');
  }
}

/** The same case was told before, with other words. */
export class EducationAlreadyGiven extends EducationRefused {
  constructor(caseId: string) {
    super('ALREADY_GIVEN', `education in case ${caseId} was told before, otherwise`, '该办件的诚信教育已登记，且内容不同', { caseId });
  }
}

export class EducationDayAhead extends EducationRefused {
  constructor(today: string) {
    super('DAY_AHEAD', `education was given on ${today} at the latest`, '教育日期不能晚于今日', { today });
  }
}

/** 部门不明. */
export class EducationNotYours extends EducationRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} is no department of the city`, '不是本市的部门', { source });
  }
}
