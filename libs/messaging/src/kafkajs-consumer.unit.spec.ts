import type { Kafka } from 'kafkajs';
import type { BatchControls, RawBatch } from './kafka-port.ts';
import { kafkajsConsumer } from './kafkajs-consumer.ts';

interface Payload {
  batch: object;
}

/** A client whose farewell to the group is answered only when `answer` is called, as by a broker that waits for a dead member. */
function waitingClient(): { kafka: Kafka; deliver(): Promise<void>; answer(): void } {
  let eachBatch: (payload: Payload) => Promise<void>;
  let answer: () => void = () => undefined;
  const farewell = new Promise<void>((resolve) => (answer = resolve));
  const nothing = async (): Promise<void> => undefined;
  const consumer = {
    events: {}, on: () => undefined, connect: nothing, subscribe: nothing, disconnect: nothing, stop: () => farewell,
    run: async (options: { eachBatch: typeof eachBatch }) => void (eachBatch = options.eachBatch),
  };
  const batch = { topic: 't', partition: 0, messages: [], highWatermark: '0' };
  return { kafka: { consumer: () => consumer } as unknown as Kafka, deliver: () => eachBatch({ batch }), answer: () => answer() };
}

const elapsed = async (work: Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work;
  return performance.now() - from;
};
const consumerOn = (kafka: Kafka, onBatch: (batch: RawBatch, controls: BatchControls) => Promise<void>, farewellMs: number) =>
  kafkajsConsumer(kafka, '', { group: 'g', topics: ['t'], onBatch, onAssigned: () => undefined, onCrash: () => undefined }, { warn: () => undefined }, farewellMs);

describe('the stop of a consumer', () => {
  it('does not wait for a farewell that nobody answers', async () => {
    const client = waitingClient();
    const consumer = consumerOn(client.kafka, async () => undefined, 100);
    await consumer.start();
    expect(await elapsed(consumer.stop())).toBeLessThan(4_000);
  });
  it('waits for the batch in work however long it takes', async () => {
    const client = waitingClient();
    let done = false;
    const consumer = consumerOn(client.kafka, async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      done = true;
    }, 100);
    await consumer.start();
    void client.deliver();
    await consumer.stop();
    expect(done).toBe(true);
  });
  it('ends with the farewell when it is answered', async () => {
    const client = waitingClient();
    const consumer = consumerOn(client.kafka, async () => undefined, 60_000);
    await consumer.start();
    client.answer();
    expect(await elapsed(consumer.stop())).toBeLessThan(4_000);
  });
});
