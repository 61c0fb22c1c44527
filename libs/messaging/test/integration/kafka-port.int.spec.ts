import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { applyTopics, followState, planTopics } from '@credit/messaging';
import type { KafkaConsumer, RawRecord } from '@credit/messaging';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { partitionOf } from '../../src/partitioner.ts';
import { recordEvent, RECORDS, send } from '../pipeline-kit.ts';

const A = { ...RECORDS, name: 'port.a', partitions: 3 };
const B = { ...RECORDS, name: 'port.b', partitions: 2 };
const C = { ...RECORDS, name: 'port.c', partitions: 2 };
const STATE = { ...RECORDS, name: 'port.state', kind: 'state' as const, cleanup: 'compact' as const, partitions: 3 };

let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ topics: [A, B, C] });
});
afterAll(() => f?.close());

interface Reader {
  consumer: KafkaConsumer;
  held: () => Map<string, readonly number[]>;
  seen: { topic: string; partition: number; offset: string; record: RawRecord }[];
}
function reader(group: string, topics: readonly string[], commit = true): Reader {
  let held: ReadonlyMap<string, readonly number[]> = new Map();
  const seen: Reader['seen'] = [];
  const consumer = f.anotherKafka().createConsumer({
    group, topics, maxWaitMs: 100, onAssigned: (assignment) => (held = assignment), onCrash: (error) => f.logger.error({ code: 'TEST.FATAL' }, error.message),
    onBatch: async (batch, controls) => {
      for (const record of batch.records) {
        seen.push({ topic: batch.topic, partition: batch.partition, offset: record.offset, record });
        controls.resolve(record.offset);
      }
      if (commit) await controls.commit([{ topic: batch.topic, partition: batch.partition, next: Number(batch.records.at(-1)!.offset) + 1 }]);
      await controls.heartbeat();
    },
  });
  return { consumer, seen, held: () => new Map(held) };
}

describe('R1: the Kafka port on the broker of the environment', () => {
  it('topics: created from the manifest, settings as wanted, drift found and mended, partition counts only reported', async () => {
    expect(await f.kafka.partitionsOf([A.name, B.name])).toEqual(new Map([[A.name, 3], [B.name, 2]]));
    expect((await planTopics(f.kafka, [A, B])).unchanged).toEqual([A.name, B.name]);
    await f.kafka.alterConfig(A.name, { 'max.message.bytes': '5000' });
    await eventually(async () => (await planTopics(f.kafka, [A])).alter[0]?.topic === A.name, 'the drift is seen');
    await applyTopics(f.kafka, [A]);
    await eventually(async () => (await planTopics(f.kafka, [A])).unchanged[0] === A.name, 'the drift is mended');
    expect((await planTopics(f.kafka, [{ ...A, partitions: 4 }])).conflicts).toMatchObject([{ topic: A.name }]);
    expect(await f.kafka.clusterId()).toMatch(/\S+/);
  });

  it('produce and consume: bytes, headers, null values, keys to the partitions Java would choose', async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `91210500MA0${n}`);
    await send(f.kafka, A.name, [...keys.map((key) => recordEvent('x', 1, { key })), { key: 'tomb', value: null, headers: { h: '中文' } }]);
    const r = reader('produce-consume', [A.name]);
    await r.consumer.start();
    await eventually(() => r.seen.length === 31, 'all records are read');
    await r.consumer.stop();
    for (const { record, partition } of r.seen) expect(partition).toBe(partitionOf(record.key!, 3));
    const tomb = r.seen.find(({ record }) => record.key?.toString() === 'tomb')!;
    expect([tomb.record.value, String(tomb.record.headers?.['h'])]).toEqual([null, '中文']);
  });

  it('a committed offset is where the next member starts; without a commit it starts from the beginning', async () => {
    const again = reader('produce-consume', [A.name]);
    await again.consumer.start();
    await send(f.kafka, A.name, [recordEvent('y', 1, { key: 'late' })]);
    await eventually(() => again.seen.length > 0, 'the late record');
    expect(again.seen.map(({ record }) => record.key?.toString())).toEqual(['late']);
    await again.consumer.stop();
    const fresh = reader('never-committed', [A.name], false);
    await fresh.consumer.start();
    await eventually(() => fresh.seen.length === 32, 'everything from the beginning');
    await fresh.consumer.stop();
  });

  it('seek goes back', async () => {
    const r = reader('seeker', [B.name]);
    await send(f.kafka, B.name, Array.from({ length: 5 }, (_, n) => ({ ...recordEvent('z', n + 1), partition: 0 })));
    await r.consumer.start();
    await eventually(() => r.seen.length === 5, 'five records');
    r.consumer.seek(B.name, 0, '3');
    await eventually(() => r.seen.length === 7, 'the last two again');
    expect(r.seen.map(({ offset }) => offset)).toEqual(['0', '1', '2', '3', '4', '3', '4']);
    await r.consumer.stop();
  });

  it('two members share, one leaves, the other takes over; every partition is held', async () => {
    const one = reader('sharing', [A.name]);
    const two = reader('sharing', [A.name]);
    await one.consumer.start();
    await two.consumer.start();
    await eventually(() => (one.held().get(A.name)?.length ?? 0) + (two.held().get(A.name)?.length ?? 0) === 3 && (two.held().get(A.name)?.length ?? 0) > 0, 'the partitions are shared');
    await eventually(async () => (await f.kafka.assignmentsOf('sharing')).get(A.name)?.length === 3, 'the group holds all partitions');
    await two.consumer.stop();
    await eventually(() => one.held().get(A.name)?.length === 3, 'the other one has all');
    await one.consumer.stop();
  });

  it('P-21: in a group with different subscriptions each partition goes to a member that subscribes its topic', async () => {
    const ab = reader('mixed', [A.name, C.name]);
    const b = reader('mixed', [A.name]);
    await ab.consumer.start();
    await b.consumer.start();
    await eventually(() => (b.held().get(A.name)?.length ?? 0) > 0, 'both are in the group');
    await send(f.kafka, C.name, Array.from({ length: 60 }, (_, n) => ({ ...recordEvent('m', n + 1), partition: n % 2 })));
    await eventually(() => ab.seen.filter(({ topic }) => topic === C.name).length === 60, 'all 60 records of the topic that only one member subscribes are read');
    expect(b.held().has(C.name)).toBe(false);
    await Promise.all([ab.consumer.stop(), b.consumer.stop()]);
  });

  it('followState reads everything that was there before it says so, then follows', async () => {
    await applyTopics(f.kafka, [STATE]);
    const values: string[] = [];
    await send(f.kafka, STATE.name, [recordEvent('s', 1, { key: 'k', data: { n: 1 } }), recordEvent('s', 2, { key: 'k', data: { n: 2 } })]);
    const follower = followState(f.anotherKafka(), {
      topic: STATE.name, group: 'app.snapshot.1', logger: f.logger, onRecord: ({ stated }) => void values.push(JSON.stringify(stated?.data)),
    });
    await follower.caughtUp;
    expect(values).toEqual(['{"n":1}', '{"n":2}']);
    await send(f.kafka, STATE.name, [{ ...recordEvent('s', 3, { key: 'k' }), value: Buffer.from('{"n":') }, recordEvent('s', 3, { key: 'k', data: { n: 3 } })]);
    await eventually(() => values.length === 3, 'the new record; the unreadable one before it is passed by');
    expect(values[2]).toBe('{"n":3}');
    expect(f.logger.lines.filter(({ code }) => code === 'STATE.UNREADABLE')).toHaveLength(1);
    await follower.stop();
    expect(f.logger.lines.filter(({ code }) => code === 'TEST.FATAL')).toEqual([]);
  });

  it('a reader that could not learn the ends leaves, and its successor reads on', async () => {
    const topic = 'port.state.2';
    await applyTopics(f.kafka, [{ ...STATE, name: topic, partitions: 1 }]);
    const [port, values, breaks] = [f.anotherKafka(), [] as string[], [] as number[]];
    const once = { ...port, offsetsOf: (name: string) => (breaks.length === 0 ? Promise.reject(new Error('not the leader')) : port.offsetsOf(name)) };
    const follower = followState(once, { topic, group: 'app.snapshot.2', logger: f.logger, onRecord: ({ stated }) => void values.push(JSON.stringify(stated?.data)), onBroken: () => void breaks.push(values.length) });
    await send(f.kafka, topic, [recordEvent('s', 1, { key: 'k', data: { n: 1 } })]);
    await eventually(() => values.length === 1, 'the successor has the record');
    await follower.caughtUp;
    expect(breaks).toEqual([0]);
    await follower.stop();
    expect(await f.kafka.assignmentsOf('app.snapshot.2')).toEqual(new Map());
  });

  it('a reader whose connection the broker closes in the middle of the login is replaced: the follower reads all anew and goes on', async () => {
    const topic = 'port.state.3';
    await applyTopics(f.kafka, [{ ...STATE, name: topic, partitions: 1 }]);
    await send(f.kafka, topic, [recordEvent('s', 1, { key: 'k', data: { n: 1 } })]);
    const logins = cutLogins();
    const [values, breaks] = [[] as string[], [] as number[]];
    const follower = followState(f.anotherKafka(), { topic, group: 'app.snapshot.3', logger: f.logger, onRecord: ({ stated }) => void values.push(JSON.stringify(stated?.data)), onBroken: () => void breaks.push(values.length) });
    try {
      await follower.caughtUp;
      logins.cut();
      await eventually(() => breaks.length > 0, 'the reader has broken');
      logins.allow();
      await send(f.kafka, topic, [recordEvent('s', 2, { key: 'k', data: { n: 2 } })]);
      await eventually(() => values.at(-1) === '{"n":2}', 'the next reader has the new record');
      expect(values).toEqual(['{"n":1}', '{"n":1}', '{"n":2}']);
      expect(logins.wereCut()).toBeGreaterThan(0);
    } finally {
      logins.end();
      await follower.stop();
    }
  }, 60_000);
});

/** Stands between the client and the broker: while logins are cut, open connections are closed, and new ones when the broker has given its second answer, in the middle of the SCRAM exchange. */
function cutLogins(): { cut(): void; allow(): void; wereCut(): number; end(): void } {
  const open = new Set<net.Socket>();
  let [cutting, cuts] = [false, 0];
  const connect = net.connect.bind(net);
  const spy = jest.spyOn(net, 'connect').mockImplementation(((...given: Parameters<typeof net.connect>) => {
    const socket = connect(...given);
    let answers = 0;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('data', () => {
      answers += 1;
      if (!cutting || answers !== 2) return;
      cuts += 1;
      close(socket);
    });
    return socket;
  }) as typeof net.connect);
  const close = (socket: net.Socket): void => {
    socket.emit('end');
    socket.destroy();
  };
  return {
    cut: () => {
      cutting = true;
      open.forEach(close);
    },
    allow: () => void (cutting = false),
    wereCut: () => cuts,
    end: () => spy.mockRestore(),
  };
}
