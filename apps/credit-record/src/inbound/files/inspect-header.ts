import { DomainError } from '@credit/kernel';
import type { FileEncoding, FileFormat } from '../../domain/batch/batch.ts';
import { columnsOf, missingColumns, type Column, type Profile } from './profile.ts';
import { profileFor } from './profiles.ts';
import { headerOf } from './row-reader.ts';

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
  const needed = profile.columns.filter((column) => column.required === 'always').length;
  const missing = missingColumns(profile, columns);
  if (missing.length === needed) throw headerMissing(profile);
  refuseTwice(profile, columns);
  if (missing.length > 0) throw columnsMissing(missing);
  return { profile: profile.id, columns };
}

const headerMissing = (profile: Profile): DomainError => new DomainError({
  code: 'BATCH.HEADER_MISSING', message: `The first line is not the header of this kind of file; take the template (GET /v1/templates/${profile.kind}).`, userMessage: `第一行不是该类数据的表头，请使用模板（GET /v1/templates/${profile.kind}）。`,
});

const columnsMissing = (missing: readonly Column[]): DomainError => new DomainError({
  code: 'BATCH.COLUMNS_MISSING', message: `The header lacks required columns: ${missing.map((c) => c.header).join(', ')}.`,
  userMessage: `缺少必需的列：${missing.map((column) => `${column.header}（${column.title}）`).join('、')}。`, details: { missing: missing.map((c) => c.header) },
});

/** A name that stands twice, or two names of one column: it would be left open which cell counts. */
function refuseTwice(profile: Profile, columns: readonly string[]): void {
  const byName = columnsOf(profile, columns);
  const seen = new Set<unknown>();
  for (const name of columns.filter((one) => one !== '')) {
    const place = byName.get(name) ?? name;
    if (seen.has(place)) throw new DomainError({ code: 'BATCH.HEADER_DUPLICATE', message: `The column ${name.slice(0, 40)} stands twice in the header.`, userMessage: `表头列“${name.slice(0, 40)}”重复。` });
    seen.add(place);
  }
}
