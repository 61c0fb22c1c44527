import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseClient, KafkaClient } from '@credit/testing/servers';
import { environment } from './environment.ts';

/** Where a planted number was found in plain text. */
export interface Hit {
  number: string;
  place: string;
}

const OVERLAP = 128;
const PLAIN = /\d{17,}[\dXx]?/g;
const GROUPED = /\d{6}[ -]\d{8}[ -]\d{3}[\dXx]/g;
/** Full-width digits and X as UTF-8 bytes read as Latin-1. */
const WIDE = /(?:\xef\xbc[\x90-\x99]){17,}(?:\xef\xbc\xb8|\xef\xbd\x98)?/g;
const narrow = (wide: string): string => wide.replaceAll(/\xef\xbc([\x90-\x99])/g, (_, digit: string) => String(digit.charCodeAt(0) - 0x90)).replaceAll(/\xef[\xbc\xbd]./g, 'X');

/** Finds every planted number in bytes, wherever it begins: alone, inside a longer run of digits, grouped 6-8-4, in full-width digits. */
export function numbersIn(bytes: Buffer, planted: ReadonlySet<string>): Set<string> {
  const text = bytes.toString('latin1');
  const found = new Set<string>();
  const look = (run: string): void => {
    const digits = run.replaceAll(/[ -]/g, '').toUpperCase();
    for (let at = 0; at + 18 <= digits.length; at += 1) if (planted.has(digits.slice(at, at + 18))) found.add(digits.slice(at, at + 18));
  };
  for (const [run] of text.matchAll(PLAIN)) look(run);
  for (const [run] of text.matchAll(GROUPED)) look(run);
  for (const [run] of text.matchAll(WIDE)) look(narrow(run));
  return found;
}

/** Preallocated and empty, or numbers of offsets only: thirty times the size of the segments. */
const INDEX = /\.(index|timeindex|txnindex|snapshot)$/;

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile() && !INDEX.test(entry.name)) yield path;
  }
}

async function scanFile(path: string, place: string, planted: ReadonlySet<string>, hits: Hit[]): Promise<number> {
  let tail: Buffer = Buffer.alloc(0);
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      const block = Buffer.concat([tail, chunk]);
      for (const number of numbersIn(block, planted)) hits.push({ number, place });
      tail = block.subarray(-OVERLAP);
      bytes += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // a file that the server removed meanwhile
  }
  return bytes;
}

/** What was looked at, and what was found. */
export interface Scan {
  bytes: number;
  hits: Hit[];
}

/** Every file below a folder; `place` = the folder's last names and the file. */
export async function scanFolder(folder: string, planted: ReadonlySet<string>): Promise<Scan> {
  const hits: Hit[] = [];
  let bytes = 0;
  for (const path of filesIn(folder)) bytes += await scanFile(path, `${basename(dirname(path))}/${basename(path)}`, planted, hits);
  return { bytes, hits };
}

/** Kafka's segment files; over the wire (raw bytes of every record) when they do not lie in the state folder. `place` begins with the topic and partition. */
export async function scanKafka(kafka: KafkaClient, planted: ReadonlySet<string>): Promise<Scan> {
  const folder = join(environment.stateDir, 'kafka/data');
  if (existsSync(folder)) return scanFolder(folder, planted);
  const hits: Hit[] = [];
  let bytes = 0;
  for (const { topic, partition, key, value, headers } of await kafka.readAll(await kafka.topicNames())) {
    const record = Buffer.concat([key ?? Buffer.alloc(0), Buffer.from('\n'), value ?? Buffer.alloc(0), Buffer.from(JSON.stringify(headers))]);
    bytes += record.length;
    for (const number of numbersIn(record, planted)) hits.push({ number, place: `${environment.topicPrefix}${topic}-${partition}` });
  }
  return { bytes, hits };
}

const SERVER_FILES = `select 'base/' || d || '/' || f as path from pg_ls_dir('base') d, pg_ls_dir('base/' || d) f where f ~ '^[0-9]' union all select 'pg_wal/' || name from pg_ls_waldir()`;

/** PostgreSQL's data files and WAL after a checkpoint; read through the server when they do not lie on this machine. */
export async function scanPostgresFiles(database: DatabaseClient, planted: ReadonlySet<string>): Promise<Scan> {
  await database.query('checkpoint');
  const marker = join(environment.stateDir, 'postgres/initialised');
  if (existsSync(marker)) return scanFolder(readFileSync(marker, 'utf8').trim(), planted);
  const hits: Hit[] = [];
  let bytes = 0;
  for (const { path } of await database.query<{ path: string }>(SERVER_FILES)) {
    const [row] = await database.query<{ content: Buffer | null }>('select pg_read_binary_file($1, 0, 1073741823, true) as content', { values: [path] });
    bytes += row?.content?.length ?? 0;
    for (const number of numbersIn(row?.content ?? Buffer.alloc(0), planted)) hits.push({ number, place: path });
  }
  return { bytes, hits };
}

/** Every row of every table of our databases as text, so that compression of long values hides nothing; binary columns byte by byte. */
export async function scanTables(database: DatabaseClient, planted: ReadonlySet<string>): Promise<Scan> {
  const names = await database.query<{ datname: string }>(`select datname from pg_database where datname like 'credit\\_%' and datname like '%' || $1`, { values: [environment.databaseSuffix] });
  const hits: Hit[] = [];
  let bytes = 0;
  for (const { datname } of names) {
    await database.dump(datname, (table, text) => {
      bytes += text.length;
      const binary = [...text.matchAll(/\\x([0-9a-f]{36,})/g)].map(([, hex]) => Buffer.from(hex!, 'hex'));
      for (const piece of [Buffer.from(text), ...binary]) for (const number of numbersIn(piece, planted)) hits.push({ number, place: `${datname} ${table}` });
    });
  }
  return { bytes, hits };
}

/** The logs of every process of the stack. */
export const scanLogs = (planted: ReadonlySet<string>): Promise<Scan> => scanFolder(join(environment.stateDir, 'logs'), planted);

