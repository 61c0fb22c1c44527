import type { NoticeReceiptReportedV1 } from '@credit/contracts/events';
import { DomainError, maxDate, type LocalDate } from '@credit/kernel';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { receiveNotice } from '../domain/notice/notice.decide.ts';
import { ReceiptOfAnother } from '../domain/notice/notice.errors.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { answerReceipt, isNoted, noReceiptReport, type ReceiptFacts } from '../domain/notice/receipt-report.ts';
import type { Step } from './carry-on.ts';
import type { Desk } from './desk.ts';

/** One reported receipt as the register forwarded it. */
export interface ForwardedReceipt {
  data: NoticeReceiptReportedV1;
  businessDate?: LocalDate | undefined;
  cause: Cause;
}

/** 签收通报 over HTTP — the day is today unless it is named. It is told as one that the department's system reports, so that whoever follows the end of an entry knows of both; the matter is the notice. */
export async function receive({ uow, desk, id, by, source }: Step, { receivedOn }: { receivedOn?: LocalDate }): Promise<Notice> {
  const { today } = uow.ctx;
  const on = receivedOn ?? today;
  const state = await desk.notices.update(uow, id, (before) => receiveNotice({ source, by, on, today }, before));
  if (state.status !== 'absent') {
    const facts: ReceiptFacts = { matterId: id, source, subject: state.subject, noticeId: id, said: on };
    await desk.receiptReports.update(uow, id, (before) => [answerReceipt({ facts }, before)]);
  }
  return state;
}

/** 签收报送 — what departments received, by the same rules as over HTTP. Each is answered by one fact: noted, or not applicable with the reason (P-13, P-18). */
export async function takeReceipts(uow: UnitOfWork, desk: Desk, forwarded: readonly ForwardedReceipt[]): Promise<void> {
  for (const receipt of forwarded) {
    const { matterId, source, subject, noticeId, receivedOn } = receipt.data;
    const facts: ReceiptFacts = { matterId, source, subject, noticeId, said: receivedOn };
    const before = (await desk.receiptReports.load(uow, [matterId])).get(matterId) ?? noReceiptReport;
    const refusal = isNoted(before, facts) ? undefined : await refusalOf(uow, desk, receipt);
    await desk.receiptReports.update(uow, matterId, (state) => [answerReceipt({ facts, refusal }, state)], receipt.cause);
  }
}

async function refusalOf(uow: UnitOfWork, desk: Desk, { data: { source, subject, noticeId, receivedOn }, businessDate, cause }: ForwardedReceipt): Promise<DomainError | undefined> {
  const today = businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate);
  try {
    await desk.notices.update(uow, noticeId, (state) => {
      const received = receiveNotice({ source, by: `dept:${source}`, on: receivedOn, today }, state);
      if (state.status !== 'absent' && state.subject.subjectId !== subject.subjectId && state.subject.uscc !== subject.uscc) throw new ReceiptOfAnother();
      return received;
    }, cause);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error;
  }
}
