import { kafkaSecurity, openKafkaWire, type KafkaSecurity, type Sasl } from '@credit/messaging';
import { createLogger } from '@credit/observability';

/** What a credential tries on a real broker. Nothing is written, read or joined: each attempt names a partition that is not there, or a session that no group allows, so that the broker's answer tells whether it was its rights. */
export interface KafkaAttempts {
  /** Topics that the credential may write, of these. */
  mayWrite(topics: readonly string[]): Promise<string[]>;
  /** Topics that it may read. */
  mayRead(topics: readonly string[]): Promise<string[]>;
  /** Groups that it may join. */
  mayJoin(groups: readonly string[]): Promise<string[]>;
  /** Topics that it may create; none is. */
  mayCreate(topics: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

const NO_SUCH_PARTITION = 99_999;
const ERRORS = { none: 0, unknownPartition: 3, sessionTimeout: 26, topicRefused: 29, groupRefused: 30, clusterRefused: 31, topicExists: 36 } as const;
const WAIT_MS = 5_000;

const int8 = (value: number): Buffer => Buffer.of(value);
const int16 = (value: number): Buffer => { const bytes = Buffer.alloc(2); bytes.writeInt16BE(value); return bytes; };
const int32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeInt32BE(value); return bytes; };
const int64 = (value: number): Buffer => { const bytes = Buffer.alloc(8); bytes.writeBigInt64BE(BigInt(value)); return bytes; };
const text = (value: string): Buffer => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
const list = (items: readonly Buffer[]): Buffer => Buffer.concat([int32(items.length), ...items]);

/** Reads names and the error behind each from an answer. `skip`: bytes between a name and its error, `rest`: what follows the error. */
function errorsByName(answer: Buffer, start: number, skip: number, rest: (at: number) => number): Map<string, number> {
  const errors = new Map<string, number>();
  let at = start + 4;
  for (let left = answer.readInt32BE(start); left > 0; left -= 1) {
    const size = answer.readInt16BE(at);
    const name = answer.toString('utf8', at + 2, at + 2 + size);
    at += 2 + size + skip;
    errors.set(name, answer.readInt16BE(at));
    at = rest(at + 2);
  }
  return errors;
}

/** Names whose answer is one of a caller with the right; an answer that is neither a right nor a refusal fails the test. */
function allowed(errors: ReadonlyMap<string, number>, granted: readonly number[], refused: readonly number[]): string[] {
  for (const [name, error] of errors) if (!granted.includes(error) && !refused.includes(error)) throw new Error(`the broker answers ${name} with error ${error}, which says nothing about rights`);
  return [...errors].filter(([, error]) => granted.includes(error)).map(([name]) => name);
}

/** Opens a connection as this credential, or as nobody; `ssl`: over TLS and whom to believe, by default as this test run does. Names as on the broker. @throws Error when the broker refuses the caller itself */
export async function kafkaAttempts(brokers: string, sasl?: Sasl, { ssl }: Pick<KafkaSecurity, 'ssl'> = kafkaSecurity(process.env)): Promise<KafkaAttempts> {
  const wire = await openKafkaWire({ brokers, clientId: 'attempts', ...(sasl ? { sasl } : {}), ...(ssl ? { ssl } : {}), logger: createLogger({ service: 'testing', level: 'silent' }), retries: 0 });
  return {
    mayWrite: async (topics) => {
      const body = Buffer.concat([int16(-1), int16(-1), int32(WAIT_MS), list(topics.map((topic) => Buffer.concat([text(topic), list([Buffer.concat([int32(NO_SUCH_PARTITION), int32(0)])])])))]);
      const answer = await wire.call({ apiKey: 0, apiVersion: 7, body });
      return allowed(errorsByName(answer, 0, 8, (at) => at + 24), [ERRORS.unknownPartition], [ERRORS.topicRefused]);
    },
    mayRead: async (topics) => {
      const partition = Buffer.concat([int32(NO_SUCH_PARTITION), int64(0), int32(1)]);
      const body = Buffer.concat([int32(-1), int32(0), int32(0), int32(1), int8(0), list(topics.map((topic) => Buffer.concat([text(topic), list([partition])])))]);
      const answer = await wire.call({ apiKey: 1, apiVersion: 4, body });
      const behindError = (at: number): number => {
        const aborted = Math.max(0, answer.readInt32BE(at + 16));
        const records = at + 20 + aborted * 16;
        return records + 4 + Math.max(0, answer.readInt32BE(records));
      };
      return allowed(errorsByName(answer, 4, 8, behindError), [ERRORS.unknownPartition], [ERRORS.topicRefused]);
    },
    mayJoin: async (groups) => {
      const answers = await Promise.all(groups.map((group) => wire.call({ apiKey: 11, apiVersion: 2, body: Buffer.concat([text(group), int32(1), int32(1), text(''), text('consumer'), list([Buffer.concat([text('none'), int32(0)])])]) })));
      return allowed(new Map(groups.map((group, i) => [group, answers[i]!.readInt16BE(4)])), [ERRORS.sessionTimeout], [ERRORS.groupRefused]);
    },
    mayCreate: async (topics) => {
      const body = Buffer.concat([list(topics.map((topic) => Buffer.concat([text(topic), int32(1), int16(1), int32(0), int32(0)]))), int32(WAIT_MS), int8(1)]);
      const answer = await wire.call({ apiKey: 19, apiVersion: 2, body });
      return allowed(errorsByName(answer, 4, 0, (at) => at + 2 + Math.max(0, answer.readInt16BE(at))), [ERRORS.none, ERRORS.topicExists], [ERRORS.topicRefused, ERRORS.clusterRefused]);
    },
    close: () => wire.close(),
  };
}
