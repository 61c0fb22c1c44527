import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { TopicSpec } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import type { Clock, LocalDate } from '@credit/kernel';
import { applyTopics, createKafka, kafkaSecurity } from '@credit/messaging';
import type { BytesCipher, KafkaPort } from '@credit/messaging';
import { createMetrics } from '@credit/observability';
import type { Logger, Metrics } from '@credit/observability';
import { openDatabase } from '@credit/persistence';
import type { Database, DatabaseOptions } from '@credit/persistence';
import pg from 'pg';

/** A fresh database and a fresh topic prefix on the servers of the environment; `close` removes both. */
export interface PipelineFixture {
  readonly prefix: string;
  readonly databaseUrl: string;
  readonly kafka: KafkaPort;
  readonly database: Database;
  readonly logger: MemoryLogger;
  readonly metrics: Metrics;
  readonly clock: TestClock;
  readonly cipher: BytesCipher;
  /** The administrator's connection to the fresh database: faults (terminate, refuse) and checks. */
  readonly admin: pg.Pool;
  /** Another pool on the same database, as a second instance of the service would have. */
  openAnother(options?: Partial<DatabaseOptions>): Promise<Database>;
  /** A second client on the same topics. */
  anotherKafka(): KafkaPort;
  /** No new connections, and the present ones are cut, until `allow` is called. */
  cutDatabase(): Promise<{ allow(): Promise<void> }>;
  close(): Promise<void>;
}

/** Keeps what was logged; tests look at codes. */
export interface MemoryLogger extends Logger {
  readonly lines: { level: string; code?: string; [field: string]: unknown }[];
}

export interface TestClock extends Clock {
  setToday(date: LocalDate): void;
}

const environment = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is needed for integration tests`);
  return value;
};

export function memoryLogger(): MemoryLogger {
  const lines: MemoryLogger['lines'] = [];
  const at = (level: string) => (fields: unknown, message?: string) => {
    const entry = typeof fields === 'string' ? { message: fields } : (fields as object);
    lines.push({ level, ...entry, ...(message === undefined ? {} : { message }) });
    if (process.env['PIPELINE_LOG']) process.stderr.write(`${JSON.stringify(lines.at(-1))}\n`);
  };
  const logger = { lines, debug: () => undefined, info: at('info'), warn: at('warn'), error: at('error'), child: () => logger } as unknown as MemoryLogger;
  return logger;
}

export function testClock(today = '2026-11-23'): TestClock {
  let date = localDate(today);
  return { now: () => instantOf(Date.now()), nowMs: () => Date.now(), today: () => date, setToday: (next) => void (date = next) };
}

/** AES-256-GCM with a key of this process; stands where the access library's cipher stands in a service. */
export function localCipher(): BytesCipher {
  const key = randomBytes(32);
  return {
    encryptBytes: (plain, context) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptBytes: (sealed, context) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    },
  };
}

async function freshDatabase(name: string): Promise<{ url: string; drop(): Promise<void> }> {
  const server = new URL(environment('DATABASE_URL'));
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`create database ${name} template template0 encoding 'UTF8'`);
  for (const setting of [`idle_in_transaction_session_timeout = '2s'`, `lock_timeout = '2s'`, `transaction_timeout = '10s'`]) await client.query(`alter database ${name} set ${setting}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      const last = new pg.Client({ connectionString: server.href });
      await last.connect();
      await last.query(`drop database if exists ${name} with (force)`);
      await last.end();
    },
  };
}

/** Fresh database (platform and given migrations applied, role time-outs set) and fresh topics under an own prefix. */
export async function pipelineFixture(options: Partial<DatabaseOptions> & { topics?: readonly TopicSpec[] } = {}): Promise<PipelineFixture> {
  const id = `t${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const { topics = [], ...databaseOptions } = options;
  const fresh = await freshDatabase(`credit_${id}`);
  const logger = memoryLogger();
  const open = (more: Partial<DatabaseOptions> = {}): Promise<Database> =>
    openDatabase({ service: 'test-service', entities: [], migrations: [], logger, ...databaseOptions, ...more, url: fresh.url });
  const database = await open();
  const prefix = `${id}.`;
  const newKafka = (): KafkaPort => createKafka({ ...kafkaSecurity(process.env), brokers: environment('KAFKA_BROKERS'), clientId: id, topicPrefix: prefix, logger });
  const kafka = newKafka();
  const clients = [kafka];
  const databases = [database];
  if (topics.length > 0) await applyTopics(kafka, topics);
  const admin = new pg.Pool({ connectionString: fresh.url, max: 2 });
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  return {
    prefix, databaseUrl: fresh.url, kafka, database, logger, metrics: createMetrics('test-service'), clock: testClock(), cipher: localCipher(), admin,
    openAnother: async (more) => {
      const another = await open(more);
      databases.push(another);
      return another;
    },
    anotherKafka: () => {
      const another = newKafka();
      clients.push(another);
      return another;
    },
    cutDatabase: async () => {
      const name = new URL(fresh.url).pathname.slice(1);
      const server = new pg.Client({ connectionString: environment('DATABASE_URL') });
      await server.connect();
      await server.query(`alter database ${name} with connection limit 0 allow_connections false`);
      await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      return {
        allow: async () => {
          await server.query(`alter database ${name} with connection limit -1 allow_connections true`);
          await server.end();
        },
      };
    },
    close: async () => {
      const names = await kafka.topicNames();
      if (names.length > 0) await kafka.deleteTopics(names);
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(databases.map((one) => one.close().catch(() => undefined)));
      await admin.end();
      await fresh.drop();
    },
  };
}
