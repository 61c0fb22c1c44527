import { parsePenaltyTypes, parseSubjectClass } from '@credit/rulebook/codes';
import { textCell, type ReadCell } from './cells.ts';

function known<T>(cell: ReadCell, parse: (text: string) => T | undefined): ReadCell {
  if (typeof cell.value !== 'string') return cell;
  const value = parse(cell.value);
  return value === undefined ? { fault: 'VALUE_UNKNOWN' } : { ...cell, value };
}

/** 类别 text → SubjectClass. */
export const subjectClassCell = (raw: unknown): ReadCell => known(textCell(raw), parseSubjectClass);

/** 处罚类别 text → `{types, otherText}`; a text with an unknown kind is a fault. */
export const penaltyTypesCell = (raw: unknown): ReadCell =>
  known(textCell(Array.isArray(raw) ? raw.join(';') : raw), (text) => {
    const parsed = parsePenaltyTypes(text);
    return parsed.unknown.length > 0 || parsed.types.length === 0 ? undefined : parsed;
  });
