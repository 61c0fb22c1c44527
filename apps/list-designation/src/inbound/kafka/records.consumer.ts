import { Controller, Inject } from '@nestjs/common';
import { endedRecord, RECORD, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { answerRecordEndings } from '../../application/answer-endings.ts';
import { breachesRepaired } from '../../application/breaches-repaired.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { evidenceFalls, type RecordFact } from '../../application/evidence-falls.ts';
import { followBreachRecords } from '../../application/follow-breaches.ts';
import { basisFalls } from '../../application/rectification-days.ts';

/** 信用记录事件 — the standing of documents; what rests on one that falls is re-based or revoked in the same transaction, and every ending is answered by what it ended here (P-14). */
@Controller()
export class RecordsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.recordEvents, { types: Object.values(RECORD) })
  async follow(batch: EventBatch): Promise<void> {
    const facts = batch.events.map(recordFactOf);
    const fallen = [...(await evidenceFalls(batch.uow, this.desk, facts)), ...(await basisFalls(batch.uow, this.desk, facts)), ...(await breachesRepaired(batch.uow, this.desk, facts))];
    await answerRecordEndings(batch.uow, this.desk, facts, fallen);
    await followBreachRecords(batch.uow, this.desk, facts);
  }
}

/** The record version that an event of the record topic carries. */
export const recordFactOf = (event: IncomingEvent<RecordStateV1>): RecordFact => ({ version: event.aggregateVersion ?? '0', state: event.data, businessDate: event.businessDate, cause: causeOf(event), ended: endedRecord(event.type, event.data, event.aggregateVersion ?? '0') });
