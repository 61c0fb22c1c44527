import { randomUUID } from 'node:crypto';
import { decodeKafka, encodeKafka, MATTER, type EventEnvelope, type MatterCaseDecidedV1, type MatterCaseV1, type ScreeningAnsweredV1 } from '@credit/contracts/events';
import { screeningsTopic, TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { syntheticFirm } from '@credit/testing';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { CASE_DEPARTMENT } from './running-service.ts';

/** A case about a firm, as the register forwards it. */
export const caseOf = (firm: number | string, over: Partial<MatterCaseV1> = {}): MatterCaseV1 => ({
  matterId: newEventId(), source: CASE_DEPARTMENT, receivedAt: instantOf(Date.now()),
  subject: { subjectId: newEventId(), subjectClass: 'LEGAL_ENTITY', name: '样例商贸有限公司', uscc: typeof firm === 'string' ? firm : syntheticFirm(firm).uscc, status: 'registered' },
  caseId: `不登〔2026〕${randomUUID().slice(0, 8)}号`, matterKind: 'real-estate-transfer', purpose: '办理不动产转移登记', openedOn: localDate('2026-11-23'), ...over,
});
export const decided = (one: MatterCaseV1, over: Partial<MatterCaseDecidedV1> = {}): MatterCaseDecidedV1 => ({ ...one, decidedOn: localDate('2026-11-23'), ...over });

export interface Told {
  type: string;
  data: MatterCaseV1 | MatterCaseDecidedV1;
  version: number;
  /** Of the event; a repetition bears the same. */
  id?: string;
}
export const opening = (data: MatterCaseV1, version = 1): Told => ({ type: MATTER.caseOpened, data, version, id: newEventId() });
export const decision = (data: MatterCaseDecidedV1, version = 2): Told => ({ type: MATTER.caseDecided, data, version, id: newEventId() });

/** Stands for the register on the matter topic, and for the department that reads its answers. */
export interface CaseSystem {
  tell(...told: Told[]): Promise<void>;
  /** Answers as they came, in order. */
  answers: { key: string; envelope: EventEnvelope<ScreeningAnsweredV1> }[];
  answersOf(one: MatterCaseV1): ScreeningAnsweredV1[];
  stop(): Promise<void>;
}

export async function caseSystem(f: PipelineFixture): Promise<CaseSystem> {
  const producer = f.kafka.createProducer();
  await producer.connect();
  const answers: CaseSystem['answers'] = [];
  const reader = f.anotherKafka().createConsumer({
    group: 'department', topics: [screeningsTopic(CASE_DEPARTMENT)], onAssigned: () => undefined, onCrash: () => undefined,
    onBatch: async (batch, controls) => {
      for (const record of batch.records) {
        const read = decodeKafka(record);
        if (!read.ok) throw new Error(`unreadable answer: ${read.code}`);
        answers.push({ key: read.key ?? '', envelope: read.envelope as EventEnvelope<ScreeningAnsweredV1> });
        controls.resolve(record.offset);
      }
    },
  });
  await reader.start();
  return {
    answers,
    answersOf: ({ matterId }) => answers.map(({ envelope }) => envelope.data).filter((data) => data.matterId === matterId),
    tell: async (...told) => {
      const records = told.map(({ type, data, version, id = newEventId() }) => encodeKafka({
        id, type, source: '/services/credit-record', time: instantOf(Date.now()), aggregateId: data.matterId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data,
      }, data.subject.subjectId));
      await producer.send([{ topic: TOPICS.matterEvents, records }]);
    },
    stop: async () => {
      await reader.stop();
      await producer.disconnect();
    },
  };
}
