import type { Finding } from '@credit/contracts/subject';
import type { RowOutcome } from '../../domain/batch/batch.ts';
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
export const SHEET_COLUMNS = ['#行号', '#状态', '#错误列', '#错误代码', '#错误说明', '#修改建议'] as const;

/** Sender's header for a canonical identifier, by the columns of the file. */
export function headerByIdentifier(columns: ReadonlyMap<string, Column>): ReadonlyMap<string, { header: string; title: string }> {
  return new Map([...columns].map(([header, column]) => [column.identifier, { header, title: column.title }]));
}

const identifierOf = (pointer: string): string => pointer.split('/')[1] ?? '';

export function sheetItems(outcome: RowOutcome, headers: ReadonlyMap<string, { header: string; title: string }>): SheetItem[] {
  return outcome.findings.map((finding) => {
    const identifier = identifierOf(finding.pointer);
    const place = headers.get(identifier);
    return {
      row: outcome.row, column: place?.header ?? (identifier || null), field: place?.title ?? null, state: outcome.state, severity: finding.severity, code: finding.code, message: finding.message, messageEn: finding.messageEn, hint: finding.hint ?? null, receiptId: outcome.receiptId,
    };
  });
}

/** Quotes a CSV cell; a leading = + - @ is kept as it is only where the sender wrote it (`verbatim`), else made harmless for spreadsheets. */
const csvCell = (value: string, verbatim = false): string => {
  const text = !verbatim && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * 错误清单: the rows that need work, each with what is wrong **and** its own cells, so that the file can be mended from the sheet alone and sent again.
 * `rows` and `outcomes` come in row order; both are streamed. Text is UTF-8 with BOM (spreadsheets).
 */
export async function* csvErrorSheet(header: readonly string[], columns: ReadonlyMap<string, Column>, rows: AsyncIterable<FileRow>, outcomes: AsyncIterable<RowOutcome>): AsyncGenerator<string> {
  const own = header.filter((name) => !SHEET_COLUMNS.includes(name as (typeof SHEET_COLUMNS)[number]));
  const headers = headerByIdentifier(columns);
  yield `\uFEFF${[...SHEET_COLUMNS, ...own].map((name) => csvCell(name)).join(',')}\r\n`;
  const wanted = outcomes[Symbol.asyncIterator]();
  let next = await wanted.next();
  for await (const row of rows) {
    if (next.done) return;
    if (row.number !== next.value.row) continue;
    yield `${sheetLine(next.value, headers, own, row)}\r\n`;
    next = await wanted.next();
  }
}

function sheetLine(outcome: RowOutcome, headers: ReadonlyMap<string, { header: string; title: string }>, own: readonly string[], row: FileRow): string {
  const items = sheetItems(outcome, headers);
  const joined = (pick: (item: SheetItem) => string | null): string => csvCell([...new Set(items.map(pick).filter((text) => text !== null))].join('；'));
  const cells = own.map((name) => csvCell(typeof row.cells[name] === 'string' ? row.cells[name] : JSON.stringify(row.cells[name] ?? ''), true));
  return [String(outcome.row), csvCell(outcome.state), joined((i) => i.column), joined((i) => i.code), joined((i) => i.message), joined((i) => i.hint), ...cells].join(',');
}
