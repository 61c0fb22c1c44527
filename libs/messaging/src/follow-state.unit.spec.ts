import { describe, expect, it } from '@jest/globals';
import { followState } from './follow-state.ts';
import type { BatchControls, ConsumerOptions, KafkaPort, RawBatch, RawRecord } from './kafka-port.ts';

const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined } as never;
const record = (offset: number): RawRecord => ({ key: Buffer.from('k'), value: Buffer.from(`{"n":${offset}}`), headers: { ce_type: 't' }, offset: String(offset), timestamp: '0' });
const batch = (...offsets: number[]): RawBatch => ({ topic: 't', partition: 0, records: offsets.map(record), highWatermark: '9' });
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A port whose readers are fed by hand. */
function port(): { kafka: KafkaPort; readers: ConsumerOptions[]; controls: BatchControls; resolved: string[] } {
  const readers: ConsumerOptions[] = [];
  const resolved: string[] = [];
  const consumer = { start: () => Promise.resolve(), stop: () => Promise.resolve(), seek: () => undefined };
  const kafka = { offsetsOf: () => Promise.resolve([{ partition: 0, low: '0', high: '3' }]), createConsumer: (options: ConsumerOptions) => (readers.push(options), consumer) } as unknown as KafkaPort;
  const controls = { heartbeat: () => Promise.resolve(), resolve: (offset: string) => void resolved.push(offset), stale: () => false, commit: () => Promise.resolve() };
  return { kafka, readers, controls, resolved };
}

describe('followState', () => {
  it('takes batches in their order while the next ones are already asked for, at most three ahead', async () => {
    const { kafka, readers, controls, resolved } = port();
    const [taken, gates] = [[] as string[], [] as (() => void)[]];
    const follower = followState(kafka, { topic: 't', group: 'g', logger, onRecord: ({ offset }) => (taken.push(offset), new Promise<void>((go) => gates.push(go))) });
    for (const n of [0, 1, 2, 3, 4]) void readers[0]!.onBatch(batch(n), controls);
    await turn();
    expect(taken).toEqual(['0']);
    expect(resolved).toEqual(['0', '1', '2']);
    for (let n = 0; n < 5; n += 1) {
      gates[n]!();
      await turn();
    }
    expect(taken).toEqual(['0', '1', '2', '3', '4']);
    expect(resolved).toEqual(['0', '1', '2', '3', '4']);
    await follower.stop();
  });

  it('says that it has caught up only when what it was given has been taken', async () => {
    const { kafka, readers, controls } = port();
    let go!: () => void;
    let caughtUp = 0;
    const follower = followState(kafka, { topic: 't', group: 'g', logger, onRecord: ({ offset }) => (offset === '2' ? new Promise<void>((resolve) => (go = resolve)) : undefined), onCaughtUp: () => void (caughtUp += 1) });
    await readers[0]!.onBatch(batch(0, 1, 2), controls);
    await turn();
    expect(caughtUp).toBe(0);
    go();
    await follower.caughtUp;
    expect(caughtUp).toBe(1);
    await follower.stop();
  });

  it('after a record that its owner fails with, nothing of that reader is taken any more; the next one begins anew', async () => {
    const { kafka, readers, controls } = port();
    const taken: string[] = [];
    const follower = followState(kafka, { topic: 't', group: 'g', logger, onRecord: ({ offset }) => {
      taken.push(`${readers.length}:${offset}`);
      if (offset === '1' && readers.length === 1) throw new Error('planted');
    } });
    await Promise.all([batch(0, 1, 2), batch(3)].map((one) => readers[0]!.onBatch(one, controls)));
    await turn();
    expect(taken).toEqual(['1:0', '1:1']);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await readers[1]!.onBatch(batch(0, 1, 2), controls);
    await follower.caughtUp;
    expect(taken).toEqual(['1:0', '1:1', '2:0', '2:1', '2:2']);
    await follower.stop();
  });

  it('what its parser throws for is passed by', async () => {
    const { kafka, readers, controls } = port();
    const taken: unknown[] = [];
    const follower = followState(kafka, {
      topic: 't', group: 'g', logger, onRecord: ({ stated }) => void taken.push(stated?.data),
      parse: (type, text) => { if (text.toString() === '{"n":1}') throw new Error('planted'); return `${type} ${text.length}`; },
    });
    await readers[0]!.onBatch(batch(0, 1, 2), controls);
    await follower.caughtUp;
    expect(taken).toEqual(['t 7', 't 7']);
    await follower.stop();
  });
});
