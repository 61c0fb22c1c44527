import { randomBytes } from 'node:crypto';
import { encodeKafka, type EncodedMessage, findPlainIdentityNumbers } from '@credit/contracts/events';
import { type Instant, uuidV7 } from '@credit/kernel';
import { CommandFailure, EXIT } from './exit.ts';
import type { OutgoingStatement } from './statement-file.ts';

/** What the caller decides about the events. */
export interface Publication {
  source: string;
  type: string;
  key?: string;
  nowMs: number;
  /** Encrypts an identity number to the intake key (compact JWE). */
  encrypt(plain: string): Promise<string>;
}

/** An event ready to be sent, with what a person wants to see of it. */
export interface OutgoingEvent {
  id: string;
  key: string;
  message: EncodedMessage;
  notes: string[];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Replaces personIdNo by personIdJwe, here and in `subject`; an identity number of the legal representative never goes to Kafka. */
async function protectPersons(data: Record<string, unknown>, encrypt: Publication['encrypt'], notes: string[]): Promise<Record<string, unknown>> {
  const { personIdNo, legalRepIdNo, ...rest } = data;
  if (legalRepIdNo !== undefined) notes.push('legalRepIdNo left out: identity numbers are accepted by REST and file only · 法定代表人证件号码不经 Kafka 报送，已略去');
  if (typeof personIdNo === 'string' && personIdNo !== '') {
    rest['personIdJwe'] = await encrypt(personIdNo);
    notes.push('personIdNo encrypted as personIdJwe · 自然人证件号码已加密');
  }
  if (isObject(rest['subject'])) rest['subject'] = await protectPersons(rest['subject'], encrypt, notes);
  return rest;
}

const subjectCode = (data: Record<string, unknown>): string | undefined => {
  const code = data['uscc'] ?? (isObject(data['subject']) ? data['subject']['uscc'] : undefined);
  return typeof code === 'string' && code !== '' ? code : undefined;
};

/**
 * 报送事件 — makes the CloudEvent of one statement: id (UUIDv7) and time when absent, identity numbers encrypted, key = `--key`, the
 * statement's own key, or the social credit code.
 * @throws CommandFailure KEY.MISSING (a person needs the sender's own opaque key), PERSON_ID_IN_PLAIN (a number is left in some text)
 */
export async function makeEvent(statement: OutgoingStatement, publication: Publication): Promise<OutgoingEvent> {
  const notes: string[] = [];
  const data = await protectPersons(statement.data, publication.encrypt, notes);
  const key = publication.key ?? statement.key ?? subjectCode(data);
  if (!key) {
    throw new CommandFailure(EXIT.usage, 'KEY.MISSING', 'a natural person is keyed by your own opaque stable person key: give --key, or a member "key" per statement', '自然人数据须用本部门自有的稳定代号作键：用 --key 或在每条数据中给出 key');
  }
  const [leak] = findPlainIdentityNumbers({ key, data });
  if (leak) throw new CommandFailure(EXIT.usage, 'PERSON_ID_IN_PLAIN', `an identity number stands in plain text at ${leak}; it would be rejected`, `${leak} 处出现明文证件号码，将被退回`);
  const id = statement.id ?? uuidV7(publication.nowMs, randomBytes(10));
  const time = (statement.time ?? new Date(publication.nowMs).toISOString()) as Instant;
  return { id, key, notes, message: encodeKafka({ id, type: publication.type, source: `/departments/${publication.source}`, time, data }, key) };
}
