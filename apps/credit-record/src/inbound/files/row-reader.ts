import { pipeline, Readable } from 'node:stream';
import { parseBoundedJson } from '@credit/contracts/events';
import { DomainError, maskIdentityNumbers } from '@credit/kernel';
import { CsvError, parse, type Options } from 'csv-parse';
import type { FileEncoding, FileFormat } from '../../domain/batch/batch.ts';

/** One row as the sender wrote it. `number` counts data rows from 1 (the header is not a row, neither are empty lines). `broken` = the row cannot be read as a row; `raw` then holds its cells as they stand. */
export interface FileRow {
  number: number;
  cells: Record<string, unknown>;
  broken?: 'ROW_COLUMNS' | 'ROW_JSON' | 'ROW_JSON_HOSTILE' | 'ROW_TOO_LONG';
  raw?: readonly string[];
}

const MAX_ROW_CHARACTERS = 64 * 1024;
const CSV: Options = { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_empty_values: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: MAX_ROW_CHARACTERS };

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * Streams the rows of a file with bounded memory. The first row of a CSV file is its header; a row with another number of cells is `ROW_COLUMNS`.
 * @throws DomainError BATCH.CSV_BROKEN (a quote that never ends, a row longer than 64K characters)
 */
export const readRows = (chunks: AsyncIterable<Buffer>, format: FileFormat, encoding: FileEncoding): AsyncGenerator<FileRow> =>
  (format === 'ndjson' ? readNdjson : readCsv)(decoded(chunks, encoding));

/** Number of rows of a whole file. @throws DomainError as {@link readRows}: what cannot be read to its end is refused before a row is taken in */
export async function countRows(chunks: AsyncIterable<Buffer>, format: FileFormat, encoding: FileEncoding): Promise<number> {
  let count = 0;
  for await (const row of readRows(chunks, format, encoding)) count = row.number;
  return count;
}

async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let header: string[] | undefined;
  let number = 0;
  try {
    for await (const records of csvRecords(text)) {
      for (const cells of records) {
        if (header === undefined) header = csvHeader(cells);
        else yield csvRow((number += 1), header, cells);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const before = Math.max(number, Number(error['records'] ?? 0) - 1);
    throw new DomainError({ code: 'BATCH.CSV_BROKEN', message: `The CSV text cannot be read after data row ${before}: ${error.code}.`, userMessage: `第 ${before} 条数据之后的 CSV 内容无法解析（引号未闭合或行过长），请检查后重新上传。` });
  }
}

/** The records of a CSV text, some at a time. Lines before the first quote are only cut at their commas, which gives what `csv-parse` gives in a fifteenth of its time; from the first quote on it reads. */
async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<string[][]> {
  const parts = text[Symbol.asyncIterator]();
  let rest = '';
  let count = 0;
  for (let part = await parts.next(), read = 0; !part.done; part = await parts.next()) {
    rest += read === 0 ? part.value.replace(/^\uFEFF/, '') : part.value;
    read += part.value.length;
    const cut = endOfPlainLines(rest);
    const records = plainRecords(rest.slice(0, cut));
    count += records.length;
    yield records;
    rest = rest.slice(cut);
    if (rest.includes('"') || rest.length > MAX_ROW_CHARACTERS) return yield* parsedRecords(rest, parts, count);
  }
  yield plainRecords(rest);
}

/** Where the last whole line before any quote ends. Between the \r and the \n of one line end would do as well: an empty line is no record. */
function endOfPlainLines(text: string): number {
  const quote = text.indexOf('"');
  const upTo = (quote === -1 ? text.length : quote) - 1;
  return upTo < 0 ? 0 : Math.max(text.lastIndexOf('\n', upTo), text.lastIndexOf('\r', upTo)) + 1;
}

function plainRecords(lines: string): string[][] {
  const records: string[][] = [];
  for (const line of lines.split(/\r\n|\n|\r/)) {
    if (line.length > MAX_ROW_CHARACTERS) throw new CsvError('CSV_MAX_RECORD_SIZE', `a line of more than ${MAX_ROW_CHARACTERS} characters`);
    const cells = line.split(',');
    if (cells.some((cell) => cell.trim() !== '')) records.push(cells);
  }
  return records;
}

/** @param before records read before these; an error counts them too */
async function* parsedRecords(first: string, parts: AsyncIterator<string>, before: number): AsyncGenerator<string[][]> {
  const all = async function* (): AsyncGenerator<string> {
    yield first;
    yield* { [Symbol.asyncIterator]: () => parts };
  };
  try {
    for await (const cells of pipeline(Readable.from(all()), parse(CSV), () => undefined) as AsyncIterable<string[]>) yield [cells];
  } catch (error) {
    if (error instanceof CsvError) error['records'] = before + Number(error['records'] ?? 0);
    throw error;
  }
}

function csvRow(number: number, header: readonly string[], cells: readonly string[]): FileRow {
  if (cells.length !== header.length) return { number, cells: {}, broken: 'ROW_COLUMNS', raw: cells };
  const row: Record<string, unknown> = {};
  for (let i = 0; i < header.length; i += 1) row[header[i]!] = cells[i];
  return { number, cells: row };
}

/** Column names as they are compared: half-width, trimmed; a first line that is no header must not carry an identity number further. */
export const csvHeader = (cells: readonly string[]): string[] => cells.map((c) => maskIdentityNumbers(c.normalize('NFKC').trim()));

async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let number = 0;
  for await (const line of lines(text)) {
    const json = line.replace(/^\uFEFF/, '');
    if (json.trim() !== '') yield ndjsonRow((number += 1), json);
  }
}

/** Lines of a text; of one that is too long only the first part is kept, so that it still shows as too long. */
async function* lines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const part of text) {
    const pieces = part.split('\n');
    pieces[0] = rest + pieces[0]!;
    rest = pieces.pop()!.slice(0, MAX_ROW_CHARACTERS + 1);
    yield* pieces;
  }
  yield rest;
}

function ndjsonRow(number: number, line: string): FileRow {
  if (line.length > MAX_ROW_CHARACTERS) return { number, cells: {}, broken: 'ROW_TOO_LONG', raw: [] };
  const parsed = parseBoundedJson(line);
  if (!parsed.ok) return { number, cells: {}, broken: parsed.code === 'ENVELOPE.JSON' ? 'ROW_JSON' : 'ROW_JSON_HOSTILE', raw: [line] };
  const { value } = parsed;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { number, cells: value as Record<string, unknown> };
  return { number, cells: {}, broken: 'ROW_JSON', raw: [line] };
}

/** The header of a CSV file from its first bytes (an incomplete last character is ignored), read as {@link readRows} reads it; none in a file of empty lines. @throws DomainError BATCH.CSV_BROKEN */
export async function headerOf(head: Buffer, encoding: FileEncoding): Promise<string[]> {
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const parser = pipeline(Readable.from([text]), parse({ ...CSV, to: 1 }), () => undefined);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) return csvHeader(cells);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DomainError({ code: 'BATCH.CSV_BROKEN', message: `The header cannot be read: ${error.code}.`, userMessage: '表头无法解析（引号未闭合或过长），请使用模板。' });
  }
  return [];
}
