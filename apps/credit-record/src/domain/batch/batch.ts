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
