import { dlqTopic } from '@credit/contracts/topics';
import { maskIdentityNumbers } from '@credit/kernel';
import type { Core } from './strategy-core.ts';
import type { KafkaProducer, OutgoingRecord } from './kafka-port.ts';
import { openBody } from './parked-body.ts';

interface Row {
  id: string;
  topic: string;
  part: number;
  off: string;
  at: string;
  cause: string;
  code: string;
  message: string;
  stack: string | null;
  attempts: number;
  body: Buffer | null;
}

const CLAIM = `update parked set copied = true where id in (select id from parked where not copied order by parked_at limit 100 for update skip locked)
  returning id, topic, part, off, at, cause, code, message, stack, attempts, body`;
const UNCLAIM = 'update parked set copied = false where id = any($1::uuid[])';
const SPRING = 'kafka_dlt-';

/** Headers with Spring's names, values as UTF-8 text (Spring itself writes partition, offset and timestamp as binary). */
export function deadLetterHeaders(row: Omit<Row, 'body'>, group: string): Record<string, string> {
  const headers: Record<string, string> = {
    [`${SPRING}original-topic`]: row.topic,
    [`${SPRING}original-partition`]: String(row.part),
    [`${SPRING}original-offset`]: row.off,
    [`${SPRING}original-timestamp`]: String(Date.parse(row.at)),
    [`${SPRING}original-timestamp-type`]: 'LogAppendTime',
    [`${SPRING}original-consumer-group`]: group,
    [`${SPRING}exception-fqcn`]: row.code,
    [`${SPRING}exception-message`]: maskIdentityNumbers(row.message).slice(0, 500),
    'credit-error-code': row.code,
    'credit-park-cause': row.cause,
    'credit-attempts': String(row.attempts),
    'credit-parked-id': row.id,
  };
  if (row.stack !== null) headers[`${SPRING}exception-stacktrace`] = maskIdentityNumbers(row.stack).slice(0, 2_000);
  return headers;
}

/** Copies newly parked events (not those that merely wait behind one) to `<topic>.<group>.dlq` for people's tools. The table stays the truth. */
export class DlqCopies {
  private readonly core: Core;
  private producer: KafkaProducer | undefined;

  constructor(core: Core) {
    this.core = core;
  }

  /** @returns how many were copied; failures leave the rows for the next round */
  async run(): Promise<number> {
    const { database, group, logger, kafka } = this.core.options;
    const rows = (await database.pool.query<Row>(CLAIM)).rows;
    if (rows.length === 0) return 0;
    try {
      if (!this.producer) {
        const created = kafka.createProducer();
        await created.connect();
        this.producer = created;
      }
      for (const row of rows) await this.producer.send([{ topic: dlqTopic(row.topic, group), records: [this.record(row, group)] }]);
      return rows.length;
    } catch (error) {
      logger.warn({ code: 'DLQ.COPY_FAILED' }, (error as Error).message);
      await this.close();
      await database.pool.query(UNCLAIM, [rows.map(({ id }) => id)]);
      return 0;
    }
  }

  private record(row: Row, group: string): OutgoingRecord {
    const own = deadLetterHeaders(row, group);
    if (row.body === null) return { key: null, value: Buffer.from('{}'), headers: { ...own, 'credit-withheld': 'personal-data' }, partition: 0 };
    const body = openBody(row.body, row.id, this.core.options.cipher);
    return { key: body.key, value: body.value, headers: { ...body.headers, ...own }, partition: 0 };
  }

  async close(): Promise<void> {
    const open = this.producer;
    this.producer = undefined;
    await open?.disconnect().catch(() => undefined);
  }
}
