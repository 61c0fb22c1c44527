import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RECORD } from '@credit/contracts/events';
import { TOPICS, type TopicSpec } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';

const SAMPLE = resolve(import.meta.dirname, `../../../../libs/credit-contracts/src/events/samples/${RECORD.recorded}.json`);
const sample = (JSON.parse(readFileSync(SAMPLE, 'utf8')) as { envelope: { data: Record<string, unknown> } }).envelope.data;

/** The group of the lanes. */
export const GROUP = 'bench-lane';

/** The topic of record events as the manifest has it: 6 partitions. */
export const RECORDS: TopicSpec = {
  name: TOPICS.recordEvents, kind: 'events', key: 'bench', partitions: 6, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1_048_588, writers: [], readers: [GROUP], types: Object.values(RECORD),
};

export interface LaneEvent {
  id: string;
  aggregateId: string;
  payload: string;
  headers: Record<string, string>;
}

/** Record events about as many records, of the size of the frozen sample. */
export function recordEvents(count: number): LaneEvent[] {
  return Array.from({ length: count }, () => {
    const id = newEventId();
    const aggregateId = randomUUID();
    return {
      id, aggregateId, payload: JSON.stringify({ ...sample, recordId: aggregateId }),
      headers: { ce_type: RECORD.recorded, ce_source: '/services/credit-record', ce_time: new Date().toISOString(), ce_correlationid: id, ce_causationid: id },
    };
  });
}

/** All headers of an event on the wire. */
export const wireHeaders = ({ id, aggregateId, headers }: LaneEvent): Record<string, string> =>
  ({ ...headers, ce_id: id, ce_specversion: '1.0', 'content-type': 'application/json', ce_aggregateid: aggregateId, ce_aggregateversion: '1' });
