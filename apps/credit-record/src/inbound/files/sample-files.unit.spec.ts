import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCityConfig } from '@credit/contracts/topics';
import { EncodingCheck } from './encoding.ts';
import { mapRow } from './map-row.ts';
import { columnsOf, missingColumns } from './profile.ts';
import { profileFor } from './profiles.ts';
import { headerOf, readRows } from './row-reader.ts';

const SAMPLE = join(__dirname, '../../../../../deploy/sample-city');
const json = (name: string): unknown => JSON.parse(readFileSync(join(SAMPLE, 'config', name), 'utf8'));
const city = parseCityConfig({ city: json('city.json'), departments: json('departments.json') });

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function mapped(file: string, kind: string, source: string) {
  const bytes = readFileSync(join(SAMPLE, 'day', file));
  const check = new EncodingCheck(undefined);
  for await (const piece of pieces(bytes, 1000)) check.add(piece);
  const encoding = check.finish();
  const header = await headerOf(bytes.subarray(0, 4096), encoding);
  const profile = profileFor(kind, undefined, header)!;
  const context = { city, department: city.departments.find((d) => d.source === source)! };
  const rows = [];
  for await (const row of readRows(pieces(bytes, 1000), 'csv', encoding)) rows.push(mapRow(profile, columnsOf(profile, header), row, context));
  return { encoding, header, profile, rows, codes: rows.flatMap((r) => r.findings.map((f) => f.code)) };
}
const count = (codes: readonly string[], code: string): number => codes.filter((c) => c === code).length;

describe('the sample city\'s files', () => {
  it('reads penalties in GB18030 and names the faults of cells', async () => {
    const { encoding, header, profile, rows, codes } = await mapped('penalties.benxi-market-regulation.csv', 'administrative-penalty', 'benxi-market-regulation');
    expect({ encoding, profile: profile.id, missing: missingColumns(profile, header) }).toEqual({ encoding: 'gb18030', profile: '2018', missing: [] });
    expect(rows).toHaveLength(351);
    expect({ yuan: count(codes, 'AMOUNT_IN_YUAN'), mangled: count(codes, 'EXCEL_MANGLED_CODE'), wrapped: count(codes, 'EXCEL_TEXT_WRAPPER') }).toEqual({ yuan: 3, mangled: 1, wrapped: 1 });
    expect(rows[0]!.data).toMatchObject({ subjectClass: 'LEGAL_ENTITY', penaltyTypes: ['FINE', 'CONFISCATE_GAINS'], fineAmountWan: '1.2', confiscatedAmountWan: '0.35' });
    expect(rows.filter((r) => r.findings.some((f) => f.severity === 'error')).length).toBeLessThan(40);
  });

  it('reads permits, dates that do not exist and full-width codes', async () => {
    const { codes, rows } = await mapped('licenses.benxi-administrative-approval.csv', 'administrative-license', 'benxi-administrative-approval');
    expect(rows).toHaveLength(328);
    expect({ dates: count(codes, 'DATE_FORMAT'), wide: count(codes, 'FULL_WIDTH_CODE') }).toEqual({ dates: 2, wide: 3 });
  });

  it('reads the columns of 2015 through their adapter and says what it derived', async () => {
    const { profile, rows, codes } = await mapped('penalties-2015-columns.benxi-emergency-management.csv', 'administrative-penalty', 'benxi-emergency-management');
    expect(profile.id).toBe('2015');
    expect(rows).toHaveLength(40);
    expect(count(codes, 'FIELD_DERIVED')).toBe(40);
    expect(rows[0]!.data).toMatchObject({ authorityUscc: '11210500MB0XY1041X', subjectClass: 'LEGAL_ENTITY', penaltyTypes: ['FINE'], fineAmountWan: expect.stringMatching(/^\d$/) });
  });

  it('reads the registrar\'s file in UTF-8', async () => {
    const { encoding, rows, codes } = await mapped('registrations.benxi-market-regulation.csv', 'registration', 'benxi-market-regulation');
    expect(encoding).toBe('utf-8');
    expect(rows).toHaveLength(274);
    expect(codes).toEqual([]);
  });
});
