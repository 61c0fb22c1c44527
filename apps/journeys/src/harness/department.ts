import { randomUUID } from 'node:crypto';
import { eventually, licenseData, penaltyData, registrationData } from '@credit/testing';
import type { KafkaClient, SentRecord } from '@credit/testing/servers';
import { departmentOfKind, departmentWith } from './environment.ts';
import { ask, call, tokenFor, type Answer } from './gateway.ts';
import { ReceiptDesk, type Receipt } from './receipts.ts';

type Data = Record<string, unknown>;

/** What a sender may decide about one event. */
export interface Sending {
  key?: string | null;
  id?: string;
  time?: string;
  /** Headers to add; `undefined` removes one of ours. */
  headers?: Record<string, string | undefined>;
}

/** A batch when it is through. */
export interface Batch {
  id: string;
  status: string;
  rows: number;
  counts: Record<string, number>;
  [member: string]: unknown;
}

const INTAKE = (name: string): string => (name.startsWith('credit.') ? name : `credit.intake.${name}.v1`);
const subjectKey = (data: Data): string => String(data['uscc'] ?? (data['subject'] as Data | undefined)?.['uscc'] ?? 'person-0');

/** A department system: sends by Kafka, REST and file, and reads its own answers. */
export class Department {
  readonly source: string;
  readonly name: string;
  readonly uscc: string;

  constructor(configured: { source: string; name: string; uscc: string }, private readonly kafka: KafkaClient, private readonly desk: ReceiptDesk) {
    this.source = configured.source;
    this.name = configured.name;
    this.uscc = configured.uscc;
  }

  get authority(): { name: string; uscc: string } {
    return { name: this.name, uscc: this.uscc };
  }

  get topic(): string {
    return `credit.intake.${this.source}.v1`;
  }

  token(): Promise<string> {
    return tokenFor({ dept: this.source, roles: ['source'] });
  }

  penalty(overrides: Data): Data {
    return penaltyData({ authority: this.authority, ...overrides });
  }

  license(overrides: Data): Data {
    return licenseData({ authority: this.authority, ...overrides });
  }

  /** Sends one event in binary CloudEvents, as the documented kcat line does. @returns the event id */
  async publish(type: string, data: Data, { key = subjectKey(data), id = randomUUID(), time = new Date().toISOString(), headers = {} }: Sending = {}): Promise<string> {
    const all = { ce_specversion: '1.0', ce_id: id, ce_type: INTAKE(type), ce_source: `/departments/${this.source}`, ce_time: time, 'content-type': 'application/json', ...headers };
    const present = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>;
    await this.raw({ key, value: JSON.stringify(data), headers: present });
    return id;
  }

  /** Sends bytes as they are. */
  raw(record: SentRecord): Promise<{ partition: number; offset: string }> {
    return this.kafka.send(this.topic, record);
  }

  /** Waits for a receipt of the event: the first one, or the first that `fits`. */
  receipt(eventId: string, fits: (receipt: Receipt) => boolean = () => true): Promise<Receipt> {
    return this.desk.wait(eventId, fits);
  }

  receiptsOf(eventId: string): readonly Receipt[] {
    return this.desk.of(eventId);
  }

  /** Publishes and waits for the answer. */
  async tell(type: string, data: Data, sending: Sending = {}): Promise<Receipt> {
    return this.receipt(await this.publish(type, data, sending));
  }

  /** Registers subjects, so that records about them take effect. */
  async registers(...subjects: Parameters<typeof registrationData>[0][]): Promise<void> {
    const ids = await Promise.all(subjects.map((subject) => this.publish('registration', registrationData(subject))));
    for (const id of ids) {
      const receipt = await this.receipt(id);
      if (!/^accepted/.test(receipt.state)) throw new Error(`registration ${receipt.state}: ${JSON.stringify(receipt.findings)}`);
    }
  }

  /** One record by REST. */
  async record(kind: string, data: unknown, options: { key?: string | null; token?: string } = {}): Promise<Answer> {
    return call('POST', '/v1/records', { token: options.token ?? (await this.token()), body: { kind, data }, ...(options.key === undefined ? {} : { key: options.key }) });
  }

  /** Uploads a file and waits until the import is through. */
  async upload(kind: string, file: Uint8Array | string, type: string, key?: string): Promise<Batch> {
    const token = await this.token();
    const answer = await call('POST', `/v1/batches?kind=${kind}`, { token, raw: file, type, ...(key ? { key } : {}) });
    if (answer.status !== 202) throw new Error(`upload → ${answer.status} ${answer.text.slice(0, 500)}`);
    const location = answer.headers.get('location')!;
    return eventually(async () => {
      const batch = await ask<Batch>('GET', location, { token });
      return batch.status === 'done' || batch.status === 'refused' ? batch : undefined;
    }, `batch ${location} is done`, { timeoutMs: 60_000, intervalMs: 200 });
  }
}

/** The receipt inside the answer of POST /v1/records. */
export const receiptIn = (answer: Answer): Receipt => (answer.body?.receipt ?? answer.body) as Receipt;

/** A department of the configured city with these powers. */
export const department = (kafka: KafkaClient, desk: ReceiptDesk, powers: readonly string[], n = 0): Department => new Department(departmentWith(powers, n), kafka, desk);

/** The department of the configured city that is of this kind, such as `court`. */
export const departmentFor = (kafka: KafkaClient, desk: ReceiptDesk, kind: string): Department => new Department(departmentOfKind(kind), kafka, desk);
