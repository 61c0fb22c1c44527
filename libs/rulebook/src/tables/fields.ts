import { localDate as d } from '@credit/kernel';
import type { RecordKind } from '../codes/acts.ts';
import type { Verification } from '../row.ts';
import type { FieldRule, Requirement } from './types.ts';

type More = Partial<Pick<FieldRule, 'condition' | 'pairedWith' | 'rule' | 'verified'>>;
/** Identifier, column, 中文, type with length (C200, U18 = code of a subject, E16 = code list, D, N12.6), requirement for LE · NP · IB. */
type Line = readonly [identifier: string, legacyCode: string, title: string, type: string, required: string, more?: More];

const REQUIREMENTS: Readonly<Record<string, Requirement>> = { R: 'R', C: 'C', O: 'O', '-': 'BLANK' };
const TYPES: Readonly<Record<string, FieldRule['type']>> = { C: 'text', U: 'uscc', E: 'code', D: 'date', N: 'decimal' };

function shape(type: string): Pick<FieldRule, 'type' | 'maxLength' | 'integerDigits' | 'fractionDigits'> {
  const kind = TYPES[type[0]!]!;
  if (kind === 'date') return { type: kind };
  const [digits, fraction] = type.slice(1).split('.').map(Number);
  return kind === 'decimal' ? { type: kind, integerDigits: digits!, fractionDigits: fraction! } : { type: kind, maxLength: digits! };
}

const rules = (recordKind: RecordKind, source: string, verified: Verification, lines: readonly Line[]): FieldRule[] =>
  lines.map(([identifier, legacyCode, title, type, required, more]) => ({
    id: `FIELD_${legacyCode}`, recordKind, identifier, legacyCode, title, ...shape(type),
    required: { LEGAL_ENTITY: REQUIREMENTS[required[0]!]!, NATURAL_PERSON: REQUIREMENTS[required[1]!]!, INDIVIDUAL_BUSINESS: REQUIREMENTS[required[2]!]! },
    source, from: d('2018-07-25'), verified, ...more,
  }));

const seen: More = { verified: 'VERIFIED' };
const CERTIFICATE: More = { condition: 'CERTIFICATE_ISSUED', rule: '发放许可证书的必填' };
const LONG_TERM = '2099-12-31 表示长期(待核)';

/** 行政许可 XK_*: classes, document and identity columns are seen, other lengths and flags are to be verified. */
const LICENSE = rules('administrative-license', '双公示数据标准(2018年,2021年更新):行政许可', 'TO_VERIFY', [
  ['subjectName', 'XK_XDR_MC', '行政相对人名称', 'C200', 'RRR'],
  ['subjectClass', 'XK_XDR_LB', '行政相对人类别', 'E16', 'RRR', seen],
  ['uscc', 'XK_XDR_SHXYM', '行政相对人代码_1(统一社会信用代码)', 'U18', 'R-R', { rule: '个体工商户暂无代码的填17个0加X(待核)' }],
  ['bizRegNo', 'XK_XDR_GSZC', '行政相对人代码_2(工商注册号)', 'C50', 'O-O'],
  ['orgCode', 'XK_XDR_ZZJG', '行政相对人代码_3(组织机构代码)', 'C9', 'O-O'],
  ['taxNo', 'XK_XDR_SWDJ', '行政相对人代码_4(税务登记号)', 'C15', 'O-O'],
  ['institutionNo', 'XK_XDR_SYDW', '行政相对人代码_5(事业单位证书号)', 'C12', 'O--'],
  ['socialOrgNo', 'XK_XDR_SHZZ', '行政相对人代码_6(社会组织登记证号)', 'C50', 'O--'],
  ['legalRepName', 'XK_FRDB', '法定代表人', 'C50', 'R-R', seen],
  ['legalRepIdType', 'XK_FR_ZJLX', '法定代表人证件类型', 'E64', 'O-O', { ...seen, pairedWith: 'legalRepIdNo', rule: '不公示' }],
  ['legalRepIdNo', 'XK_FR_ZJHM', '法定代表人证件号码', 'C64', 'O-O', { ...seen, pairedWith: 'legalRepIdType', rule: '不公示' }],
  ['personIdType', 'XK_XDR_ZJLX', '自然人证件类型', 'E64', '-R-', { ...seen, pairedWith: 'personIdNo', rule: '不公示' }],
  ['personIdNo', 'XK_XDR_ZJHM', '自然人证件号码', 'C64', '-R-', { ...seen, pairedWith: 'personIdType', rule: '不公示' }],
  ['docName', 'XK_XKWS', '行政许可决定文书名称', 'C64', 'RRR', seen],
  ['docNo', 'XK_WSH', '行政许可决定文书号', 'C64', 'RRR', { ...seen, rule: '无文书号的填许可编号' }],
  ['permitKind', 'XK_XKLB', '许可类别', 'E256', 'RRR', { ...seen, rule: '普通、特许、认可、核准、登记、其他-补充文字' }],
  ['certName', 'XK_XKZS', '许可证书名称', 'C64', 'OOO', CERTIFICATE],
  ['certNo', 'XK_XKBH', '许可编号', 'C64', 'OOO', CERTIFICATE],
  ['content', 'XK_NR', '许可内容', 'C4000', 'RRR'],
  ['decisionDate', 'XK_JDRQ', '许可决定日期', 'D', 'RRR', { rule: '7个工作日公示期限自此日起算' }],
  ['validFrom', 'XK_YXQZ', '有效期自', 'D', 'RRR'],
  ['validTo', 'XK_YXQZI', '有效期至', 'D', 'RRR', { rule: LONG_TERM }],
  ['authorityName', 'XK_XKJG', '许可机关', 'C200', 'RRR'],
  ['authorityUscc', 'XK_XKJGDM', '许可机关统一社会信用代码', 'U18', 'RRR'],
  ['state', 'XK_ZT', '当前状态', 'E1', 'RRR', { rule: '1 有效;2 无效(待核)' }],
  ['sourceName', 'XK_LYDW', '数据来源单位', 'C200', 'RRR'],
  ['sourceUscc', 'XK_LYDWDM', '数据来源单位统一社会信用代码', 'U18', 'RRR'],
  ['remark', 'BZ', '备注', 'C512', 'OOO'],
]).map((rule) => (rule.legacyCode === 'BZ' ? { ...rule, id: 'FIELD_XK_BZ' } : rule));

/** 行政处罚 CF_*: lengths and required flags are seen unless a line says otherwise. */
const PENALTY = rules('administrative-penalty', '双公示数据标准(2018年,2021年更新):行政处罚', 'VERIFIED', [
  ['subjectName', 'CF_XDR_MC', '行政相对人名称', 'C200', 'RRR'],
  ['subjectClass', 'CF_XDR_LB', '行政相对人类别', 'E16', 'RRR'],
  ['uscc', 'CF_XDR_SHXYM', '行政相对人代码_1(统一社会信用代码)', 'U18', 'R-R', { rule: '个体工商户暂无代码的填17个0加X(待核)' }],
  ['bizRegNo', 'CF_XDR_GSZC', '行政相对人代码_2(工商注册号)', 'C50', 'O-O'],
  ['orgCode', 'CF_XDR_ZZJG', '行政相对人代码_3(组织机构代码)', 'C9', 'O-O'],
  ['taxNo', 'CF_XDR_SWDJ', '行政相对人代码_4(税务登记号)', 'C15', 'O-O'],
  ['institutionNo', 'CF_XDR_SYDW', '行政相对人代码_5(事业单位证书号)', 'C12', 'O--'],
  ['socialOrgNo', 'CF_XDR_SHZZ', '行政相对人代码_6(社会组织登记证号)', 'C50', 'O--'],
  ['legalRepName', 'CF_FRDB', '法定代表人', 'C50', 'R-R'],
  ['legalRepIdType', 'CF_FR_ZJLX', '法定代表人证件类型', 'E64', 'O-O', { pairedWith: 'legalRepIdNo', rule: '不公示' }],
  ['legalRepIdNo', 'CF_FR_ZJHM', '法定代表人证件号码', 'C64', 'O-O', { pairedWith: 'legalRepIdType', rule: '不公示' }],
  ['personIdType', 'CF_XDR_ZJLX', '自然人证件类型', 'E64', '-R-', { pairedWith: 'personIdNo', rule: '不公示' }],
  ['personIdNo', 'CF_XDR_ZJHM', '自然人证件号码', 'C64', '-R-', { pairedWith: 'personIdType', rule: '不公示' }],
  ['docNo', 'CF_WSH', '行政处罚决定书文号', 'C128', 'RRR', { rule: '与处罚机关、行政相对人共同唯一' }],
  ['violationType', 'CF_WFXW', '违法行为类型', 'C2000', 'RRR'],
  ['facts', 'CF_SY', '违法事实', 'C5000', 'RRR', { verified: 'TO_VERIFY', rule: '旧版为2000字;不得含个人信息' }],
  ['legalBasis', 'CF_YJ', '处罚依据', 'C2048', 'RRR'],
  ['penaltyTypes', 'CF_CFLB', '处罚类别', 'E255', 'RRR', { verified: 'TO_VERIFY', rule: '可多选,以分号分隔;其他-补充文字' }],
  ['content', 'CF_NR', '处罚内容', 'C4000', 'RRR'],
  ['fineAmountWan', 'CF_NR_FK', '罚款金额(万元)', 'N12.6', 'CCC', { condition: 'FINE_IMPOSED', rule: '处罚类别含罚款的必填' }],
  ['confiscatedAmountWan', 'CF_NR_WFFF', '没收违法所得、没收非法财物的金额(万元)', 'N12.6', 'CCC', { condition: 'CONFISCATION_IMPOSED', rule: '处罚类别含没收的必填' }],
  ['suspendedPermit', 'CF_NR_ZKDX', '暂扣或吊销证照名称及编号', 'C200', 'CCC', { condition: 'PERMIT_SUSPENDED_OR_REVOKED', rule: '处罚类别含暂扣、吊销的必填' }],
  ['decisionDate', 'CF_JDRQ', '处罚决定日期', 'D', 'RRR', { rule: '公示期限自此日起算' }],
  ['effectiveTo', 'CF_YXQ', '处罚有效期', 'D', 'RRR', { rule: LONG_TERM }],
  ['publicityUntil', 'CF_GSJZQ', '公示截止期', 'D', 'CCC', { condition: 'COMPUTED_BY_SYSTEM', rule: '由系统计算,不采用报送值' }],
  ['authorityName', 'CF_CFJG', '处罚机关', 'C200', 'RRR'],
  ['authorityUscc', 'CF_CFJGDM', '处罚机关统一社会信用代码', 'U18', 'RRR'],
  ['sourceName', 'CF_SJLY', '数据来源单位', 'C200', 'RRR'],
  ['sourceUscc', 'CF_SJLYDM', '数据来源单位统一社会信用代码', 'U18', 'RRR'],
  ['remark', 'BZ', '备注', 'C512', 'OOO'],
]).map((rule) => (rule.legacyCode === 'BZ' ? { ...rule, id: 'FIELD_CF_BZ' } : rule));

/** Both record kinds of 双公示. */
export const FIELDS: readonly FieldRule[] = [...LICENSE, ...PENALTY];
