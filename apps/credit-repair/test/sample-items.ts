import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ListEntryV1, RecordStateV1 } from '@credit/contracts/events';
import { localDate as d, type LocalDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';

const BUREAU = { authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局' };
export const subjectOf = () => ({ subjectId: newEventId(), subjectClass: 'LEGAL_ENTITY' as const, name: '本溪示例甲有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' as const });

/** A penalty of 20,000 yuan: general, so from three months after its date. */
export const penalty = (decisionDate: LocalDate, over: Partial<RecordStateV1> = {}): RecordStateV1 => ({
  recordId: newEventId(), recordKind: 'administrative-penalty', status: 'effective', heldReasons: [], subject: subjectOf(), source: 'benxi-market-regulation', ...BUREAU, docNo: `本市监罚〔2026〕${randomUUID().slice(0, 8)}号`,
  decisionDate, receivedAt: '2026-11-23T02:00:00Z' as never, receivedOn: d('2026-11-23'), sourceVersion: '1',
  content: { violationType: '无照经营', facts: '无照经营', legalBasis: '《条例》第十条', penaltyTypes: ['FINE'], content: '罚款2万元', fineAmountWan: '2', effectiveTo: d('2027-11-16') } as RecordStateV1['content'], ...over,
});

/** An entry of a market-regulation list: early removal after a year. */
export const listEntry = (decidedOn: LocalDate, over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId: newEventId(), listType: 'MARKET_SERIOUS', listKind: 'joint-discipline', status: 'in-force', origin: 'local', subject: subjectOf(), region: '210500', evidence: [],
  decision: { docNo: '本市监列〔2025〕1号', ...BUREAU, decidedOn }, basis: { ruleId: 'LIST_MARKET_SERIOUS', statute: '企业信息公示暂行条例第十七条' }, from: decidedOn, until: d('2028-11-01'), published: true, listVersion: '1', ...over,
});

/** A record of another kind, as its frozen event says it, about a subject of its own. */
export const sampleOfKind = (recordKind: string): RecordStateV1 => {
  const sample = new URL(`../../../libs/credit-contracts/src/events/samples/credit.record.recorded.v1~${recordKind}.json`, `file://${__filename}`);
  const { envelope } = JSON.parse(readFileSync(sample, 'utf8')) as { envelope: { data: RecordStateV1 } };
  return { ...envelope.data, recordId: newEventId(), subject: subjectOf(), status: 'effective' };
};
