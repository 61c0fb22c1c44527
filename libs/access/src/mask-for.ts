import { maskIdentityNumbers } from '@credit/kernel';
import { viewOf, whoSees } from '@credit/rulebook';
import type { FieldView, Rulebook, ViewerRole } from '@credit/rulebook';

type SubjectClass = NonNullable<Parameters<typeof whoSees>[2]>;

export interface MaskOptions {
  /** Class of the subject the view is about; without it the strictest rule holds. */
  subjectClass?: SubjectClass;
  rulebook?: Rulebook;
}

const OPENNESS: Readonly<Record<FieldView, number>> = { FULL: 2, MASKED: 1, HIDDEN: 0 };

/**
 * 按角色掩码: the view as somebody with these roles may see it; no role = the public. With several roles the one that sees most decides, field by
 * field. Fields are masked at any depth by their canonical names (rulebook `whoSees`); identity numbers inside other texts are masked for everybody.
 */
export function maskFor<T>(roles: readonly ViewerRole[], view: T, options: MaskOptions = {}): T {
  const viewers: readonly ViewerRole[] = roles.length > 0 ? roles : ['public'];
  const viewerOf = (field: string): ViewerRole => viewers.reduce((best, role) =>
    (OPENNESS[whoSees(role, field, options.subjectClass, options.rulebook)] > OPENNESS[whoSees(best, field, options.subjectClass, options.rulebook)] ? role : best));

  const member = (field: string, value: unknown): unknown => {
    const viewer = viewerOf(field);
    const seen = whoSees(viewer, field, options.subjectClass, options.rulebook);
    if (seen === 'HIDDEN') return undefined;
    if (typeof value !== 'string') return seen === 'MASKED' && value !== null ? undefined : walk(value);
    return seen === 'FULL' ? maskIdentityNumbers(value) : viewOf(viewer, field, value, options.subjectClass, options.rulebook);
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return maskIdentityNumbers(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, member(field, inner)] as const).filter(([, inner]) => inner !== undefined));
  };
  return walk(view) as T;
}
