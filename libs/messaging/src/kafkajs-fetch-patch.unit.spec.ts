import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
// @ts-expect-error KafkaJS has no types for its internals
import Encoder from 'kafkajs/src/protocol/encoder.js';
// @ts-expect-error KafkaJS has no types for its internals
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
// @ts-expect-error KafkaJS has no types for its internals
import { RecordBatch } from 'kafkajs/src/protocol/recordBatch/v0/index.js';
// @ts-expect-error KafkaJS has no types for its internals
import response from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { headerText } from './incoming.ts';
import type { RawRecord } from './kafka-port.ts';
import { patchFetchDecoder } from './kafkajs-fetch-patch.ts';
import { patchHeaderDecoder } from './kafkajs-header-patch.ts';

patchHeaderDecoder();
type Decode = (bytes: Buffer) => Promise<{ responses: { partitions: { messages: RawRecord[] }[] }[] }>;
const theirs = response.decode as Decode;
patchFetchDecoder();
const ours = response.decode as Decode;

interface Given {
  key: string | null;
  value: string | null;
  headers: Record<string, string | string[]>;
  late: number;
}
interface Batch {
  records: Given[];
  firstOffset: number;
  firstTimestamp: number;
  transactional: boolean;
  logAppendTime: boolean;
  control: boolean;
  gzip?: boolean;
}

async function bytesOf({ records, firstOffset, firstTimestamp, transactional, logAppendTime, control, gzip }: Batch): Promise<Buffer> {
  const bytes = (await RecordBatch({
    firstOffset, firstTimestamp, maxTimestamp: firstTimestamp + 99, transactional, lastOffsetDelta: records.length - 1, producerId: 7, compression: gzip === true ? 1 : 0,
    records: records.map(({ key, value, headers, late }, n) => encodeRecord({ key, value, headers, offsetDelta: n * 3, timestampDelta: late })),
  })).buffer as Buffer;
  bytes.writeInt16BE(bytes.readInt16BE(21) | (logAppendTime ? 0x8 : 0) | (control ? 0x20 : 0), 21);
  return bytes;
}

/** A response with one topic; `cut` bytes of the end of each partition were not sent. */
async function fetched(partitions: readonly Batch[][], cut = 0): Promise<Buffer> {
  const encoder = new Encoder().writeInt32(0).writeInt16(0).writeInt32(0).writeInt32(1).writeString('a.topic').writeInt32(partitions.length);
  for (const [n, batches] of partitions.entries()) {
    const all = Buffer.concat(await Promise.all(batches.map(bytesOf)));
    encoder.writeInt32(n).writeInt16(n).writeInt64(90).writeInt64(89).writeInt64(2).writeInt32(n).writeBuffer(n === 0 ? Buffer.alloc(0) : Buffer.concat(Array.from({ length: n }, () => Buffer.alloc(16, 1)))).writeInt32(-1).writeBytes(all.subarray(0, Math.max(0, all.length - cut)));
  }
  return encoder.buffer as Buffer;
}

const plain = (record: RawRecord & { isControlRecord?: boolean; batchContext?: { producerId: string; inTransaction: boolean } }): object => {
  const { key, value, headers, offset, timestamp, isControlRecord, batchContext } = record;
  return { key, value, headers, offset, timestamp, isControlRecord, producerId: batchContext?.producerId, inTransaction: batchContext?.inTransaction };
};
const seen = async (decode: Decode, bytes: Buffer): Promise<unknown> => {
  const { responses, ...head } = await decode(bytes);
  return { head, responses: responses.map(({ partitions, ...topic }) => ({ topic, partitions: partitions.map(({ messages, ...partition }) => ({ partition, messages: messages.map(plain) })) })) };
};

const text = fc.string({ unit: 'binary', maxLength: 90 });
const given: fc.Arbitrary<Given> = fc.record({
  key: fc.option(text), value: fc.option(text), late: fc.integer({ min: 0, max: 9_000_000 }),
  headers: fc.dictionary(text.filter((name) => !(name in Object.prototype)), fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })), { maxKeys: 6, noNullPrototype: true }),
});
const batch: fc.Arbitrary<Batch> = fc.record({
  records: fc.array(given, { minLength: 1, maxLength: 5 }), firstOffset: fc.integer({ min: 0, max: 2 ** 45 }), firstTimestamp: fc.integer({ min: 0, max: 2 ** 42 }),
  transactional: fc.boolean(), logAppendTime: fc.boolean(), control: fc.boolean(),
});

describe('fetch decoder', () => {
  it('gives what KafkaJS gives, whatever the records hold and wherever the response was cut off', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(batch, { maxLength: 3 }), { maxLength: 3 }), fc.nat({ max: 200 }), async (partitions, cut) => {
      const bytes = await fetched(partitions, cut);
      const expected = await seen(theirs, bytes).catch((error: unknown) => {
        if ((error as Error).name === 'RangeError') return undefined; // cut off within the first bytes of a batch: KafkaJS reads beyond them
        throw error;
      });
      fc.pre(expected !== undefined);
      expect(await seen(ours, bytes)).toEqual(expected);
    }), { numRuns: 200 });
  });

  it('a response that ends within the first bytes of a batch has no record yet, where KafkaJS reads beyond its end', async () => {
    const one = { records: [{ key: null, value: '', headers: {}, late: 0 }], firstOffset: 0, firstTimestamp: 0, transactional: false, logAppendTime: false, control: false };
    const bytes = await fetched([[one]], 52);
    await expect(theirs(bytes)).rejects.toMatchObject({ name: 'RangeError' });
    expect((await ours(bytes)).responses[0]!.partitions[0]!.messages).toEqual([]);
  });

  it('leaves compressed batches to KafkaJS, also behind one that is not', async () => {
    const one = { records: [{ key: 'k', value: 'v', headers: { a: 'b' }, late: 0 }], firstOffset: 5, firstTimestamp: 1, transactional: false, logAppendTime: false, control: false };
    const bytes = await fetched([[one, { ...one, firstOffset: 6, gzip: true }]]);
    expect(await seen(ours, bytes)).toEqual(await seen(theirs, bytes));
    expect((await ours(bytes)).responses[0]!.partitions[0]!.messages.map(({ offset, value }) => `${offset} ${value}`)).toEqual(['5 v', '6 v']);
  });

  it('reads one header by its name: the first of several, none when absent', async () => {
    const bytes = await fetched([[{ records: [{ key: 'k', value: 'v', headers: { ce_idx: 'no', ce_id: '号', many: ['1', '2'], empty: '' }, late: 0 }], firstOffset: 0, firstTimestamp: 0, transactional: false, logAppendTime: false, control: false }]]);
    const [record] = (await ours(bytes)).responses[0]!.partitions[0]!.messages;
    expect(['ce_id', 'many', 'empty', 'ce_i', 'absent'].map((name) => headerText(record!, name))).toEqual(['号', '1', '', undefined, undefined]);
    expect(headerText({ ...plain(record!) } as RawRecord, 'many')).toBe('1');
  });

  it('a batch that says it is longer than it is ends the read with an error', async () => {
    const bytes = await fetched([[{ records: [{ key: 'k', value: 'v', headers: {}, late: 0 }], firstOffset: 0, firstTimestamp: 0, transactional: false, logAppendTime: false, control: false }]]);
    bytes.writeInt32BE(9, bytes.length - 9 - 4); // nine records, where one is
    await expect(ours(bytes)).rejects.toThrow('goes beyond its batch');
  });
});
