import { INTAKE } from '@credit/contracts/events';
import type { CityConfig } from '@credit/contracts/topics';
import type { Instant } from '@credit/kernel';
import type { IntakeStatement } from '../../application/intake-statement.ts';
import type { Batch } from '../../domain/batch/batch.ts';
import { CANONICAL } from './inspect-header.ts';
import { mapCanonicalRow, mapRow, type MappedRow } from './map-row.ts';
import { columnsOf, type Column } from './profile.ts';
import { profileFor } from './profiles.ts';
import { readRows, type FileRow } from './row-reader.ts';

const TYPE_OF_KIND: Readonly<Record<string, string>> = { 'administrative-license': INTAKE.license, 'administrative-penalty': INTAKE.penalty, registration: INTAKE.registration };

/** The columns of a stored batch, by its profile and header; none for a canonical file. */
export function batchColumns(batch: Batch): ReadonlyMap<string, Column> {
  return batch.profile === CANONICAL ? new Map() : columnsOf(profileFor(batch.kind, batch.profile, batch.columns)!, batch.columns);
}

/** Rows of a stored batch as the sender wrote them. */
export const batchRows = (batch: Batch, chunks: AsyncIterable<Buffer>): AsyncGenerator<FileRow> => readRows(chunks, batch.format, batch.encoding);

/** The rows of a batch from `batch.nextRow` on as intake statements, in order; earlier rows are passed over unread. Person numbers stay in the statement, as on any way but Kafka. */
export async function* statementsOf(batch: Batch, chunks: AsyncIterable<Buffer>, city: CityConfig): AsyncGenerator<IntakeStatement> {
  const map = mapperOf(batch, city);
  const type = TYPE_OF_KIND[batch.kind]!;
  for await (const row of batchRows(batch, chunks)) {
    if (row.number < batch.nextRow) continue;
    yield { ref: { channel: 'file', batchId: batch.id, row: row.number }, source: batch.source, type, ...map(row), receivedAt: batch.receivedAt as Instant, versionTime: batch.receivedAt as Instant };
  }
}

function mapperOf(batch: Batch, city: CityConfig): (row: FileRow) => MappedRow {
  if (batch.profile === CANONICAL) return (row) => mapCanonicalRow(TYPE_OF_KIND[batch.kind]!, row);
  const profile = profileFor(batch.kind, batch.profile, batch.columns)!;
  const columns = columnsOf(profile, batch.columns);
  const context = { city, department: city.departments.find((d) => d.source === batch.source)! };
  return (row) => mapRow(profile, columns, row, context);
}
