import { eventually } from '@credit/testing';
import type { Follower, KafkaClient, SeenRecord } from '@credit/testing/servers';
import { departments } from './environment.ts';

/** 回执 as the sender reads it (interfaces.md §2). */
export interface Receipt {
  receiptId: string;
  eventId: string;
  state: 'accepted' | 'accepted-with-warnings' | 'held' | 'rejected' | 'duplicate' | 'superseded' | 'forwarded';
  code?: string;
  recordId?: string;
  /** Instead of a record: what another service judges. */
  matterId?: string;
  subjectId?: string;
  firstReceiptId?: string;
  findings: { code: string; severity: string; pointer: string; message: string; messageEn: string; hint?: string }[];
  publicity?: { dueOn?: string; provisional: boolean; daysLeft?: number };
  receivedAt: string;
  decidedAt: string;
}

/** Codes of all findings, in order. */
export const codesOf = (receipt: { findings: { code: string }[] }): string[] => receipt.findings.map((finding) => finding.code);

/** Reads the receipts of departments from now on and keeps them by event. A receipt delivered twice counts once. */
export class ReceiptDesk {
  private readonly seen = new Map<string, Receipt[]>();
  private follower: Follower | undefined;
  private sources: readonly string[] = [];

  constructor(private readonly kafka: KafkaClient) {}

  /** Reads the topics of these departments, of all when none is named. */
  async open(sources: readonly string[] = departments.map((department) => department.source)): Promise<void> {
    this.sources = sources;
    await this.read('now');
  }

  /** Reads the topics anew from their first record: the broker has lost what was there. */
  async openAgain(): Promise<void> {
    void this.follower?.stop().catch(() => undefined); // may hang on what is no more
    this.follower = undefined;
    await this.read('start');
  }

  private async read(from: 'start' | 'now'): Promise<void> {
    this.follower = await this.kafka.follow(this.sources.map((source) => `credit.receipts.${source}.v1`), from, (record) => this.take(record));
  }

  private take({ value, headers }: SeenRecord): void {
    if (value === null || headers['ce_type'] !== 'credit.receipt.issued.v1') return;
    const receipt = JSON.parse(value.toString('utf8')) as Receipt;
    const known = this.seen.get(receipt.eventId) ?? [];
    if (known.some(({ receiptId }) => receiptId === receipt.receiptId)) return;
    this.seen.set(receipt.eventId, [...known, receipt]);
  }

  of(eventId: string): readonly Receipt[] {
    return this.seen.get(eventId) ?? [];
  }

  wait(eventId: string, fits: (receipt: Receipt) => boolean): Promise<Receipt> {
    return eventually(() => {
      const found = this.of(eventId).find(fits);
      if (!found) throw new Error(`so far ${JSON.stringify(this.of(eventId).map(({ state, code }) => ({ state, code })))}`);
      return found;
    }, `a receipt for the event ${eventId}`, { timeoutMs: 30_000, intervalMs: 25 });
  }

  async close(): Promise<void> {
    await this.follower?.stop();
  }
}
