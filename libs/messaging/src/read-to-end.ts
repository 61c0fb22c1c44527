import type { KafkaPort, RawBatch } from './kafka-port.ts';

const AHEAD = 20;

/** Everything that is on the topics now, partition by partition in offset order, in a group of its own that commits nothing. @throws what ended the reader */
export async function* batchesToEnd(kafka: KafkaPort, group: string, topics: readonly string[]): AsyncGenerator<RawBatch> {
  const missing = new Map<string, number>();
  for (const topic of topics) for (const { partition, low, high } of await kafka.offsetsOf(topic)) if (Number(high) > Number(low)) missing.set(`${topic}/${partition}`, Number(high));
  if (missing.size === 0) return;
  const queue: RawBatch[] = [];
  let turn: () => void = () => undefined;
  let failure: Error | undefined;
  const consumer = kafka.createConsumer({
    group,
    topics,
    onAssigned: () => undefined,
    onBatch: async (batch, controls) => {
      queue.push(batch);
      for (const { offset } of batch.records) controls.resolve(offset);
      const name = `${batch.topic}/${batch.partition}`;
      if (Number(batch.records.at(-1)!.offset) + 1 >= (missing.get(name) ?? 0)) missing.delete(name);
      turn();
      while (queue.length > AHEAD) await new Promise((resolve) => setTimeout(resolve, 20));
      await controls.heartbeat();
    },
    onCrash: (error) => {
      failure = error;
      turn();
    },
  });
  await consumer.start();
  try {
    while (missing.size > 0 || queue.length > 0) {
      if (failure) throw failure;
      const next = queue.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => ((turn = resolve), setTimeout(resolve, 200)));
    }
  } finally {
    await consumer.stop();
  }
}
