import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { receiptsTopic, TOPICS } from '@credit/contracts/topics';
import { createKafka, kafkaSecurity, type KafkaPort } from '@credit/messaging';
import { createLogger } from '@credit/observability';
import { openDatabaseClient, type DatabaseClient } from '@credit/testing/servers';
import { cpuSnapshot } from '../measure/cpu.ts';
import { addressOf } from './http.ts';

const variable = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the bench with npm run bench`);
  return value;
};

/** Databases of the services, as provisioning names them. */
export const DATABASES = { register: 'credit_credit_record', publicity: 'credit_publicity', designation: 'credit_list_designation', discipline: 'credit_joint_discipline', repair: 'credit_credit_repair', commitment: 'credit_commitment' } as const;

/** 1 GB, `min_wal_size` of the stack. */
const WAL_FILES = 64;

const EFFECTS = {
  records: { database: DATABASES.register, text: 'select count(*)::int4 as n from credit_record' },
  entries: { database: DATABASES.publicity, text: `select count(*)::int4 as n from publicity_entry where status = 'posted'` },
  views: { database: DATABASES.publicity, text: 'select count(*)::int4 as n from public_entry_view' },
};

/** What is there: events on topics (end offsets) and rows. */
export interface Counts {
  receipts: number;
  recordEvents: number;
  publicityEvents: number;
  records: number;
  entries: number;
  views: number;
}

/** The running system, seen from outside: topics, databases, processes. */
export class System {
  readonly stateDir = resolve(variable('CREDIT_STATE_DIR'));
  readonly brokers = variable('KAFKA_BROKERS');
  readonly adminUrl = variable('DATABASE_URL');
  readonly gatewayUrl = variable('CREDIT_GATEWAY_URL');
  readonly kafka: KafkaPort = createKafka({ ...kafkaSecurity(process.env), brokers: this.brokers, clientId: `bench-${randomUUID().slice(0, 8)}`, topicPrefix: process.env['CREDIT_TOPIC_PREFIX'] ?? '', logger: createLogger({ service: 'bench', level: 'silent' }) });
  readonly database: DatabaseClient = openDatabaseClient(this.adminUrl);
  /** Entries that the bench has put on the list so far. */
  listed = 0;

  /**
   * WAL files as a server has them that has been in service: used once and kept for reuse (`min_wal_size`). An empty one writes and syncs a new file of 16 MB
   * every few thousand transactions, and no commit of any database ends for 60 ms meanwhile.
   */
  async seasonWal(): Promise<void> {
    for (let file = 0; file < WAL_FILES; file++) await this.database.query(`select pg_logical_emit_message(false, 'bench', 'x'), pg_switch_wal()`);
    await this.database.query('checkpoint');
  }

  /** The administrator's connection string for a database of the server. */
  databaseUrl(name: string): string {
    const url = new URL(this.adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  }

  cpu(extra?: ReadonlyMap<string, number>): Map<string, number> {
    return cpuSnapshot(this.stateDir, new Set(Object.values(DATABASES)), extra);
  }

  /** Records on a topic so far. */
  async end(topic: string): Promise<number> {
    return (await this.kafka.offsetsOf(topic)).reduce((sum, { high }) => sum + Number(high), 0);
  }

  /** Where publicity stands on the topic: committed in the transaction that holds its rows. */
  async reached(topic: string, database: string = DATABASES.publicity): Promise<number> {
    const [row] = await this.database.query<{ n: string }>('select coalesce(sum(next_offset), 0)::text as n from consumer_position where topic = $1', { database, values: [topic] });
    return Number(row!.n);
  }

  /** A gauge without labels as a service shows it now; NaN while it does not answer. */
  async metric(service: string, name: string): Promise<number> {
    const text = await fetch(`${addressOf(this, service)}/metrics`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.text(), () => '');
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  }

  async counts(sources: readonly string[]): Promise<Counts> {
    const rows = async (name: keyof typeof EFFECTS): Promise<number> => (await this.database.query<{ n: number }>(EFFECTS[name].text, { database: EFFECTS[name].database }))[0]!.n;
    const receipts = (await Promise.all(sources.map((source) => this.end(receiptsTopic(source))))).reduce((a, b) => a + b, 0);
    return { receipts, recordEvents: await this.end(TOPICS.recordEvents), publicityEvents: await this.end(TOPICS.publicityEvents), records: await rows('records'), entries: await rows('entries'), views: await rows('views') };
  }

  async close(): Promise<void> {
    await this.kafka.close();
    await this.database.close();
  }
}
