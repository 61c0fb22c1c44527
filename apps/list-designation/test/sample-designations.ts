import { localDate, type LocalDate } from '@credit/kernel';
import type { RemovalRule } from '../src/domain/designation/change.decide.ts';
import type { GiveNotice, Propose } from '../src/domain/designation/designation.decide.ts';
import type { CitedEvidence, LookedUp } from '../src/domain/designation/designation.guards.ts';
import type { Report } from '../src/domain/designation/report.decide.ts';

export const TODAY: LocalDate = localDate('2026-11-23');
export const firm = { subjectId: '0193a000-0000-7000-8000-0000000000aa', subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' } as const;
export const person = { subjectId: '0193a000-0000-7000-8000-0000000000bb', subjectClass: 'NATURAL_PERSON', name: '王**', status: 'registered' } as const;
export const marketRegulation = { source: 'benxi-market-regulation', uscc: '11210500MB0XY1017D', name: '本溪市市场监督管理局' };
export const court = { source: 'benxi-intermediate-court', uscc: '11210500MB0XY10258', name: '本溪市中级人民法院' };
export const marketList = { code: 'MARKET_SERIOUS', kind: 'joint-discipline', ruleId: 'LIST_MARKET_SERIOUS', statute: '企业信息公示暂行条例第十七条', published: true } as const;
export const debtorList = { code: 'JUDGMENT_DEFAULTER', kind: 'joint-discipline', ruleId: 'LIST_JUDGMENT_DEFAULTER', statute: '民事诉讼法第二百六十六条', published: true } as const;

/** A penalty about the firm; `n` tells them apart. */
export const penaltyNo = (n: number): CitedEvidence => ({
  recordId: `0193a000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`, recordKind: 'administrative-penalty', docNo: `本市监罚〔2026〕${n}号`, authorityUscc: marketRegulation.uscc,
  decisionDate: localDate('2026-11-02'), subjectId: firm.subjectId,
});

/** Everything looked up as it should be, for both penalties. */
export const lawful = (over: Partial<LookedUp> = {}): LookedUp =>
  ({ listType: { ...marketList, inForce: true }, competent: true, alreadyListed: false, effective: [penaltyNo(1).recordId, penaltyNo(2).recordId], banRules: ['BAN_FOOD_135_5Y', 'BAN_FOOD_135_LIFE'],
    groundRule: { evidence: ['court-judgment', 'administrative-penalty'], atLeast: 2 }, supervision: ['REMINDER'], ...over });

const met = { met: true, reason: '多次销售超过保质期食品，拒不改正' };

export const proposal = (over: Partial<Propose> = {}): Propose => ({
  designationId: '0193a000-0000-7000-8000-000000000001', subject: firm, listTypeCode: 'MARKET_SERIOUS', authority: marketRegulation, evidence: [penaltyNo(1), penaltyNo(2)],
  criteria: { VILE_NATURE: met, SERIOUS_CIRCUMSTANCES: met, GREAT_SOCIAL_HARM: met }, severity: 'SERIOUS', facts: lawful(), by: 'officer-1', today: TODAY, ...over,
});

export const notice = (over: Partial<GiveNotice> = {}): GiveNotice =>
  ({ addresseeSubjectId: firm.subjectId, grounds: '两次行政处罚，拟列入严重违法失信名单', defenceUntil: localDate('2026-11-30'), by: 'officer-1', today: TODAY, ...over });

export const report = (over: Partial<Report> = {}): Report => ({
  designationId: '0193a000-0000-7000-8000-000000000002', subject: firm, listTypeCode: 'JUDGMENT_DEFAULTER', authority: court, situation: 1, evidence: [],
  decision: { docNo: '（2026）辽05执123号', authorityUscc: court.uscc, authorityName: court.name, decidedOn: localDate('2026-11-20') }, term: { from: localDate('2026-11-20'), until: null },
  facts: lawful({ listType: { ...debtorList, inForce: true }, effective: [] }), today: TODAY, listVersion: '7', ...over,
});

/** Early removal as the rules of the list give it: its day has come. */
export const removalRule: RemovalRule = { from: TODAY, conditions: '已履行处罚决定的义务', ruleId: 'LIST_TERM_MARKET_SERIOUS', clause: '满一年可以申请提前移出' };
