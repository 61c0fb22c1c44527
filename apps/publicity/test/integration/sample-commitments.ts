import type { CommitmentV1, RecordStateV1 } from '@credit/contracts/events';
import { localDate, type Instant } from '@credit/kernel';
import { BUREAU, newRecordId, penalty, subjectA } from './sample-records.ts';

let sequence = 0;

/** A commitment instead of a certificate, made on the opening day, public. */
export const commitment = (over: Partial<CommitmentV1> = {}): CommitmentV1 => ({
  commitmentId: newRecordId(), commitmentCode: `21050020261123${String(++sequence).padStart(6, '0')}`, status: 'tracking', type: 'CERTIFICATE_REPLACEMENT', subject: subjectA,
  item: { itemId: newRecordId(), itemCode: 'BX-ZM-001', version: 1, name: '住所使用证明告知承诺' }, accepter: { source: 'benxi-market-regulation', uscc: BUREAU, name: '本溪市市场监督管理局' }, referenceNo: '办2026-1',
  reason: '以承诺代替住所使用证明', content: '本单位承诺住所真实，联系电话13812345678', breachLiability: '承诺不实的，撤销决定', madeOn: localDate('2026-11-23'), dueOn: localDate('2026-12-23'), disclosure: 'PUBLIC',
  contentHash: 'a3f5'.padEnd(64, '0'), madeAt: '2026-11-23T04:00:00.000Z' as Instant, ...over,
});

/** The same commitment, found broken by a decision. */
export const breached = (state: CommitmentV1, over: Partial<NonNullable<CommitmentV1['assessment']>> = {}): CommitmentV1 => ({
  ...state, status: 'breached',
  assessment: { performance: 'NONE', assessedOn: localDate('2026-11-23'), authorityUscc: BUREAU, authorityName: '本溪市市场监督管理局', docNo: '本市监违诺〔2026〕1号', unperformed: '登记住所未用于经营', accountability: '撤销登记决定', ...over },
});

/** The record that the register keeps of the breach: its document is the commitment, by code. */
export const breachRecord = ({ commitmentId, commitmentCode, type, reason, content, madeOn, subject }: CommitmentV1, over: Partial<RecordStateV1> = {}): RecordStateV1 =>
  ({
    ...penalty({ subject, docNo: commitmentCode, decisionDate: localDate('2026-11-23') }), recordKind: 'commitment', docName: '违诺认定决定书',
    content: { commitmentId, commitmentCode, type, reason, content, performance: 'NONE', unperformed: '登记住所未用于经营', accountability: '撤销登记决定', madeOn }, ...over,
  });
