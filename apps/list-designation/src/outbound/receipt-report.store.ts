import { NOTICE_RECEIPT, type NoticeReceiptNotApplicableV1, type NoticeReceiptTakenOverV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { ReceiptReportStore } from '../application/desk.ts';
import { evolveReceiptReport, noReceiptReport, type ReceiptReport } from '../domain/notice/receipt-report.ts';
import { ReceiptReportRow, toRow, toState } from './receipt-report.row.ts';

/** The answer that the register gives to the department as its receipt; null while there is none. */
export function receiptFact(state: ReceiptReport): PublicFact | null {
  if (state.status === 'absent') return null;
  const { matterId, source, subject, noticeId } = state;
  const data: NoticeReceiptTakenOverV1 = { matterId, source, subject: { ...subject }, noticeId };
  if (state.status === 'taken-over') return { type: NOTICE_RECEIPT.takenOver, data };
  return { type: NOTICE_RECEIPT.notApplicable, data: { ...data, code: state.code, reason: state.reason } satisfies NoticeReceiptNotApplicableV1 };
}

/** 签收报送 store; the Kafka key is the subject that the register forwarded it under, for life (P-15). */
export const receiptReports: ReceiptReportStore = defineAggregate({
  type: 'notice_receipt_report', topic: TOPICS.designationEvents, entity: ReceiptReportRow, initial: noReceiptReport, evolve: evolveReceiptReport, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: { ReceiptTakenOver: (_, state) => receiptFact(state), ReceiptSetAside: (_, state) => receiptFact(state) },
});

/** 事实重述 — how answers are told again after a restore that lost commits. */
export const ownedReceiptReports: OwnedTopic<ReceiptReport> = {
  topic: TOPICS.designationEvents, aggregateType: 'notice_receipt_report', store: receiptReports,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = receiptFact(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
