import { pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Sasl } from './kafka-security.ts';
import type { KafkaWire } from './kafkajs-wire.ts';

const DESCRIBE_USERS = 50;
const ALTER_USERS = 51;
const SCRAM_SHA_512 = 2;
const ITERATIONS = 8_192;
const HASH_BYTES = 64;
const NO_TAGS = Buffer.of(0);
const RESOURCE_NOT_FOUND = 91;

/** Unsigned variable-length number of the flexible protocol versions. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}
const sized = (bytes: Buffer): Buffer => Buffer.concat([varint(bytes.length + 1), bytes]);
const word = (text: string): Buffer => sized(Buffer.from(text, 'utf8'));
const list = (items: readonly Buffer[]): Buffer => Buffer.concat([varint(items.length + 1), ...items]);
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** Reads an answer of a flexible version from its first byte after the correlation id. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {
    this.tags();
  }

  varint(): number {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  int8 = (): number => this.bytes.readInt8(this.at++);
  int16 = (): number => this.bytes.readInt16BE((this.at += 2) - 2);
  int32 = (): number => this.bytes.readInt32BE((this.at += 4) - 4);

  text(): string {
    const size = this.varint() - 1;
    return size < 0 ? '' : this.bytes.toString('utf8', this.at, (this.at += size));
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.varint() - 1) }, read);
  }

  tags(): void {
    for (let left = this.varint(); left > 0; left -= 1) {
      this.varint();
      this.at += this.varint();
    }
  }
}

/** Names of the users that have a SCRAM-SHA-512 password (DescribeUserScramCredentials v0). @throws Error with the broker's number when it refuses */
export async function scramUsers(wire: KafkaWire): Promise<string[]> {
  const answer = new Reader(await wire.call({ apiKey: DESCRIBE_USERS, apiVersion: 0, body: Buffer.concat([NO_TAGS, varint(0), NO_TAGS]) }));
  answer.int32();
  const code = answer.int16();
  const message = answer.text();
  if (code !== 0) throw new Error(`the broker does not tell its users (${code}): ${message}`);
  const users = answer.list(() => {
    const user = { name: answer.text(), code: answer.int16(), message: answer.text() };
    const mechanisms = answer.list(() => {
      const mechanism = answer.int8();
      answer.int32();
      answer.tags();
      return mechanism;
    });
    answer.tags();
    return { ...user, mechanisms };
  });
  return users.filter((user) => user.code !== RESOURCE_NOT_FOUND && user.mechanisms.includes(SCRAM_SHA_512)).map(({ name }) => name);
}

/**
 * Makes users, or gives them these passwords (AlterUserScramCredentials v0). The password itself does not travel: the broker gets salt, iterations and the salted hash.
 * @throws Error that names the first user the broker refuses
 */
export async function setScramUsers(wire: KafkaWire, users: readonly Sasl[]): Promise<void> {
  const upsertions = users.map(({ username, password }) => {
    const salt = randomBytes(24);
    const salted = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha512');
    return Buffer.concat([word(username), Buffer.of(SCRAM_SHA_512), int32(ITERATIONS), sized(salt), sized(salted), NO_TAGS]);
  });
  const answer = new Reader(await wire.call({ apiKey: ALTER_USERS, apiVersion: 0, body: Buffer.concat([NO_TAGS, list([]), list(upsertions), NO_TAGS]) }));
  answer.int32();
  const refused = answer.list(() => {
    const result = { name: answer.text(), code: answer.int16(), message: answer.text() };
    answer.tags();
    return result;
  }).find(({ code }) => code !== 0);
  if (refused) throw new Error(`the broker refuses the user ${refused.name} (${refused.code}): ${refused.message}`);
}
