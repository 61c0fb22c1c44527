import { FetchGate } from './fetch-gate.ts';
import type { BatchControls, RawBatch } from './kafka-port.ts';
import { OffsetCommits } from './offset-commits.ts';

const batch = (partition: number): RawBatch => ({ topic: 't', partition, records: [], highWatermark: '0' });
const controls = (commit: BatchControls['commit'] = async () => undefined): BatchControls => ({ heartbeat: async () => undefined, stale: () => false, resolve: () => undefined, commit });

describe('what one fetch brings', () => {
  it('is worked off together, one fetch at a time', async () => {
    const groups: number[][] = [];
    let running = 0;
    const gate = new FetchGate(async (group) => {
      expect(++running).toBe(1);
      groups.push(group.map((one) => one.batch.partition));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    });
    const first = [0, 1, 2].map((partition) => gate.pass(batch(partition), controls()));
    await Promise.resolve();
    await Promise.resolve();
    const second = [3, 4].map((partition) => gate.pass(batch(partition), controls()));
    await Promise.all([...first, ...second]);
    expect(groups).toEqual([[0, 1, 2], [3, 4]]);
  });
  it('fails together, and the next fetch goes on', async () => {
    let fail = true;
    const gate = new FetchGate(async () => {
      if (fail) throw new Error('rebalance');
    });
    const both = await Promise.allSettled([gate.pass(batch(0), controls()), gate.pass(batch(1), controls())]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fail = false;
    await expect(gate.pass(batch(0), controls())).resolves.toBeUndefined();
  });
});

describe('what the broker is told', () => {
  it('is one request for all partitions, and not after each transaction', async () => {
    const told: unknown[] = [];
    const commits = new OffsetCommits();
    const answering = controls(async (offsets) => void told.push(offsets));
    commits.note([{ topic: 't', partition: 0, next: 1 }, { topic: 't', partition: 1, next: 5 }], answering);
    await commits.sendWhenDue();
    commits.note([{ topic: 't', partition: 0, next: 2 }], answering);
    await commits.sendWhenDue();
    expect(told).toEqual([[{ topic: 't', partition: 0, next: 1 }, { topic: 't', partition: 1, next: 5 }]]);
    await commits.send();
    expect(told.at(-1)).toEqual([{ topic: 't', partition: 0, next: 2 }]);
  });
  it('is the last position even when nothing comes after it', async () => {
    const told: unknown[] = [];
    const commits = new OffsetCommits();
    const answering = controls(async (offsets) => void told.push(offsets));
    await commits.sendWhenDue();
    commits.note([{ topic: 't', partition: 0, next: 1 }], answering);
    await commits.sendWhenDue();
    commits.note([{ topic: 't', partition: 0, next: 2 }], answering);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(told.at(-1)).toEqual([{ topic: 't', partition: 0, next: 2 }]);
  });
  it('is nothing about partitions that others hold now', async () => {
    const told: unknown[] = [];
    const commits = new OffsetCommits();
    commits.note([{ topic: 't', partition: 0, next: 1 }], controls(async (offsets) => void told.push(offsets)));
    commits.forget();
    await commits.send();
    expect(told).toEqual([]);
  });
});
