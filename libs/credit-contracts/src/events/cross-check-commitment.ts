import type { LocalDate } from '@credit/kernel';
import type { Rulebook } from '@credit/rulebook';
import { compileClass } from '../schema/compiled.ts';
import { finding, type Finding } from '../subject/finding.ts';
import { crossCheckCommitmentRecord, partyFindings } from './cross-check-act.ts';
import { usccFindings } from './cross-check-identity.ts';
import type { CommitmentIntakeV1, CommitmentPerformanceIntakeV1, IntegrityEducationIntakeV1, SelfDeclarationIntakeV1 } from './intake/commitment.ts';
import { CommitmentRecordV1 } from './intake/commitment-record.ts';

interface Context { readonly today: LocalDate; readonly rulebook?: Rulebook }

/** 信用承诺逻辑校验 — party, authority, and days in their order; whether the item can be promised so is commitment's to judge. */
export const crossCheckCommitment = (data: CommitmentIntakeV1, { today, rulebook }: Context): Finding[] => {
  const findings = [...partyFindings(data, rulebook), ...usccFindings(data.authorityUscc, '/authorityUscc')];
  if (data.madeOn > today) findings.push(finding('DATE_IN_FUTURE', '/madeOn'));
  for (const field of ['validTo', 'dueOn'] as const) if (data[field] !== undefined && data[field] < data.madeOn) findings.push(finding('DATE_RANGE', `/${field}`));
  for (const [i, document] of (data.documents ?? []).entries()) if (document.dueOn < data.madeOn) findings.push(finding('DATE_RANGE', `/documents/${i}/dueOn`));
  return findings;
};

/** 履约情况逻辑校验 — nothing seen that has not been yet, and what was not kept is said (trap 32). */
export const crossCheckPerformance = (data: CommitmentPerformanceIntakeV1, { today, rulebook }: Context): Finding[] => {
  const findings = partyFindings(data, rulebook);
  if (data.checkedOn > today) findings.push(finding('DATE_IN_FUTURE', '/checkedOn'));
  if (data.performance !== 'FULL' && data.unperformed === undefined) findings.push(finding('CONDITIONAL_FIELD_MISSING', '/unperformed', { field: 'unperformed', reason: '承诺未全部履行' }));
  return findings;
};

/** 诚信教育逻辑校验. */
export const crossCheckEducation = (data: IntegrityEducationIntakeV1, { today, rulebook }: Context): Finding[] =>
  [...partyFindings(data, rulebook), ...(data.givenOn > today ? [finding('DATE_IN_FUTURE', '/givenOn')] : [])];

/** 自主申报逻辑校验 — an authorisation with a beginning and an end. */
export const crossCheckDeclaration = (data: SelfDeclarationIntakeV1, { today, rulebook }: Context): Finding[] => {
  const findings = partyFindings(data, rulebook);
  if (data.declaredOn > today) findings.push(finding('DATE_IN_FUTURE', '/declaredOn'));
  if (data.authorisation.until <= data.authorisation.from) findings.push(finding('DATE_RANGE', '/authorisation/until'));
  return findings;
};

const schemaOfRecord = compileClass(CommitmentRecordV1);

/** 信用承诺履行记录校验 — what such a record must satisfy when its authority corrects it: schema first, then between the fields. No department sends one, so it is no type of intake. */
export const commitmentRecordFindings = (data: unknown, context: Context): Finding[] => {
  const schema = schemaOfRecord(data);
  return schema.length > 0 ? schema : crossCheckCommitmentRecord(data as CommitmentRecordV1, context);
};
