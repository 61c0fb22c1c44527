import { describe, expect, it } from '@jest/globals';
import { fieldRules } from '@credit/rulebook';
import { COERCION_KINDS, INTERVIEW_KINDS, PENALTY_TYPES, RECORD_KIND_ROWS, SUBJECT_CLASSES as CLASS_ROWS, type PublicKind } from '@credit/rulebook/codes';
import { COERCION_KINDS_V1 } from '../../src/events/intake/administrative-coercion.ts';
import { INTERVIEW_KINDS_V1 } from '../../src/events/intake/interview.ts';
import { AdministrativeLicenseV1 } from '../../src/events/intake/administrative-license.ts';
import { AdministrativePenaltyV1, PENALTY_TYPES_V1 } from '../../src/events/intake/administrative-penalty.ts';
import { RECORD_KINDS } from '../../src/events/record-kinds.ts';
import { propertyRules } from '../../src/schema/json-schema.ts';
import { SUBJECT_CLASSES } from '../../src/subject/subject-class.ts';

/** Columns of the standard that a sender may fill but the system computes itself (domain §2.4). */
const COMPUTED = new Set(['publicityUntil']);
const CLASSES: Record<PublicKind, new () => object> = { 'administrative-license': AdministrativeLicenseV1, 'administrative-penalty': AdministrativePenaltyV1 };

describe('the contract and the law name the same things', () => {
  it('penalty types, kinds of coercion, kinds of records and subject classes', () => {
    expect([...COERCION_KINDS_V1].sort()).toEqual(COERCION_KINDS.map((t) => t.code).sort());
    expect([...INTERVIEW_KINDS_V1].sort()).toEqual(INTERVIEW_KINDS.map((t) => t.code).sort());
    expect([...RECORD_KINDS].sort()).toEqual(RECORD_KIND_ROWS.map((t) => t.code).sort());
    expect([...PENALTY_TYPES_V1].sort()).toEqual(PENALTY_TYPES.map((t) => t.code).sort());
    expect([...SUBJECT_CLASSES].sort()).toEqual(CLASS_ROWS.map((c) => c.code).sort());
  });

  it.each(Object.keys(CLASSES) as PublicKind[])('%s: every column of the standard is a field, long enough, required where all classes need it', (kind) => {
    const fields = new Map(propertyRules(CLASSES[kind]).map((p) => [p.name, p]));
    for (const rule of fieldRules(kind).filter((r) => !COMPUTED.has(r.identifier))) {
      const field = fields.get(rule.identifier);
      expect([rule.identifier, field !== undefined]).toEqual([rule.identifier, true]);
      const { maxLength } = field!.rule.schema as { maxLength?: number };
      if (rule.type === 'text' && maxLength !== undefined) expect([rule.identifier, maxLength >= rule.maxLength!]).toEqual([rule.identifier, true]);
      const always = Object.values(rule.required).every((r) => r === 'R');
      expect([rule.identifier, field!.optional]).toEqual([rule.identifier, !always]);
    }
  });
});
