import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
// @ts-expect-error KafkaJS has no types for its internals
import referenceCrc from 'kafkajs/src/protocol/recordBatch/crc32C/crc32C.js';
// @ts-expect-error KafkaJS has no types for its internals
import produce from 'kafkajs/src/protocol/requests/produce/index.js';
// @ts-expect-error KafkaJS has no types for its internals
import Long from 'kafkajs/src/utils/long.js';
import { crc32c } from './crc32c.ts';
import { patchProduceEncoder } from './kafkajs-produce-patch.ts';
import type { ProduceArguments } from './kafkajs-produce-patch.ts';

const original = produce.protocol;
patchProduceEncoder();
const NOW = 1_795_420_800_000;
const encode = async (protocol: typeof original, args: ProduceArguments, version: number): Promise<Buffer> => (await protocol({ version })(args).request.encode()).buffer;

const bytes = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)));
const message = fc.record({ key: fc.option(bytes), value: fc.option(bytes), headers: fc.dictionary(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), bytes, { maxKeys: 16, noNullPrototype: true }) });
const partition = fc.record({ partition: fc.nat(50), firstSequence: fc.nat(2 ** 30), messages: fc.array(message, { minLength: 1, maxLength: 70 }) });
const request = fc.record({
  acks: fc.constant(-1), timeout: fc.nat(60_000), producerId: fc.bigInt({ min: -1n, max: 2n ** 60n }).map((id) => Long.fromValue(id.toString())), producerEpoch: fc.nat(30_000),
  topicData: fc.array(fc.record({ topic: fc.string({ minLength: 1, maxLength: 40 }), partitions: fc.array(partition, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 3 }),
});

describe('produce encoder', () => {
  it('writes byte for byte what KafkaJS writes, for any records', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    await fc.assert(fc.asyncProperty(request, fc.constantFrom(3, 7), async (args, version) => {
      const [theirs, ours] = await Promise.all([encode(original, args as ProduceArguments, version), encode(produce.protocol, args as ProduceArguments, version)]);
      expect(ours.equals(theirs)).toBe(true);
    }), { numRuns: 150 });
    jest.restoreAllMocks();
  });

  it('leaves alone what it does not know: own timestamps, several values of a header', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    for (const odd of [{ value: 'v', timestamp: '5' }, { value: 'v', headers: { a: ['1', '2'] } }]) {
      const args = { acks: -1, timeout: 1, producerId: Long.fromValue(1), producerEpoch: 0, topicData: [{ topic: 't', partitions: [{ partition: 0, firstSequence: 0, messages: [odd] }] }] } as ProduceArguments;
      expect((await encode(produce.protocol, args, 7)).equals(await encode(original, args, 7))).toBe(true);
    }
    jest.restoreAllMocks();
  });

  it('CRC-32C equals the reference', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (data) => crc32c(Buffer.from(data)) === referenceCrc(Buffer.from(data))));
  });
});
