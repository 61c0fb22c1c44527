import type { Finding } from '@credit/contracts/subject';
import type { RowOutcome } from '../../domain/batch/batch.ts';
import { FORMULA_START } from './cells.ts';
import type { Column } from './profile.ts';
import type { FileRow } from './row-reader.ts';

/** One line of the error sheet as JSON: row (data rows count from 1), the sender's own column, code, text, hint. */
export interface SheetItem {
  row: number;
  column: string | null;
  field: string | null;
  state: string;
  severity: Finding['severity'];
  code: string;
  message: string;
  messageEn: string;
  hint: string | null;
  receiptId: string;
}

/** Columns that the sheet adds; a corrected sheet is uploaded as it is, for these headers are no columns of any profile. */
export const SHEET_COLUMNS: readonly string[] = ['#行号', '#状态', '#错误列', '#错误代码', '#错误说明', '#修改建议'];
/** Holds the whole line of an NDJSON file, which has no columns. */
export const ORIGINAL_LINE = '#原文';

/** Where a canonical identifier stands in the sender's file, and how the column is filled. */
interface Place {
  header: string;
  title: string;
  help?: string;
}

const fillingHint = ({ title, help }: Place): string => `请核对并填写“${title}”${help === undefined ? '' : `：${help}`}`;

/** Sender's header for a canonical identifier, by the columns of the file. */
export function headerByIdentifier(columns: ReadonlyMap<string, Column>): ReadonlyMap<string, Place> {
  return new Map([...columns].map(([header, column]) => [column.identifier, { header, title: column.title, ...(column.help !== undefined && { help: column.help }) }]));
}

const identifierOf = (pointer: string): string => pointer.split('/')[1] ?? '';

export function sheetItems(outcome: RowOutcome, headers: ReadonlyMap<string, Place>): SheetItem[] {
  return outcome.findings.map((finding) => {
    const identifier = identifierOf(finding.pointer);
    const place = headers.get(identifier);
    return {
      row: outcome.row, column: place?.header ?? (identifier || null), field: place?.title ?? null, state: outcome.state, severity: finding.severity, code: finding.code, message: finding.message, messageEn: finding.messageEn, hint: finding.hint ?? (place === undefined ? null : fillingHint(place)), receiptId: outcome.receiptId,
    };
  });
}

/** Quotes a CSV cell; what a spreadsheet would take for a formula gets an apostrophe before it, which `textCell` takes off again. */
const csvCell = (value: string): string => {
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * 错误清单: the rows that need work, each with what is wrong **and** its own cells, so that the file can be mended from the sheet alone and sent again.
 * A row that has too many or too few cells shows them as they stand, so that it stays wrong until it is mended.
 * `rows` and `outcomes` come in row order; both are streamed. Text is UTF-8 with BOM (spreadsheets).
 */
export async function* csvErrorSheet(header: readonly string[], columns: ReadonlyMap<string, Column>, rows: AsyncIterable<FileRow>, outcomes: AsyncIterable<RowOutcome>): AsyncGenerator<string> {
  const own = header.length === 0 ? [ORIGINAL_LINE] : header.filter((name) => !SHEET_COLUMNS.includes(name));
  const headers = headerByIdentifier(columns);
  yield `\uFEFF${[...SHEET_COLUMNS, ...own].map(csvCell).join(',')}\r\n`;
  const wanted = outcomes[Symbol.asyncIterator]();
  let next = await wanted.next();
  for await (const row of rows) {
    if (next.done) return;
    if (row.number !== next.value.row) continue;
    yield `${[...answerCells(next.value, headers), ...ownCells(row, header, own)].map(csvCell).join(',')}\r\n`;
    next = await wanted.next();
  }
}

function answerCells(outcome: RowOutcome, headers: ReadonlyMap<string, Place>): string[] {
  const items = sheetItems(outcome, headers);
  const joined = (pick: (item: SheetItem) => string | null): string => [...new Set(items.map(pick).filter((text) => text !== null))].join('；');
  return [String(outcome.row), outcome.state, joined((i) => i.column), joined((i) => i.code), joined((i) => i.message), joined((i) => i.hint)];
}

function ownCells(row: FileRow, header: readonly string[], own: readonly string[]): string[] {
  if (row.raw !== undefined) return row.raw.filter((_, i) => !SHEET_COLUMNS.includes(header[i] ?? ''));
  if (header.length === 0) return [JSON.stringify(row.cells)];
  return own.map((name) => String(row.cells[name] ?? ''));
}
