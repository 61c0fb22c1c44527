import type { ListEntryV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { BUREAU, newRecordId, subjectA } from './sample-records.ts';

/** An entry of a published list, three years from the opening day. */
export const listEntry = (over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId: newRecordId(), listType: 'MARKET_SERIOUS', listKind: 'joint-discipline', status: 'in-force', origin: 'local', subject: subjectA, region: '210500',
  evidence: [{ recordId: newRecordId(), recordKind: 'administrative-penalty', docNo: '本市监罚〔2026〕9号', authorityUscc: BUREAU, decisionDate: localDate('2026-11-02') }],
  decision: { docNo: '本市监列〔2026〕1号', authorityUscc: BUREAU, authorityName: '本溪市市场监督管理局', decidedOn: localDate('2026-11-23') },
  basis: { ruleId: 'LIST_MARKET_SERIOUS', statute: '企业信息公示暂行条例第十七条' }, from: localDate('2026-11-23'), until: localDate('2029-11-23'), published: true, listVersion: '1', ...over,
});

/** The same entry after its end. */
export const ended = (state: ListEntryV1, ending: NonNullable<ListEntryV1['ending']>, endingReason: string): ListEntryV1 => ({ ...state, status: 'ended', ending, endedOn: localDate('2026-11-23'), endingReason });
