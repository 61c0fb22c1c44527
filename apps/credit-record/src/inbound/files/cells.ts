import { isLocalDate, parseDecimal } from '@credit/kernel';

/** What became of one cell: a canonical value, with a note when it was mended, or the reason why it cannot be read. */
export interface ReadCell {
  value?: unknown;
  note?: CellCode;
  fault?: CellCode;
}

/** Codes of what is wrong with, or was mended in, a cell. Texts in `CELL_TEXTS`. */
export type CellCode = keyof typeof CELL_TEXTS;

export const CELL_TEXTS = {
  EXCEL_MANGLED_CODE: { zh: '代码被 Excel 改写成科学计数法，后位数字已丢失', en: 'Excel turned the code into a number in scientific notation; its last digits are lost', hint: '请将该列设置为“文本”格式，重新填入原始代码' },
  EXCEL_TEXT_WRAPPER: { zh: '单元格带有 Excel 文本公式外壳（="…"），已自动去除', en: 'The cell carried an Excel text wrapper (="…"), which was taken off', hint: '导出时请使用纯文本' },
  CELL_FORMULA: { zh: '单元格是公式', en: 'The cell is a formula', hint: '请填写公式的结果（文本）' },
  FULL_WIDTH_CODE: { zh: '代码含全角字符，已转换为半角', en: 'Full-width characters in the code were made half-width', hint: '请使用半角字符填写' },
  DATE_FORMAT: { zh: '日期无法识别', en: 'The date cannot be read', hint: '请按 YYYY-MM-DD 填写，例如 2026-11-23' },
  AMOUNT_FORMAT: { zh: '金额无法识别', en: 'The amount cannot be read', hint: '单位为万元，只填数字，例如 0.6 表示 6000 元' },
  AMOUNT_IN_YUAN: { zh: '金额带有单位“元”，而本列单位为万元', en: 'The amount carries the unit yuan; the unit of this column is 10,000 yuan', hint: '请换算为万元并只填数字，例如 6000 元填 0.6' },
  VALUE_UNKNOWN: { zh: '取值不在代码表中', en: 'The value is not in the code table', hint: '请按模板说明中的取值填写' },
  FIELD_DERIVED: { zh: '旧格式没有该字段，已由其他字段推得', en: 'The old format lacks this field; it was derived from others', hint: '请改用现行（2018 版）模板' },
} as const;

/** What a spreadsheet may take for a formula. */
export const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/;
const GUARDED = /^'(?=[=+\-@＝＋－＠\t\r\n])/;
const WRAPPED = /^="([^"]*)"$/;
const SCIENTIFIC = /^\d(\.\d+)?[eE]\+?\d+$/;

/** Text as sent, trimmed; the apostrophe before what a spreadsheet takes for a formula is taken off (the error sheet puts it there), an Excel text wrapper with a note; a formula is a fault. Empty → no value. */
export function textCell(raw: unknown): ReadCell {
  if (typeof raw !== 'string') return raw === undefined || raw === null ? {} : { value: raw };
  const text = raw.trim().replace(GUARDED, '').trim();
  if (text === '') return {};
  const wrapped = WRAPPED.exec(text);
  if (wrapped) return wrapped[1] === '' ? {} : { value: wrapped[1], note: 'EXCEL_TEXT_WRAPPER' };
  return /^[=@]/.test(text) ? { fault: 'CELL_FORMULA' } : { value: text };
}

/** Codes and numbers of identity: full-width to half-width and upper case, with a note; scientific notation is a fault (digits are gone). */
export function codeCell(raw: unknown): ReadCell {
  const cell = textCell(raw);
  if (typeof cell.value !== 'string') return cell;
  if (SCIENTIFIC.test(cell.value)) return { fault: 'EXCEL_MANGLED_CODE' };
  const half = cell.value.normalize('NFKC').toUpperCase().replace(/\s+/g, '');
  return half === cell.value.toUpperCase() ? { ...cell, value: half } : { value: half, note: 'FULL_WIDTH_CODE' };
}

/** `2026-11-23`, `2026/11/3`, `20261123`, `2026年11月3日`, each with an optional time of day → LocalDate text. */
export function dateCell(raw: unknown): ReadCell {
  const cell = textCell(raw);
  if (typeof cell.value !== 'string') return cell;
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(cell.value.normalize('NFKC'));
  if (!found) return { fault: 'DATE_FORMAT' };
  const date = `${found[1]}-${(found[2] ?? found[4])!.padStart(2, '0')}-${(found[3] ?? found[5])!.padStart(2, '0')}`;
  return isLocalDate(date) ? { ...cell, value: date } : { fault: 'DATE_FORMAT' };
}

/** Amounts in 万元: digits, optional thousands commas, optional suffix 万元. A suffix 元 alone is a fault, never converted. */
export function amountCell(raw: unknown): ReadCell {
  const cell = textCell(raw);
  if (typeof cell.value !== 'string') return cell;
  const text = cell.value.normalize('NFKC').replaceAll(',', '');
  if (/[^万]元$/.test(text)) return { fault: 'AMOUNT_IN_YUAN' };
  const amount = parseDecimal(text.replace(/万元$/, ''), { integerDigits: 12, fractionDigits: 6 });
  return amount === null ? { fault: 'AMOUNT_FORMAT' } : { ...cell, value: amount };
}

/**
 * Version of a row from its SJC column: an int64 decimal string that grows with time. A Beijing time (`2026-11-23 17:30:00`) becomes the 17 digits
 * down to the millisecond that every other way uses, so that versions of one record compare whatever way they came; other digits stay as they are.
 */
export function sourceVersionCell(raw: unknown): ReadCell {
  const cell = textCell(raw);
  if (typeof cell.value !== 'string') return cell;
  const digits = cell.value.replace(/\D/g, '');
  if (digits.length === 0 || digits.length > 18) return {};
  return { value: /^(19|20)\d{6,15}$/.test(digits) ? digits.padEnd(17, '0') : digits.replace(/^0+(?=\d)/, '') };
}
