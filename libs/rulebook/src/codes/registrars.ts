import type { Verification } from '../row.ts';
import type { SubjectClass } from './subject-classes.ts';

/** 机构类别 of a credit subject, from the first two characters of its code. */
export type SubjectCategory =
  | 'STATE_ORGAN' | 'PUBLIC_INSTITUTION' | 'MASS_ORG' | 'FOREIGN_MEDIA' | 'LAW_FIRM' | 'NOTARY' | 'LEGAL_SERVICE_OFFICE' | 'FORENSIC'
  | 'ARBITRATION' | 'FOREIGN_CULTURE_CENTRE' | 'SOCIAL_GROUP' | 'PRIVATE_NON_ENTERPRISE' | 'FOUNDATION' | 'TOURISM_REP'
  | 'RELIGIOUS_SITE' | 'RELIGIOUS_SCHOOL' | 'TRADE_UNION' | 'ENTERPRISE' | 'INDIVIDUAL_BUSINESS' | 'FARMER_COOP' | 'MILITARY_INSTITUTION'
  | 'RURAL_COLLECTIVE_GROUP' | 'RURAL_COLLECTIVE_VILLAGE' | 'RURAL_COLLECTIVE_TOWNSHIP' | 'OTHER';

/** One registrar × category pair, 登记管理部门代码 + 机构类别代码. */
export interface RegistrarCategory {
  readonly registrar: string;
  readonly category: string;
  readonly registrarName: string;
  readonly categoryName: string;
  readonly subjectCategory: SubjectCategory;
  readonly subjectClass: SubjectClass;
  readonly verified: Verification;
}

const REGISTRARS: readonly [string, string, ...[string, string, SubjectCategory, Verification?][]][] = [
  ['1', '机构编制', ['1', '机关', 'STATE_ORGAN'], ['2', '事业单位', 'PUBLIC_INSTITUTION'], ['3', '中央编办直接管理机构编制的群众团体', 'MASS_ORG'], ['9', '其他', 'OTHER']],
  ['2', '外交', ['1', '外国常驻新闻机构', 'FOREIGN_MEDIA'], ['9', '其他', 'OTHER']],
  ['3', '司法行政', ['1', '律师执业机构', 'LAW_FIRM'], ['2', '公证处', 'NOTARY'], ['3', '基层法律服务所', 'LEGAL_SERVICE_OFFICE'], ['4', '司法鉴定机构', 'FORENSIC'], ['5', '仲裁委员会', 'ARBITRATION'], ['9', '其他', 'OTHER']],
  ['4', '文化', ['1', '外国在华文化中心', 'FOREIGN_CULTURE_CENTRE'], ['9', '其他', 'OTHER']],
  ['5', '民政', ['1', '社会团体', 'SOCIAL_GROUP'], ['2', '民办非企业单位', 'PRIVATE_NON_ENTERPRISE'], ['3', '基金会', 'FOUNDATION'], ['9', '其他', 'OTHER']],
  ['6', '旅游', ['1', '外国旅游部门常驻代表机构', 'TOURISM_REP'], ['2', '港澳台地区旅游部门常驻内地(大陆)代表机构', 'TOURISM_REP'], ['9', '其他', 'OTHER']],
  ['7', '宗教', ['1', '宗教活动场所', 'RELIGIOUS_SITE'], ['2', '宗教院校', 'RELIGIOUS_SCHOOL'], ['9', '其他', 'OTHER']],
  ['8', '工会', ['1', '基层工会', 'TRADE_UNION'], ['9', '其他', 'OTHER']],
  ['9', '工商', ['1', '企业', 'ENTERPRISE'], ['2', '个体工商户', 'INDIVIDUAL_BUSINESS'], ['3', '农民专业合作社', 'FARMER_COOP'], ['9', '其他', 'OTHER', 'TO_VERIFY']],
  ['A', '中央军委改革和编制办公室', ['1', '军队事业单位', 'MILITARY_INSTITUTION'], ['9', '其他', 'OTHER']],
  ['N', '农业', ['1', '组级集体经济组织', 'RURAL_COLLECTIVE_GROUP'], ['2', '村级集体经济组织', 'RURAL_COLLECTIVE_VILLAGE'], ['3', '乡镇级集体经济组织', 'RURAL_COLLECTIVE_TOWNSHIP'], ['9', '其他', 'OTHER', 'TO_VERIFY']],
  ['Y', '其他', ['1', '其他', 'OTHER']],
];

/** 登记管理部门 × 机构类别, GB 32100-2015 with amendment 1. */
export const REGISTRAR_CATEGORIES: readonly RegistrarCategory[] = REGISTRARS.flatMap(([registrar, registrarName, ...categories]) =>
  categories.map(([category, categoryName, subjectCategory, verified]) => ({
    registrar, category, registrarName, categoryName, subjectCategory, verified: verified ?? 'VERIFIED',
    subjectClass: subjectCategory === 'INDIVIDUAL_BUSINESS' ? 'INDIVIDUAL_BUSINESS' : 'LEGAL_ENTITY',
  })),
);

const byPair = new Map(REGISTRAR_CATEGORIES.map((row) => [row.registrar + row.category, row]));

/** The pair that the first two characters of a code name; undefined = no such pair (finding `USCC_CATEGORY`). */
export const lookupRegistrarCategory = (c1: string, c2: string): RegistrarCategory | undefined => byPair.get(c1 + c2);
