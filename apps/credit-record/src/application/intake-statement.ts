import type { ReceiptIssuedV1 } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import type { Instant } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';

/** Where a statement came from. */
export type StatementRef =
  | { channel: 'kafka'; topic: string; partition: number; offset: string; eventId: string; repeat?: 'duplicate' | 'reused' }
  | { channel: 'rest'; requestId: string }
  | { channel: 'file'; batchId: string; row: number };

/** 报送 — one statement of a department on its way into the register, whatever way it came. */
export interface IntakeStatement {
  ref: StatementRef;
  /** The department: taken from the topic or the token, never from the statement. */
  source: string;
  /** The intake `ce_type`. */
  type: string;
  data: any;
  /** What is already known to be wrong; a finding whose effect is `reject` refuses the statement. */
  findings: Finding[];
  receivedAt: Instant;
  /** Orders versions when the statement has no `sourceVersion` (P-16): `ce_time`, request time, upload time. */
  versionTime: Instant;
  /** Blind index (hex) by which a natural person is found when one of our own services speaks and no document number travels. */
  personIndex?: string;
}

export type ReceiptData = ReceiptIssuedV1;

/** Exactly one receipt per statement, in order; everything is written through `uow`. Receipts of Kafka statements are published, the others stored only. */
export type IngestStatements = (uow: UnitOfWork, statements: readonly IntakeStatement[]) => Promise<ReceiptData[]>;
