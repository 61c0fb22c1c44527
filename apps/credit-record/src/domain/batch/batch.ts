import type { Finding } from '@credit/contracts/subject';

/** 批次 batch: one uploaded file on its way into the register. interfaces.md §3 Intake, decision 28. */
export type BatchStatus = 'uploading' | 'received' | 'importing' | 'done' | 'refused';
export type FileEncoding = 'utf-8' | 'gb18030';
export type FileFormat = 'csv' | 'ndjson';

/** Rows by the state of their receipt; the sum is the number of rows read. */
export type RowCounts = Readonly<Record<string, number>>;

export interface Batch {
  id: string;
  source: string;
  kind: string;
  profile: string;
  format: FileFormat;
  encoding: FileEncoding;
  columns: readonly string[];
  status: BatchStatus;
  refusal: { code: string; message: string; userMessage: string } | null;
  bytes: number;
  /** The first row that no committed step has taken in; rows count from 1. */
  nextRow: number;
  counts: RowCounts;
  receivedAt: string;
  finishedAt: string | null;
}

export const addCounts = (counts: RowCounts, states: readonly string[]): RowCounts => {
  const sum: Record<string, number> = { ...counts };
  for (const state of states) sum[state] = (sum[state] ?? 0) + 1;
  return sum;
};

/** What a row became, from its receipt. */
export interface RowOutcome {
  row: number;
  state: string;
  receiptId: string;
  findings: readonly Finding[];
}

/** 批次进度 as its sender sees it. `rows` = rows read so far; the counts add up to it. */
export interface BatchView {
  id: string;
  source: string;
  kind: string;
  profile: string;
  encoding: FileEncoding;
  bytes: number;
  status: BatchStatus;
  refusal: Batch['refusal'];
  rows: number;
  counts: RowCounts;
  receivedAt: string;
  finishedAt: string | null;
  errors: string;
}

export const batchView = (batch: Batch): BatchView => ({
  id: batch.id, source: batch.source, kind: batch.kind, profile: batch.profile, encoding: batch.encoding, bytes: batch.bytes, status: batch.status, refusal: batch.refusal,
  rows: batch.nextRow - 1, counts: batch.counts, receivedAt: batch.receivedAt, finishedAt: batch.finishedAt, errors: `/v1/batches/${batch.id}/errors`,
});
