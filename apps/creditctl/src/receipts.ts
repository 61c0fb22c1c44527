import { randomUUID } from 'node:crypto';
import { decodeKafka, type ReceiptIssuedV1 } from '@credit/contracts/events';
import { receiptsTopic } from '@credit/contracts/topics';
import type { KafkaPort } from '@credit/messaging';
import { inTime } from './kafka.ts';

const ASSIGN_MS = 30_000;

/** A receipt with the department whose topic it came on. */
export interface SeenReceipt {
  source: string;
  receipt: ReceiptIssuedV1;
}

/** A running reader of receipts. */
export interface ReceiptReader {
  /** Resolves when everything that was there at the start has been read. */
  caughtUp: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Reads the receipts of a department from here on (or from the first one kept: `fromStart`), in a group of its own that commits nothing.
 * Resolves when every partition is assigned, so that nothing published afterwards is missed. `onCrash` is called when the reader ends for ever.
 */
export async function readReceipts(kafka: KafkaPort, source: string, options: { fromStart: boolean; onReceipt(seen: SeenReceipt): void; onCrash(error: Error): void }): Promise<ReceiptReader> {
  const topic = receiptsTopic(source);
  const ranges = await inTime(kafka.offsetsOf(topic), ASSIGN_MS, 'reading receipts');
  const starts = new Map(ranges.map(({ partition, low, high }) => [partition, options.fromStart ? low : high]));
  const unread = new Map<number, bigint>();
  for (const { partition, low, high } of ranges) if (options.fromStart && BigInt(high) > BigInt(low)) unread.set(partition, BigInt(high));
  let allRead: () => void = () => {};
  const caughtUp = new Promise<void>((resolve) => { allRead = resolve; });
  if (unread.size === 0) allRead();
  let assigned: () => void = () => {};
  let crashed: (error: Error) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    assigned = resolve;
    crashed = reject;
  });
  const consumer = kafka.createConsumer({
    group: `${source}.creditctl.${randomUUID()}`,
    topics: [topic],
    maxWaitMs: 200,
    onAssigned(assignment) {
      for (const partition of assignment.get(topic) ?? []) consumer.seek(topic, partition, starts.get(partition) ?? '0');
      assigned();
    },
    onCrash(error) {
      crashed(error);
      options.onCrash(error);
    },
    async onBatch(batch, controls) {
      const from = BigInt(starts.get(batch.partition) ?? '0');
      for (const record of batch.records) {
        if (BigInt(record.offset) < from) continue;
        const decoded = decodeKafka(record);
        if (decoded.ok && decoded.envelope.data !== null) options.onReceipt({ source, receipt: decoded.envelope.data as ReceiptIssuedV1 });
        controls.resolve(record.offset);
      }
      const next = BigInt(batch.records.at(-1)?.offset ?? '-1') + 1n;
      if (next >= (unread.get(batch.partition) ?? 0n)) unread.delete(batch.partition);
      if (unread.size === 0) allRead();
      await controls.heartbeat();
    },
  });
  ready.catch(() => undefined);
  await inTime(consumer.start().then(() => ready), ASSIGN_MS, 'reading receipts');
  return { caughtUp, stop: () => consumer.stop() };
}

/** One line for a person: state, number of the event, codes of the findings with their Chinese text. */
export function receiptLine({ source, receipt }: SeenReceipt): string {
  const findings = receipt.findings.map((finding) => `${finding.code} ${finding.pointer} ${finding.message}`.replace('  ', ' '));
  const due = receipt.publicity?.dueOn ? ` · due ${receipt.publicity.dueOn}` : '';
  return [`${receipt.state.padEnd(22)} ${source} event ${receipt.eventId}${receipt.recordId ? ` → record ${receipt.recordId}` : ''}${due}`, ...findings.map((text) => `    ${text}`)].join('\n');
}
