import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { DomainError } from '@credit/kernel';
import type { FileEncoding, FileFormat } from '../../domain/batch/batch.ts';

/** One row as the sender wrote it. `number` counts data rows from 1 (the header is not a row). `broken` = the row cannot be read as a row. */
export interface FileRow {
  number: number;
  cells: Record<string, unknown>;
  broken?: 'ROW_COLUMNS' | 'ROW_JSON' | 'ROW_TOO_LONG';
}

const MAX_ROW_CHARACTERS = 64 * 1024;

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * Streams the rows of a file with bounded memory. The first row of a CSV file is its header; a row with another number of cells is `ROW_COLUMNS`.
 * @throws DomainError BATCH.CSV_BROKEN (a quote that never ends), BATCH.HEADER_DUPLICATE
 */
export async function* readRows(chunks: AsyncIterable<Buffer>, format: FileFormat, encoding: FileEncoding): AsyncGenerator<FileRow> {
  if (format === 'ndjson') yield* readNdjson(Readable.from(decoded(chunks, encoding)));
  else yield* readCsv(Readable.from(decoded(chunks, encoding)));
}

async function* readCsv(text: Readable): AsyncGenerator<FileRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_ROW_CHARACTERS });
  text.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let header: string[] | undefined;
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (header === undefined) {
        header = csvHeader(cells);
        continue;
      }
      number += 1;
      const row: Record<string, unknown> = {};
      for (const [i, column] of header.entries()) row[column] = cells[i] ?? '';
      yield cells.length === header.length ? { number, cells: row } : { number, cells: row, broken: 'ROW_COLUMNS' };
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    throw new DomainError({ code: 'BATCH.CSV_BROKEN', message: `The CSV text cannot be read after data row ${number}: ${String(error.code)}.`, userMessage: `第 ${number} 条数据之后的 CSV 内容无法解析（引号未闭合或行过长），请检查后重新上传。` });
  }
}

/** Trims column names; @throws DomainError BATCH.HEADER_DUPLICATE */
export function csvHeader(cells: string[]): string[] {
  const names = cells.map((c) => c.normalize('NFKC').trim());
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i);
  if (twice !== undefined) throw new DomainError({ code: 'BATCH.HEADER_DUPLICATE', message: `The column ${twice.slice(0, 40)} stands twice in the header.`, userMessage: `表头列“${twice.slice(0, 40)}”重复。` });
  return names;
}

async function* readNdjson(text: Readable): AsyncGenerator<FileRow> {
  let number = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    number += 1;
    yield ndjsonRow(number, line.replace(/^\uFEFF/, ''));
  }
}

function ndjsonRow(number: number, line: string): FileRow {
  if (line.length > MAX_ROW_CHARACTERS) return { number, cells: {}, broken: 'ROW_TOO_LONG' };
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { number, cells: value as Record<string, unknown> };
  } catch {
    return { number, cells: {}, broken: 'ROW_JSON' };
  }
  return { number, cells: {}, broken: 'ROW_JSON' };
}

/** The header of a CSV file from its first bytes (an incomplete last character is ignored). */
export async function headerOf(head: Buffer, encoding: FileEncoding): Promise<string[]> {
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const lineEnd = text.search(/\r?\n/);
  const parser = parse(lineEnd < 0 ? text : text.slice(0, lineEnd), { bom: true, relax_column_count: true, relax_quotes: true });
  for await (const cells of parser as AsyncIterable<string[]>) return csvHeader(cells);
  return [];
}
