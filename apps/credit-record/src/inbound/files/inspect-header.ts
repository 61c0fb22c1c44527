import { DomainError } from '@credit/kernel';
import type { FileEncoding, FileFormat } from '../../domain/batch/batch.ts';
import { columnsOf, missingColumns, type Column, type Profile } from './profile.ts';
import { profileFor } from './profiles.ts';
import { duplicateColumn, headerOf } from './row-reader.ts';

/** A canonical NDJSON file has no columns; this names its way of reading. */
export const CANONICAL = 'canonical';

/**
 * Chooses the profile of a file by its header and refuses the file whole when it cannot be of this kind.
 * @returns the profile's id and the header as the sender wrote it
 * @throws DomainError BATCH.PROFILE_UNKNOWN, BATCH.HEADER_MISSING, BATCH.COLUMNS_MISSING, BATCH.HEADER_DUPLICATE (also two names of one column), BATCH.CSV_BROKEN
 */
export async function inspectHeader(kind: string, asked: string | undefined, format: FileFormat, head: Buffer, encoding: FileEncoding): Promise<{ profile: string; columns: string[] }> {
  if (format === 'ndjson') return { profile: CANONICAL, columns: [] };
  const columns = await headerOf(head, encoding);
  const profile = profileFor(kind, asked, columns);
  if (profile === undefined) throw new DomainError({ code: 'BATCH.PROFILE_UNKNOWN', message: 'There is no such mapping profile for this kind of record.', userMessage: '没有该映射规范（profile）。' });
  refuseMissing(profile, columns);
  refuseTwice(profile, columns);
  return { profile: profile.id, columns };
}

function refuseMissing(profile: Profile, columns: readonly string[]): void {
  const missing = missingColumns(profile, columns);
  if (missing.length === 0) return;
  const names = missing.map((column) => `${column.header}（${column.title}）`).join('、');
  const none = missing.length === profile.columns.filter((c) => c.required === 'always').length;
  throw new DomainError({
    code: none ? 'BATCH.HEADER_MISSING' : 'BATCH.COLUMNS_MISSING', message: `The first line is not the header of this kind of file, or lacks required columns: ${missing.map((c) => c.header).join(', ')}.`,
    userMessage: none ? `第一行不是该类数据的表头，请使用模板（GET /v1/templates/${profile.kind}）。` : `缺少必需的列：${names}。`, details: { missing: missing.map((c) => c.header) },
  });
}

function refuseTwice(profile: Profile, columns: readonly string[]): void {
  const seen = new Set<Column>();
  for (const [name, column] of columnsOf(profile, columns)) {
    if (seen.has(column)) throw duplicateColumn(name);
    seen.add(column);
  }
}
