import { validateData } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import { CELL_TEXTS, type CellCode } from './cells.ts';
import type { Column, Profile, RowContext } from './profile.ts';
import type { FileRow } from './row-reader.ts';

const ROW_TEXTS: Readonly<Record<NonNullable<FileRow['broken']>, { zh: string; en: string; hint: string }>> = {
  ROW_COLUMNS: { zh: '本行列数与表头不一致', en: 'The row has another number of cells than the header', hint: '请检查是否有多余或缺少的逗号，文本中的逗号须用英文双引号括起' },
  ROW_JSON: { zh: '本行不是 JSON 对象', en: 'The line is not a JSON object', hint: '每行一个 JSON 对象' },
  ROW_JSON_HOSTILE: { zh: '本行 JSON 有重复字段名、嵌套过深或含无法保存的字符', en: 'The JSON of the line repeats a name, is nested too deep or holds text that cannot be stored', hint: '每个字段名只出现一次，不含控制字符' },
  ROW_TOO_LONG: { zh: '本行过长', en: 'The line is too long', hint: '每行不超过 64K 字符' },
};

/** One row as an intake statement would say it. */
export interface MappedRow {
  data: Record<string, unknown>;
  findings: Finding[];
}

const cellFinding = (code: CellCode, identifier: string, severity: Finding['severity']): Finding => ({ code, severity, pointer: `/${identifier}`, message: CELL_TEXTS[code].zh, messageEn: CELL_TEXTS[code].en, hint: CELL_TEXTS[code].hint });

const brokenRow = (code: NonNullable<FileRow['broken']>): MappedRow => ({ data: {}, findings: [{ code, severity: 'error', pointer: '', message: ROW_TEXTS[code].zh, messageEn: ROW_TEXTS[code].en, hint: ROW_TEXTS[code].hint }] });

/** Reads one row of a file through its profile: canonical data, and everything that is wrong or was mended. A cell that cannot be read is named once, not again as missing. */
export function mapRow(profile: Profile, columns: ReadonlyMap<string, Column>, row: FileRow, context: RowContext): MappedRow {
  if (row.broken !== undefined) return brokenRow(row.broken);
  const values: Record<string, unknown> = {};
  const findings: Finding[] = [];
  for (const [name, column] of columns) {
    const cell = column.read(row.cells[name]);
    if (cell.fault !== undefined) findings.push(cellFinding(cell.fault, column.identifier, 'error'));
    else if (cell.value !== undefined) values[column.identifier] = cell.value;
    if (cell.note !== undefined) findings.push(cellFinding(cell.note, column.identifier, 'warning'));
  }
  const { data, derived } = profile.build(values, context);
  if (derived.length > 0) findings.push({ ...cellFinding('FIELD_DERIVED', '', 'warning'), pointer: '', hint: `${CELL_TEXTS.FIELD_DERIVED.hint}；已推得：${derived.join('、')}` });
  const named = new Set(findings.filter((f) => f.severity === 'error').map((f) => f.pointer));
  return { data, findings: [...findings, ...validateData(profile.type, data).filter((f) => !named.has(f.pointer))] };
}

/** A canonical NDJSON row needs no profile: its members are the fields of the intake event. */
export function mapCanonicalRow(type: string, row: FileRow): MappedRow {
  if (row.broken !== undefined) return brokenRow(row.broken);
  return { data: row.cells, findings: validateData(type, row.cells) };
}
