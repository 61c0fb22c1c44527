import { Controller, Inject } from '@nestjs/common';
import { MATTER, type NoticeReceiptReportedV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { takeReceipts, type ForwardedReceipt } from '../../application/receive-notices.ts';

/** 事项事件中的通报签收 — a department system can receive a notice by Kafka alone (P-18). */
@Controller()
export class NoticeReceiptsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.matterEvents, { types: [MATTER.noticeReceiptReported] })
  take(batch: EventBatch): Promise<void> {
    return takeReceipts(batch.uow, this.desk, batch.events.map(receiptOf));
  }
}

/** The receipt that an event of the matter topic carries. */
export const receiptOf = (event: IncomingEvent<NoticeReceiptReportedV1>): ForwardedReceipt => ({ data: event.data, businessDate: event.businessDate, cause: causeOf(event) });
