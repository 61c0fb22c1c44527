import { localDate as d } from '@credit/kernel';
import type { VisibilityRow } from './types.ts';

const ALWAYS = d('1900-01-01');
const officials = { source: 'FULL', 'case-officer': 'FULL', approver: 'FULL', 'credit-centre': 'FULL', subject: 'FULL' } as const;

/** 谁能看到什么. Rows of a named class stand before the row for all classes. What is public follows the sources; the split among officials is ours. */
export const VISIBILITY: readonly VisibilityRow[] = [
  {
    id: 'VIEW_ID_NUMBER', fields: ['personIdNo', 'legalRepIdNo'], otherwise: 'HIDDEN',
    views: { source: 'MASKED', 'case-officer': 'MASKED', approver: 'MASKED', 'credit-centre': 'MASKED', subject: 'MASKED', auditor: 'MASKED' },
    source: '行政处罚结果网上公示规则;个人信息保护法第六条', from: ALWAYS, verified: 'VERIFIED',
  },
  { id: 'VIEW_ID_TYPE', fields: ['personIdType', 'legalRepIdType', 'personIdJwe'], otherwise: 'HIDDEN', views: { ...officials, auditor: 'FULL' }, source: '双公示数据标准:证件类型不公示', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'VIEW_PERSON_NAME', fields: ['subjectName', 'name'], subjectClasses: ['NATURAL_PERSON'], otherwise: 'HIDDEN', views: { ...officials, 'screening-client': 'MASKED', auditor: 'MASKED' }, source: '自然人公共信用信息不公示', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'VIEW_OPERATOR_NAME', fields: ['legalRepName'], subjectClasses: ['INDIVIDUAL_BUSINESS', 'NATURAL_PERSON'], otherwise: 'HIDDEN', views: { ...officials, 'screening-client': 'MASKED', auditor: 'MASKED' }, source: '个体工商户经营者按自然人保护(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'VIEW_PERSON_ADDRESS', fields: ['address'], subjectClasses: ['INDIVIDUAL_BUSINESS', 'NATURAL_PERSON'], otherwise: 'HIDDEN', views: officials, source: '行政处罚结果网上公示规则:住址不公示', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'VIEW_CONTACT', fields: ['phone', 'bankAccount', 'health'], otherwise: 'HIDDEN', views: { 'case-officer': 'MASKED', 'credit-centre': 'MASKED', subject: 'MASKED' }, source: '行政处罚结果网上公示规则', from: ALWAYS, verified: 'VERIFIED' },
];
