import { DomainError, type LocalDate } from '@credit/kernel';
import { AUTHORITY_KINDS } from '@credit/rulebook/codes';
import { validateByClass } from '../schema/by-class.ts';
import { Day, Nested, NestedList, Optional, Text, TextList, Token } from '../schema/decorators.ts';
import { isUscc } from '../subject/uscc.ts';
import { RESERVED_PRINCIPALS } from './access.ts';
import { isSourceName } from './names.ts';

/** 城市 — which city this installation serves. */
export class City {
  /** 城市名称 */
  @Text(100)
  name: string;

  /** 城市英文名称 */
  @Optional()
  @Text(100)
  nameEn?: string;

  /** 行政区划代码 */
  @Token(6)
  region: string;

  /** 省级行政区划代码 */
  @Optional()
  @Token(6)
  provinceRegion?: string;

  /** 开业日期（沙箱的首个业务日期） */
  @Day()
  openingDate: LocalDate;

  /** 平台名称 */
  @Optional()
  @Text(100)
  platformName?: string;
}

/** 部门 — a department that reports: its short code, its code, whom it speaks for and what it may decide. */
export class Department {
  /** 部门代码（小写字母、数字、连字符），即报送来源 */
  @Token(63)
  source: string;

  /** 部门名称 */
  @Text(200)
  name: string;

  /** 部门统一社会信用代码 */
  @Text(18)
  uscc: string;

  /** 部门所在行政区划代码 */
  @Token(6)
  region: string;

  /** 权力类型：license、penalty、coercion、judgment、registration、list-entry、matter、correction 等 */
  @TextList(0, 50, 64)
  powers: string[];

  /** 可代为报送的机关统一社会信用代码；缺省为本部门 */
  @TextList(1, 200, 18)
  speaksFor: string[];

  /** 部门类别代码（AUTHORITY_KINDS）：可认定哪些名单、办理哪些事项由此而定 */
  @Optional()
  @TextList(1, 20, 64)
  kinds?: string[];

  /** 上级部门代码 */
  @Optional()
  @Token(63)
  parent?: string;

  /** 所主管单位的统一社会信用代码：本部门是其上级主管单位 */
  @Optional()
  @TextList(1, 2000, 18)
  oversees?: string[];
}

/** 城市配置 — configuration of one installation; no place name is a constant in code. */
export class CityConfig {
  /** 城市 */
  @Nested(() => City)
  city: City;

  /** 部门清单 */
  @NestedList(() => Department, 1, 2000)
  departments: Department[];
}

const invalid = (pointer: string, message: string, userMessage: string): DomainError =>
  new DomainError({ code: 'CITY_CONFIG_INVALID', message: `city configuration at ${pointer || '/'}: ${message}`, userMessage: `城市配置有误（${pointer || '/'}）：${userMessage}`, pointer });

const withDefaults = (json: unknown): unknown => {
  const departments = (json as { departments?: unknown } | null)?.departments;
  if (!Array.isArray(departments)) return json;
  return {
    ...(json as object),
    departments: departments.map((d: unknown) => (typeof d === 'object' && d !== null && !('speaksFor' in d) && 'uscc' in d ? { ...d, speaksFor: [d.uscc] } : d)),
  };
};

const checkDepartment = (config: CityConfig, department: Department, i: number): void => {
  const at = `/departments/${i}`;
  if (!isSourceName(department.source)) throw invalid(`${at}/source`, 'not a short code of a-z 0-9 -', '部门代码应为小写字母、数字和连字符');
  if (RESERVED_PRINCIPALS.includes(department.source)) throw invalid(`${at}/source`, 'a name of the system itself', '该代码为系统保留');
  if (!isUscc(department.uscc)) throw invalid(`${at}/uscc`, 'not a valid unified social credit code', '统一社会信用代码无效');
  for (const [j, uscc] of department.speaksFor.entries()) {
    if (!isUscc(uscc)) throw invalid(`${at}/speaksFor/${j}`, 'not a valid unified social credit code', '统一社会信用代码无效');
  }
  for (const [j, uscc] of (department.oversees ?? []).entries()) {
    if (!isUscc(uscc)) throw invalid(`${at}/oversees/${j}`, 'not a valid unified social credit code', '统一社会信用代码无效');
    if (config.departments.findIndex((d) => d.oversees?.includes(uscc)) !== i) throw invalid(`${at}/oversees/${j}`, 'another department oversees it', '该单位已有其他上级主管单位');
  }
  const stranger = department.kinds?.findIndex((kind) => !AUTHORITY_KINDS.some(({ code }) => code === kind)) ?? -1;
  if (stranger >= 0) throw invalid(`${at}/kinds/${stranger}`, 'not a kind of department', '部门类别不在代码表中');
  const twin = config.departments.findIndex((d) => d.source === department.source || d.uscc === department.uscc);
  if (twin !== i) throw invalid(at, `same source or code as /departments/${twin}`, '部门代码或统一社会信用代码重复');
  if (department.parent !== undefined && !config.departments.some((d) => d.source === department.parent)) throw invalid(`${at}/parent`, 'unknown department', '上级部门不存在');
};

/**
 * 城市配置 — reads `{ city, departments }` as it stands in the JSON files. `speaksFor` defaults to the department's own code.
 * @throws DomainError CITY_CONFIG_INVALID with the JSON pointer of the first fault.
 */
export const parseCityConfig = (json: unknown): CityConfig => {
  const value = withDefaults(json);
  const [fault] = validateByClass(CityConfig, value);
  if (fault !== undefined) throw invalid(fault.pointer, fault.messageEn, fault.message);
  const config = value as CityConfig;
  for (const [i, department] of config.departments.entries()) checkDepartment(config, department, i);
  return config;
};
