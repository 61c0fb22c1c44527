import { readFileSync } from 'node:fs';
import { intakeTopic } from '@credit/contracts/topics';
import type { ReceiptIssuedV1 } from '@credit/contracts/events';
import { encryptForIntake } from '@credit/access';
import { CommandFailure, EXIT } from '../exit.ts';
import { call } from '../http.ts';
import { intakeTypeOf } from '../intake-type.ts';
import { closeKafka, inTime, openKafka } from '../kafka.ts';
import { makeEvent, type OutgoingEvent } from '../outgoing-event.ts';
import { emit } from '../output.ts';
import { readReceipts, receiptLine, type ReceiptReader, type SeenReceipt } from '../receipts.ts';
import { need, needSource, readCity } from '../settings.ts';
import { readStatements } from '../statement-file.ts';
import type { CommandContext } from './command-context.ts';

const SEND_MS = 60_000;

export interface PublishOptions {
  source?: string;
  type?: string;
  key?: string;
  file?: string;
  /** Seconds to wait for one receipt per event; absent = do not wait. */
  wait?: number;
  dryRun?: boolean;
  strict?: boolean;
}

interface Addressed {
  source: string;
  type: string;
  event: OutgoingEvent;
}

/** 报送 — publishes statements as CloudEvents on the departments' intake topics and, if asked, waits for one receipt each. */
export async function publish(context: CommandContext, options: PublishOptions): Promise<number> {
  const addressed = await addressAll(context, options);
  if (options.dryRun) {
    emit(context.output, { published: 0, events: addressed.map(shown) }, addressed.map((one) => `would publish ${summary(one)}`).join('\n'));
    return EXIT.ok;
  }
  const inbox = receiptInbox(addressed);
  const lines: Line[] = [];
  try {
    for (const source of new Set(addressed.map((one) => one.source))) lines.push(await openLine(context, source, options.wait === undefined ? undefined : inbox));
    for (const { source, send } of lines) for (const chunk of chunksOf(addressed.filter((one) => one.source === source), 200)) await send(chunk);
    if (options.wait !== undefined) await inbox.complete(options.wait * 1000, context.stop);
  } finally {
    for (const line of lines) await line.close();
  }
  return report(context, addressed, options, inbox.seen);
}

/** A department's own connection: it alone may write its intake topic and read its receipts. */
interface Line {
  source: string;
  send(chunk: readonly Addressed[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens it; with an inbox, receipts are read from before the first sending. */
async function openLine(context: CommandContext, source: string, inbox: ReturnType<typeof receiptInbox> | undefined): Promise<Line> {
  const kafka = await openKafka(context.settings, source);
  const producer = kafka.createProducer();
  let reader: ReceiptReader | undefined;
  const close = async (): Promise<void> => {
    await producer.disconnect();
    await reader?.stop();
    await closeKafka(kafka);
  };
  try {
    reader = inbox && (await readReceipts(kafka, source, { fromStart: false, onReceipt: inbox.take, onCrash: inbox.fail }));
    await inTime(producer.connect(), SEND_MS, 'connecting');
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  const send = async (chunk: readonly Addressed[]): Promise<void> => {
    await inTime(producer.send([{ topic: intakeTopic(source), records: chunk.map(({ event }) => event.message) }]), SEND_MS, 'sending');
  };
  return { source, send, close };
}

async function addressAll(context: CommandContext, options: PublishOptions): Promise<Addressed[]> {
  const name = options.file ?? '-';
  const statements = readStatements(name === '-' ? 'stdin.ndjson' : name, name === '-' ? await context.readInput() : readText(name));
  const city = context.settings.cityConfig ? readCity(context.settings) : undefined;
  let intakeKey: Promise<object> | undefined;
  const encrypt = async (plain: string): Promise<string> => {
    intakeKey ??= call<object>(need(context.settings, 'gatewayUrl'), '/v1/keys/intake').then(publicKeyOf);
    return encryptForIntake((await intakeKey) as Parameters<typeof encryptForIntake>[0], plain);
  };
  const addressed: Addressed[] = [];
  for (const statement of statements) {
    const source = wanted(statement.source ?? options.source, '--source');
    if (city) needSource(city, source);
    const type = intakeTypeOf(wanted(statement.type ?? options.type, '--type'));
    addressed.push({ source, type, event: await makeEvent(statement, { source, type, nowMs: context.nowMs(), encrypt, ...(options.key ? { key: options.key } : {}) }) });
  }
  return addressed;
}

const publicKeyOf = (document: object): object => (document as { keys?: object[] }).keys?.[0] ?? (document as { jwk?: object }).jwk ?? document;

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.usage, 'FILE.UNREADABLE', (error as Error).message, `无法读取文件 ${file}`);
  }
}

function wanted(value: string | undefined, option: string): string {
  if (value) return value;
  throw new CommandFailure(EXIT.usage, 'OPTION.MISSING', `give ${option}, or say it per statement`, `请给出 ${option}，或在每条数据中写明`);
}

const chunksOf = <T>(list: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** Collects one receipt per published event; the same id published twice waits for two. */
function receiptInbox(addressed: readonly Addressed[]) {
  const open = new Map<string, number>();
  for (const { event } of addressed) open.set(event.id, (open.get(event.id) ?? 0) + 1);
  const seen: SeenReceipt[] = [];
  let crash: Error | undefined;
  let wake = () => {};
  return {
    seen,
    take(one: SeenReceipt) {
      const left = open.get(one.receipt.eventId);
      if (left === undefined || left === 0) return;
      open.set(one.receipt.eventId, left - 1);
      seen.push(one);
      wake();
    },
    fail(error: Error) {
      crash = error;
      wake();
    },
    /** Resolves when all are in, the time is over or the caller stopped. */
    async complete(timeoutMs: number, stop: AbortSignal): Promise<void> {
      const end = Date.now() + timeoutMs;
      while (!crash && !stop.aborted && seen.length < addressed.length && Date.now() < end) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(end - Date.now(), 500));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (crash) throw new CommandFailure(EXIT.unreachable, 'KAFKA.READER_ENDED', crash.message, '读取回执中断');
    },
  };
}

const summary = ({ source, type, event }: Addressed): string => [`${event.id} ${type} key ${event.key} → ${intakeTopic(source)}`, ...event.notes.map((note) => `    ${note}`)].join('\n');

const shown = ({ source, type, event }: Addressed) => ({ id: event.id, key: event.key, type, source, topic: intakeTopic(source), notes: event.notes });

function report(context: CommandContext, addressed: readonly Addressed[], options: PublishOptions, seen: readonly SeenReceipt[]): number {
  const receipts: ReceiptIssuedV1[] = seen.map(({ receipt }) => receipt);
  const missing = options.wait === undefined ? [] : withoutAnswer(addressed, receipts);
  const lines = [...addressed.map((one) => `published ${summary(one)}`), ...seen.map(receiptLine), ...missing.map((id) => `no receipt within ${options.wait} s · 未收到回执: ${id}`)];
  emit(context.output, { published: addressed.length, events: addressed.map(shown), receipts, missing }, lines.join('\n'));
  if (missing.length > 0) return EXIT.noAnswer;
  return options.strict && receipts.some((receipt) => receipt.state === 'rejected') ? EXIT.failed : EXIT.ok;
}

function withoutAnswer(addressed: readonly Addressed[], receipts: readonly ReceiptIssuedV1[]): string[] {
  const answered = receipts.map((receipt) => receipt.eventId);
  return addressed.map(({ event }) => event.id).filter((id) => {
    const at = answered.indexOf(id);
    if (at >= 0) answered.splice(at, 1);
    return at < 0;
  });
}

