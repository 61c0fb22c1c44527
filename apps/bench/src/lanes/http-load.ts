/**
 * Sends prepared requests over kept-open connections with as little work as possible, in a process of its own: look-ups (the same bytes to both sides of P7), promises by an item, or pages.
 * {prepare}, {promises} or {pages} builds them; {closed} sends one after the other on each connection for some seconds; {open} sends each at its intended time, whoever is busy.
 */
import { connect, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { LISTED_MOST, listedUscc } from '../stack/list.ts';

export interface Prepare {
  /** Different requests; they are sent in turn, each with a number of its matter that never comes again. */
  count: number;
  /** Entries on the list; one request in `hitEvery` is about one of them, the others are about nobody on it. */
  listed: number;
  hitEvery: number;
  token: string;
}

/** Promises by one item, each of another firm and a case of its own. */
export interface Promises {
  subjectIds: readonly string[];
  item: { itemCode: string; version: number };
  token: string;
}

/** Pages that anybody may read, asked for in turn. */
export interface Pages {
  paths: readonly string[];
}

const HEAD_END = Buffer.from('\r\n\r\n');
const run = randomUUID().slice(0, 8);
/** The n-th request. */
let requestOf: (n: number) => Buffer;
let sent = 0;

function prepare({ count, listed, hitEvery, token }: Prepare): void {
  prepareBodies('/v1/screenings', token, Array.from({ length: count }, (_, n) => {
    const uscc = listedUscc(n % hitEvery === 0 ? (n * 7_919) % listed : LISTED_MOST + n);
    return { start: `{"matter":{"id":"`, end: `","kind":"real-estate-transfer"},"purpose":"办理不动产转移登记","subject":{"uscc":"${uscc}"}}` };
  }));
}

function preparePromises({ subjectIds, item, token }: Promises): void {
  prepareBodies('/v1/commitments', token, subjectIds.map((subjectId) => ({ start: `{"promisor":{"subjectId":"${subjectId}"},"item":${JSON.stringify(item)},"chosen":true,"referenceNo":"`, end: `"}` })));
}

function prepareBodies(path: string, token: string, bodies: readonly { start: string; end: string }[]): void {
  requestOf = (n) => {
    const { start, end } = bodies[n % bodies.length]!;
    const number = `${run}-${n}`;
    const body = `${start}${number}${end}`;
    return Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\nidempotency-key: ${number}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
}

function preparePages({ paths }: Pages): void {
  const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`));
  sent = 0;
  requestOf = (n) => requests[n % requests.length]!;
}

/** One connection that carries one request at a time. */
class Line {
  private readonly socket: Socket;
  private waiting: Buffer[] = [];
  /** Bytes of the answer that are not here yet; undefined before its head is. */
  private missing: number | undefined;
  private answered: (() => void) | undefined;

  constructor(port: number, private readonly failed: (error: Error) => void) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (bytes: Buffer) => this.take(bytes));
    this.socket.on('error', failed);
  }

  send(answered: () => void): void {
    this.answered = answered;
    this.socket.write(requestOf(sent++));
  }

  private take(bytes: Buffer): void {
    if (this.missing === undefined) {
      this.waiting.push(bytes);
      const all = this.waiting.length === 1 ? bytes : Buffer.concat(this.waiting);
      const end = all.indexOf(HEAD_END);
      if (end < 0) return;
      const head = all.toString('latin1', 0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (!/^HTTP\/1\.1 20[01]/.test(head)) return this.failed(new Error(`${head.slice(0, 60)} ${all.toString('utf8', end + 4, end + 300)}`));
      if (Number.isNaN(length)) return this.failed(new Error(`an answer without a length: ${head.slice(0, 200)}`));
      this.missing = end + 4 + length - all.length;
      this.waiting = [];
    } else this.missing -= bytes.length;
    if (this.missing > 0) return;
    this.missing = undefined;
    this.answered!();
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Opens connections for some work and closes them after it; the first answer that is neither 200 nor 201 ends it. */
async function withLines<T>(port: number, count: number, work: (lines: Line[]) => Promise<T>): Promise<T> {
  let lines: Line[] = [];
  try {
    return await new Promise<T>((resolve, reject) => {
      lines = Array.from({ length: count }, () => new Line(port, reject));
      work(lines).then(resolve, reject);
    });
  } finally {
    for (const line of lines) line.close();
  }
}

/** Each connection asks again as soon as it is answered. @returns answers per second */
function closed({ port, connections, seconds }: { port: number; connections: number; seconds: number }): Promise<object> {
  return withLines(port, connections, async (lines) => {
    let answers = 0;
    const began = performance.now();
    const end = began + seconds * 1_000;
    await Promise.all(lines.map((line) => new Promise<void>((done) => {
      const next = (): void => line.send(() => {
        answers += 1;
        if (performance.now() < end) next();
        else done();
      });
      next();
    })));
    return { perSecond: (answers / (performance.now() - began)) * 1_000, answers };
  });
}

/** A request is due every 1 / rate seconds, whether or not one is answered: times count from when it was due. @returns ms of each, and which of the prepared requests it was (counted from the first of this process) */
function open({ port, connections, perSecond, seconds }: { port: number; connections: number; perSecond: number; seconds: number }): Promise<object> {
  return withLines(port, connections, async (lines) => {
    const count = Math.round(perSecond * seconds);
    const latencies: number[] = [];
    const asked: number[] = [];
    const free = [...lines];
    const began = performance.now();
    let due = 0;
    let started = 0;
    await new Promise<void>((done) => {
      const start = (line: Line): void => {
        const intended = began + (started++ / perSecond) * 1_000;
        const number = sent;
        line.send(() => {
          latencies.push(performance.now() - intended);
          asked.push(number);
          if (started < due) start(line);
          else free.push(line);
          if (latencies.length === count) done();
        });
      };
      const tick = setInterval(() => {
        due = Math.min(count, Math.floor(((performance.now() - began) / 1_000) * perSecond) + 1);
        while (started < due && free.length > 0) start(free.pop()!);
        if (due === count) clearInterval(tick);
      }, 1);
    });
    return { latencies, asked };
  });
}

interface Message { prepare?: Prepare; promises?: Promises; pages?: Pages; closed?: Parameters<typeof closed>[0]; open?: Parameters<typeof open>[0] }

async function work({ prepare: lookUps, promises, pages, closed: oneAfterTheOther, open: asDue }: Message): Promise<object> {
  if (oneAfterTheOther) return closed(oneAfterTheOther);
  if (asDue) return open(asDue);
  if (lookUps) prepare(lookUps);
  if (promises) preparePromises(promises);
  if (pages) preparePages(pages);
  return { prepared: true };
}

process.on('message', (message: Message) => {
  work(message).then((done) => process.send!(done), (error: Error) => process.send!({ failed: error.message }));
});
process.on('disconnect', () => process.exit(0));
process.send!({ ready: true });
