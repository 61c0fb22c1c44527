import type { LocalDate } from '@credit/kernel';
import { propertyRules } from '../schema/json-schema.ts';
import { finding, type Finding } from '../subject/finding.ts';
import { documentNumberFindings, jweFindings, usccFindings } from './cross-check-identity.ts';
import { AdministrativeCoercionV1 } from './intake/administrative-coercion.ts';
import { AdministrativeLicenseV1 } from './intake/administrative-license.ts';
import { AdministrativePenaltyV1 } from './intake/administrative-penalty.ts';
import { BanCaseIntakeV1 } from './intake/ban-case.ts';
import { CommitmentRecordV1 } from './intake/commitment-record.ts';
import { CourtJudgmentV1 } from './intake/court-judgment.ts';
import { InterviewIntakeV1 } from './intake/interview.ts';
import type { FieldChangeV1, RecordCorrectionV1, RecordRevocationV1 } from './intake/record-change.ts';
import type { SubjectReferenceV1 } from './intake/subject-fields.ts';
import type { RecordKind } from './record-kinds.ts';

const ACT_CLASS: Readonly<Record<RecordKind, new () => object>> = {
  'administrative-license': AdministrativeLicenseV1, 'administrative-penalty': AdministrativePenaltyV1, 'administrative-coercion': AdministrativeCoercionV1, 'court-judgment': CourtJudgmentV1, interview: InterviewIntakeV1,
  'ban-case': BanCaseIntakeV1, commitment: CommitmentRecordV1,
};

/** Fields that say which record it is, who speaks, about whom, and which entry a case or which commitment a record rests on: a wrong one is revoked and reported anew. */
export const IDENTIFYING: ReadonlySet<string> = new Set([
  'docNo', 'authorityUscc', 'subjectClass', 'uscc', 'personIdType', 'personIdNo', 'personIdJwe', 'legalRepIdType', 'legalRepIdNo', 'sourceUscc', 'sourceVersion', 'entryId', 'commitmentId', 'commitmentCode',
]);

const subjectFindings = (subject: SubjectReferenceV1): Finding[] => {
  const named = (['uscc', 'personIdNo', 'personIdJwe'] as const).filter((field) => subject[field] !== undefined);
  if (named.length !== 1) return [finding('SUBJECT_REFERENCE', '/subject')];
  if (subject.uscc !== undefined) return usccFindings(subject.uscc, '/subject/uscc');
  if (subject.personIdNo !== undefined) return documentNumberFindings(subject.personIdType, subject.personIdNo, '/subject/personIdNo');
  return jweFindings(subject.personIdJwe!, '/subject/personIdJwe');
};

const changeFindings = (kind: RecordKind, change: FieldChangeV1, pointer: string): Finding[] => {
  const property = IDENTIFYING.has(change.field) ? undefined : propertyRules(ACT_CLASS[kind]).find((p) => p.name === change.field);
  if (property === undefined) return [finding('CORRECTION_FIELD', `${pointer}/field`, { field: change.field })];
  if (change.newValue === null) return property.optional ? [] : [finding('FIELD_MISSING', `${pointer}/newValue`, { field: change.field })];
  const fault = property.rule.check(change.newValue, `${pointer}/newValue`);
  return fault === undefined ? [] : [fault];
};

const correctionFindings = (data: RecordCorrectionV1): Finding[] => {
  const findings = data.changes.flatMap((change, i) => changeFindings(data.recordKind, change, `/changes/${i}`));
  if (data.changes.length === 0 && data.reinstate !== true) findings.push(finding('LIST_SIZE', '/changes', { limit: '1–40' }));
  const fields = data.changes.map((c) => c.field);
  for (const [i, field] of fields.entries()) if (fields.indexOf(field) !== i) findings.push(finding('CORRECTION_FIELD', `/changes/${i}/field`, { field }));
  return findings;
};

/** 撤销、更正逻辑校验 — one subject reference, valid codes, known fields with valid new values, no revocation in the future. */
export const crossCheckChange = (data: RecordRevocationV1 | RecordCorrectionV1, { today }: { readonly today: LocalDate }): Finding[] => {
  const findings = [...usccFindings(data.authorityUscc, '/authorityUscc'), ...subjectFindings(data.subject)];
  if ('changes' in data) return [...findings, ...correctionFindings(data)];
  if (data.revokedOn > today) findings.push(finding('DATE_IN_FUTURE', '/revokedOn'));
  return findings;
};
