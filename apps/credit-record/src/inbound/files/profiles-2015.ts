import { INTAKE } from '@credit/contracts/events';
import { parseUscc } from '@credit/contracts/subject';
import { localDate } from '@credit/kernel';
import { amountCell, codeCell, dateCell, sourceVersionCell, textCell } from './cells.ts';
import { penaltyTypesCell } from './code-cells.ts';
import type { Column, Profile, RowContext } from './profile.ts';

const text = (header: string, title: string, identifier: string, required?: 'always'): Column => ({ header, title, identifier, read: textCell, ...(required && { required }) });
const code = (header: string, title: string, identifier: string): Column => ({ header, title, identifier, read: codeCell });
const SOURCE_VERSION: Column = { header: 'SJC', title: '时间戳', identifier: 'sourceVersion', read: sourceVersionCell };
const LONG_TERM = localDate('2099-12-31');

/** What the columns of 2015 never had: class of the subject, codes of authority and source. Each derived value is named to the sender. */
function derive(values: Readonly<Record<string, unknown>>, { city, department }: RowContext): { data: Record<string, unknown>; derived: string[] } {
  const data: Record<string, unknown> = { ...values, sourceName: department.name, sourceUscc: department.uscc };
  const derived = ['sourceUscc'];
  const code = typeof values['uscc'] === 'string' ? parseUscc(values['uscc']) : undefined;
  if (code?.ok) { data['subjectClass'] = code.subjectClass; derived.push('subjectClass'); }
  else if (values['personIdNo'] !== undefined) Object.assign(data, { subjectClass: 'NATURAL_PERSON', personIdType: '身份证' });
  else data['subjectClass'] = 'LEGAL_ENTITY';
  const authority = city.departments.find((d) => d.name === values['authorityName']);
  if (authority !== undefined) { data['authorityUscc'] = authority.uscc; derived.push('authorityUscc'); }
  return { data, derived };
}

/** 罚款…N万元 or …N元 inside the free text of the result; undefined when the text names no sum. POLICY-ASSUMPTION(CF2015-AMOUNT): the only sum in the text is the fine. */
export function fineInText(result: unknown): string | undefined {
  if (typeof result !== 'string') return undefined;
  const sums = [...result.normalize('NFKC').replaceAll(',', '').matchAll(/罚款(?:人民币)?\s*(\d+(?:\.\d+)?)\s*(万元|元)/g)];
  if (sums.length !== 1) return undefined;
  const [, number, unit] = sums[0]!;
  const cell = amountCell(unit === '万元' ? number : shiftFourDigits(number!));
  return typeof cell.value === 'string' ? cell.value : undefined;
}

/** Decimal text divided by 10,000 without floats. */
function shiftFourDigits(number: string): string {
  const [integer, fraction = ''] = number.split('.');
  const digits = integer!.padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}${fraction}`;
}

const penalty2015: Profile = {
  id: '2015', kind: 'administrative-penalty', type: INTAKE.penalty, marks: ['CF_XZJG', 'CF_CFLB1', 'CF_CFMC', 'CF_JG'],
  columns: [
    text('CF_WSH', '行政处罚决定书文号', 'docNo', 'always'), text('CF_CFMC', '处罚名称', 'docName'), { header: 'CF_CFLB1', title: '处罚类别1', identifier: 'penaltyTypes', read: penaltyTypesCell, required: 'always' },
    text('CF_SY', '处罚事由', 'facts', 'always'), text('CF_YJ', '处罚依据', 'legalBasis', 'always'), text('CF_XDR_MC', '行政相对人名称', 'subjectName', 'always'), code('CF_XDR_SHXYM', '行政相对人代码_1(统一社会信用代码)', 'uscc'),
    code('CF_XDR_ZDM', '行政相对人代码_2(组织机构代码)', 'orgCode'), code('CF_XDR_GSDJ', '行政相对人代码_3(工商登记码)', 'bizRegNo'), code('CF_XDR_SWDJ', '行政相对人代码_4(税务登记号)', 'taxNo'), code('CF_XDR_SFZ', '行政相对人代码_5(居民身份证号)', 'personIdNo'),
    text('CF_FR', '法定代表人姓名', 'legalRepName'), text('CF_JG', '处罚结果', 'content', 'always'), { header: 'CF_JDRQ', title: '处罚决定日期', identifier: 'decisionDate', read: dateCell, required: 'always' },
    text('CF_XZJG', '处罚机关', 'authorityName', 'always'), text('BZ', '备注', 'remark'), SOURCE_VERSION,
  ],
  build({ penaltyTypes, ...values }, context) {
    const { data, derived } = derive(values, context);
    const parsed = penaltyTypes as { types: string[]; otherText?: string } | undefined;
    const fine = parsed?.types.includes('FINE') ? fineInText(values['content']) : undefined;
    return {
      data: { ...data, violationType: values['facts'], effectiveTo: LONG_TERM, ...(parsed && { penaltyTypes: parsed.types }), ...(parsed?.otherText !== undefined && { otherPenaltyText: parsed.otherText }), ...(fine !== undefined && { fineAmountWan: fine }) },
      derived: [...derived, 'violationType', 'effectiveTo', ...(fine === undefined ? [] : ['fineAmountWan'])],
    };
  },
};

const license2015: Profile = {
  id: '2015', kind: 'administrative-license', type: INTAKE.license, marks: ['XK_XDR', 'XK_SPLB', 'XK_XMMC', 'XK_JZQ'],
  columns: [
    text('XK_WSH', '行政许可决定书文号', 'docNo', 'always'), text('XK_XMMC', '项目名称', 'docName', 'always'), text('XK_SPLB', '审批类别', 'permitKind', 'always'), text('XK_NR', '许可内容', 'content', 'always'), text('XK_XDR', '行政相对人名称', 'subjectName', 'always'),
    code('XK_XDR_SHXYM', '行政相对人代码_1(统一社会信用代码)', 'uscc'), code('XK_XDR_ZDM', '行政相对人代码_2(组织机构代码)', 'orgCode'), code('XK_XDR_GSDJ', '行政相对人代码_3(工商登记码)', 'bizRegNo'), code('XK_XDR_SWDJ', '行政相对人代码_4(税务登记号)', 'taxNo'), code('XK_XDR_SFZ', '行政相对人代码_5(居民身份证号)', 'personIdNo'),
    text('XK_FR', '法定代表人姓名', 'legalRepName'), { header: 'XK_JDRQ', title: '许可决定日期', identifier: 'decisionDate', read: dateCell, required: 'always' }, { header: 'XK_JZQ', title: '许可截止期', identifier: 'validTo', read: dateCell },
    text('XK_XZJG', '许可机关', 'authorityName', 'always'), text('BZ', '备注', 'remark'), SOURCE_VERSION,
  ],
  build(values, context) {
    const { data, derived } = derive(values, context);
    return { data: { ...data, validFrom: values['decisionDate'], validTo: values['validTo'] ?? LONG_TERM, state: '1' }, derived: [...derived, 'validFrom', 'state', ...(values['validTo'] === undefined ? ['validTo'] : [])] };
  },
};

/** 2015 年版: columns still met in imports; an adapter, so that the rest of the system knows one format only. */
export const profiles2015: readonly Profile[] = [penalty2015, license2015];
