import { localDate as d, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { ApplyForRepair } from '../src/domain/repair-case/repair-case.decide.ts';
import type { Authority, RepairEvidence } from '../src/domain/repair-case/repair-case.ts';
import type { NoticeContent } from '../src/domain/repair-notice/repair-notice.ts';

export const TODAY = d('2026-11-23');
export const market: Authority = { source: 'benxi-market-regulation', uscc: '11210500MB0XY1009Q', name: '示例市市场监督管理局' };
export const firm: SubjectSnapshot = { subjectId: '0193a000-0000-7000-8000-000000000100', subjectClass: 'LEGAL_ENTITY', name: '样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' };
export const BODY = '12210500MB0XY2001A';

export const rectified: RepairEvidence = { kind: 'rectification', statement: '已缴清罚款并下架问题商品', on: d('2026-09-30') };
export const committed: RepairEvidence = { kind: 'commitment', statement: '信用承诺书', on: d('2026-11-20') };
export const trained: RepairEvidence = { kind: 'training', statement: '参加信用修复培训', on: d('2026-11-10'), bodyUscc: BODY };

/** A general penalty of 2026-07-01, asked for in time with all that its rule wants. */
export const asked = (over: Partial<ApplyForRepair> = {}): ApplyForRepair => ({
  caseId: '0193a000-0000-7000-8000-000000000200', subject: firm, way: 'ordinary',
  target: { kind: 'record', id: '0193a000-0000-7000-8000-000000000300', docNo: '示市监罚〔2026〕7号', documentDate: d('2026-07-01'), authority: market },
  rule: { ruleId: 'REPAIR_SET_GENERAL', clause: '第36号令', earliestOn: d('2026-10-01'), publicUntil: d('2027-07-01'), requires: ['rectification', 'commitment'] },
  evidence: [rectified, committed], appliedBy: 'firm@subject', acceptanceDueOn: d('2026-11-26'), today: TODAY,
  standing: { own: true, accredited: (body: string, on: LocalDate) => body === BODY && on >= d('2026-01-01') }, ...over,
});

/** What the notice of that penalty says. */
export const notice: NoticeContent = { noticeId: '0193a000-0000-7000-8000-000000000400', subject: firm, target: asked().target, rule: asked().rule, applyAt: '“信用中国”网站' };
