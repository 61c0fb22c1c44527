import { INTAKE } from '@credit/contracts/events';
import { fieldRules, type FieldRule } from '@credit/rulebook';
import type { PublicKind } from '@credit/rulebook/codes';
import { amountCell, codeCell, dateCell, sourceVersionCell, textCell } from './cells.ts';
import { penaltyTypesCell, subjectClassCell } from './code-cells.ts';
import { profiles2015 } from './profiles-2015.ts';
import { registrationProfile } from './registration-profile.ts';
import type { Column, Profile } from './profile.ts';

const TYPES: Readonly<Record<PublicKind, string>> = { 'administrative-license': INTAKE.license, 'administrative-penalty': INTAKE.penalty };

const READERS: Readonly<Record<string, Column['read']>> = { subjectClass: subjectClassCell, penaltyTypes: penaltyTypesCell };
const CODES = new Set(['uscc', 'orgCode', 'authorityUscc', 'sourceUscc', 'personIdNo', 'legalRepIdNo', 'bizRegNo', 'taxNo']);

function readerOf(rule: FieldRule): Column['read'] {
  if (rule.type === 'date') return dateCell;
  if (rule.type === 'decimal') return amountCell;
  return READERS[rule.identifier] ?? (CODES.has(rule.identifier) ? codeCell : textCell);
}

const columnOf = (rule: FieldRule): Column => ({
  header: rule.legacyCode, title: rule.title, identifier: rule.identifier, read: readerOf(rule), ...(rule.rule !== undefined && { help: rule.rule }),
  ...(Object.values(rule.required).every((r) => r === 'R') && { required: 'always' as const }),
});

const VERSION: Column = { header: 'SJC', title: '时间戳', identifier: 'sourceVersion', read: sourceVersionCell, help: '数据版本时间，如 2026-11-23 17:30:00；用于判断先后' };

/** Puts the two parts of 处罚类别 where the contract wants them; drops what the system computes itself. */
function build(values: Readonly<Record<string, unknown>>): { data: Record<string, unknown>; derived: readonly string[] } {
  const { penaltyTypes, publicityUntil: _computed, ...data } = values;
  const parsed = penaltyTypes as { types: string[]; otherText?: string } | undefined;
  return { data: { ...data, ...(parsed && { penaltyTypes: parsed.types }), ...(parsed?.otherText !== undefined && { otherPenaltyText: parsed.otherText }) }, derived: [] };
}

const standardProfile = (kind: PublicKind): Profile => ({ id: '2018', kind, type: TYPES[kind], columns: [...fieldRules(kind).map(columnOf), VERSION], marks: [], build });

/** Every profile; of those of a kind, one whose mark stands in the header is taken, else the first. */
export const PROFILES: readonly Profile[] = [standardProfile('administrative-license'), standardProfile('administrative-penalty'), registrationProfile, ...profiles2015];

/** The profile a file is read by: the one asked for, or the one its header tells. Undefined = no such profile. */
export function profileFor(kind: string, asked: string | undefined, header: readonly string[]): Profile | undefined {
  const candidates = PROFILES.filter((p) => p.kind === kind);
  if (asked !== undefined) return candidates.find((p) => p.id === asked);
  const names = new Set(header.map((name) => name.toUpperCase()));
  return candidates.find((p) => p.marks.some((mark) => names.has(mark))) ?? candidates[0];
}
