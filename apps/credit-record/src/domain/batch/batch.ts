import type { Finding } from '@credit/contracts/subject';

/** 批次 batch: one uploaded file on its way into the register. interfaces.md §3 Intake, decision 28. */
export type BatchStatus = 'uploading' | 'received' | 'importing' | 'done' | 'refused';
export type FileEncoding = 'utf-8' | 'gb18030';
export type FileFormat = 'csv' | 'ndjson';

/** 批次计数. */
export interface BatchCounts {
  /** Rows of the whole file, known before the first one is taken in. */
  rows: number;
  /** Rows by the state of their first receipt; they add up to the rows taken in so far. */
  states: Readonly<Record<string, number>>;
  /** Rows by the code of their findings; a row counts once for each of its codes. */
  codes: Readonly<Record<string, number>>;
}

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
  counts: BatchCounts;
  receivedAt: string;
  finishedAt: string | null;
}

const added = (counts: Readonly<Record<string, number>>, names: readonly string[]): Record<string, number> => {
  const sum: Record<string, number> = { ...counts };
  for (const name of names) sum[name] = (sum[name] ?? 0) + 1;
  return sum;
};

/** 计数 of a batch after further rows were answered. */
export const addCounts = (counts: BatchCounts, receipts: readonly { state: string; findings: readonly Finding[] }[]): BatchCounts => ({
  rows: counts.rows, states: added(counts.states, receipts.map((r) => r.state)), codes: added(counts.codes, receipts.flatMap((r) => [...new Set(r.findings.map((f) => f.code))])),
});

/** What a row became, from its receipt. */
export interface RowOutcome {
  row: number;
  state: string;
  receiptId: string;
  findings: readonly Finding[];
}

const TOP_CODES = 10;

/** 批次进度 as its sender sees it: how far the import is, what became of the rows, which faults are most frequent, and where to go on. */
export interface BatchView {
  id: string;
  source: string;
  kind: string;
  profile: string;
  format: FileFormat;
  encoding: FileEncoding;
  bytes: number;
  status: BatchStatus;
  refusal: Batch['refusal'];
  /** Rows of the file; `rows` of them are taken in, and `counts` adds up to `rows`. */
  totalRows: number;
  rows: number;
  counts: BatchCounts['states'];
  /** Most frequent codes of findings with the number of rows that carry them. */
  topCodes: { code: string; rows: number }[];
  receivedAt: string;
  finishedAt: string | null;
  errors: string;
  /** 错误清单: the rows that need work, to be mended and uploaded again. */
  errorSheet: string;
  template: string;
}

const topCodes = (codes: BatchCounts['codes']): BatchView['topCodes'] =>
  Object.entries(codes).map(([code, rows]) => ({ code, rows })).sort((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1)).slice(0, TOP_CODES);

/** 批次进度 of a batch; the addresses are paths of this service. */
export function batchView({ columns: _columns, nextRow, counts, ...batch }: Batch): BatchView {
  const errors = `/v1/batches/${batch.id}/errors`;
  return { ...batch, totalRows: counts.rows, rows: nextRow - 1, counts: counts.states, topCodes: topCodes(counts.codes), errors, errorSheet: `${errors}?format=csv`, template: `/v1/templates/${batch.kind}` };
}
