import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeKafka, encodeKafka, eventType, intakeFindings, validateData } from '@credit/contracts/events';
import type { EventEnvelope } from '@credit/contracts/events';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { readInternal } from '../../src/incoming.ts';
import { readIntake } from '../../src/intake-batch.ts';
import type { RawRecord } from '../../src/kafka-port.ts';
import { INTAKE_TOPIC } from '../pipeline-kit.ts';

const FOLDER = resolve(process.cwd(), 'libs/credit-contracts/src/events/samples');
const samples = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).map((name) => ({ name, ...(JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')) as { key: string; envelope: EventEnvelope }) }));
const ANY = { ...INTAKE_TOPIC, name: 'samples', partitions: 1 };

let f: PipelineFixture;
const records = new Map<string, RawRecord>();
beforeAll(async () => {
  f = await pipelineFixture({ topics: [ANY] });
  const producer = f.kafka.createProducer();
  await producer.connect();
  for (const { key, envelope } of samples) await producer.send([{ topic: ANY.name, records: [encodeKafka(envelope, key)] }]);
  await producer.disconnect();
  const consumer = f.kafka.createConsumer({
    group: 'samples', topics: [ANY.name], onAssigned: () => undefined, onCrash: () => undefined,
    onBatch: async (batch, controls) => {
      for (const record of batch.records) {
        records.set(samples[Number(record.offset)]!.name, record);
        controls.resolve(record.offset);
      }
    },
  });
  await consumer.start();
  await eventually(() => records.size === samples.length, 'every sample came back from the broker');
  await consumer.stop();
});
afterAll(() => f?.close());

describe('R17: every frozen sample over the real wire, through the codec and the transport', () => {
  it.each(samples)('$name', ({ name, key, envelope }) => {
    const record = records.get(name)!;
    const decoded = decodeKafka(record);
    expect(decoded).toMatchObject({ ok: true, key });
    expect((decoded as { envelope: EventEnvelope }).envelope).toEqual(envelope);
    expect(validateData(envelope.type, envelope.data)).toEqual([]);
    const type = eventType(envelope.type)!;
    if (type.kind === 'intake') {
      const arrival = readIntake(record, INTAKE_TOPIC.name, 0);
      expect(arrival.delivery).toMatchObject({ eventId: envelope.id, type: envelope.type, findings: intakeFindings(key, envelope) });
    } else if (type.topic !== undefined) {
      const item = readInternal(record, type.topic, 0, () => true);
      expect(item).toMatchObject({ eventId: envelope.id, ignored: false, ending: type.ending });
      if (type.kind === 'public') expect(item.park).toBeUndefined();
    }
  });
});
