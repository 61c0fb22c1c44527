import { maskIdNumber } from '@credit/kernel';
import type { SubjectClass } from '../codes/subject-classes.ts';
import { defaultRulebook } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { FieldView, ViewerRole } from '../tables/types.ts';

/**
 * 谁能看到什么: how a role sees a field of a record about a subject of the class. A field without a rule is FULL for everybody.
 * Without a class the strictest rule for the field holds.
 */
export function whoSees(role: ViewerRole, field: string, subjectClass?: SubjectClass, rb: Rulebook = defaultRulebook): FieldView {
  const rows = rb.tables.visibility.filter((row) => row.fields.includes(field)
    && (!row.subjectClasses || subjectClass === undefined || row.subjectClasses.includes(subjectClass)));
  const views = rows.map((row) => row.views[role] ?? row.otherwise);
  return views.includes('HIDDEN') ? 'HIDDEN' : views.includes('MASKED') ? 'MASKED' : 'FULL';
}

/** 永不公示的字段: fields that the public never sees for the class. */
export const neverPublicFields = (subjectClass: SubjectClass, rb: Rulebook = defaultRulebook): readonly string[] =>
  [...new Set(rb.tables.visibility.flatMap((row) => row.fields))].filter((field) => whoSees('public', field, subjectClass, rb) === 'HIDDEN');

/** 姓名掩码: the first character and a star for each of the others; a single character becomes a star. */
export function maskPersonName(name: string): string {
  const characters = [...name.trim()];
  return characters.length <= 1 ? '*'.repeat(characters.length) : characters[0]! + '*'.repeat(characters.length - 1);
}

const MASKS: Readonly<Record<string, (value: string) => string>> = { subjectName: maskPersonName, name: maskPersonName, legalRepName: maskPersonName };

/** The value as the role may see it; undefined when it may not see it. Fields that are no names are masked like document numbers. */
export function viewOf(role: ViewerRole, field: string, value: string, subjectClass?: SubjectClass, rb: Rulebook = defaultRulebook): string | undefined {
  const view = whoSees(role, field, subjectClass, rb);
  if (view === 'HIDDEN') return undefined;
  return view === 'MASKED' ? (MASKS[field] ?? maskIdNumber)(value) : value;
}
