import { Controller } from '@nestjs/common';
import { DESIGNATION, DISCIPLINE, RECORD, type DisciplineMeasureV1, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { projectObjectionItems, type ObjectionItem } from '../../application/objection-items.ts';

const ENTRY_FACTS: readonly string[] = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];
const MEASURE_FACTS: readonly string[] = [DISCIPLINE.applied, DISCIPLINE.executed, DISCIPLINE.rebased, DISCIPLINE.lifted, DISCIPLINE.liftConfirmed];

/** 可提出异议的信息 — records, entries and measures as their owners published them, for reading only. */
@Controller()
export class ObjectionItemsConsumer {
  @BatchHandler(TOPICS.recordEvents, { mode: 'project', types: Object.values(RECORD) })
  async records({ uow, events }: EventBatch): Promise<void> {
    await projectObjectionItems(uow, events.map(recordItem));
  }

  @BatchHandler(TOPICS.designationEvents, { mode: 'project', types: ENTRY_FACTS })
  async entries({ uow, events }: EventBatch): Promise<void> {
    await projectObjectionItems(uow, events.map(entryItem));
  }

  @BatchHandler(TOPICS.disciplineEvents, { mode: 'project', types: MEASURE_FACTS })
  async measures({ uow, events }: EventBatch): Promise<void> {
    await projectObjectionItems(uow, events.map(measureItem));
  }
}

export const recordItem = ({ data, aggregateVersion }: IncomingEvent<RecordStateV1>): ObjectionItem => ({ kind: 'record', id: data.recordId, version: aggregateVersion ?? '0', data });
export const entryItem = ({ data, aggregateVersion }: IncomingEvent<ListEntryV1>): ObjectionItem => ({ kind: 'list-entry', id: data.entryId, version: aggregateVersion ?? '0', data });
export const measureItem = ({ data, aggregateVersion }: IncomingEvent<DisciplineMeasureV1>): ObjectionItem => ({ kind: 'measure', id: data.measureId, version: aggregateVersion ?? '0', data });
