import type { LocalDate } from '@credit/kernel';
import type { Rulebook } from '@credit/rulebook';
import { finding, type Finding } from '../subject/finding.ts';
import { crossCheckChange } from './cross-check-change.ts';
import { crossCheckBanCase, crossCheckCoercion, crossCheckInterview, crossCheckJudgment, crossCheckLicense, crossCheckPenalty } from './cross-check-act.ts';
import { crossCheckCommitment, crossCheckDeclaration, crossCheckEducation, crossCheckPerformance } from './cross-check-commitment.ts';
import { usccFindings } from './cross-check-identity.ts';
import { crossCheckCase, crossCheckDisciplineReport, crossCheckListEntry, crossCheckNoticeReceipt } from './cross-check-matter.ts';
import type { AdministrativeCoercionV1 } from './intake/administrative-coercion.ts';
import type { AdministrativeLicenseV1 } from './intake/administrative-license.ts';
import type { AdministrativePenaltyV1 } from './intake/administrative-penalty.ts';
import type { BanCaseIntakeV1 } from './intake/ban-case.ts';
import type { CaseDecidedV1, CaseOpenedV1 } from './intake/case.ts';
import type { CommitmentIntakeV1, CommitmentPerformanceIntakeV1, IntegrityEducationIntakeV1, SelfDeclarationIntakeV1 } from './intake/commitment.ts';
import type { CourtJudgmentV1 } from './intake/court-judgment.ts';
import type { LiftConfirmationIntakeV1, MeasureExecutionIntakeV1, PromptDecisionIntakeV1 } from './intake/discipline-report.ts';
import type { InterviewIntakeV1 } from './intake/interview.ts';
import type { ListEntryIntakeV1 } from './intake/list-entry.ts';
import type { NoticeReceiptIntakeV1 } from './intake/notice-receipt.ts';
import type { RecordCorrectionV1, RecordRevocationV1 } from './intake/record-change.ts';
import type { RegistrationV1 } from './intake/registration.ts';
import { INTAKE } from './types.ts';

/** What a cross-field check may know besides the document: the business date and the law. */
export interface CrossCheckContext {
  readonly today: LocalDate;
  /** Absent = the default rulebook. */
  readonly rulebook?: Rulebook;
}

const crossCheckRegistration = (data: RegistrationV1, { today }: CrossCheckContext): Finding[] => {
  const findings = usccFindings(data.uscc, '/uscc');
  if (data.previousUscc !== undefined) findings.push(...usccFindings(data.previousUscc, '/previousUscc'));
  if (data.registrarFlag === '0' && data.previousUscc === undefined) findings.push(finding('CONDITIONAL_FIELD_MISSING', '/previousUscc', { field: 'previousUscc', reason: 'registrarFlag=0' }));
  if (data.establishedOn !== undefined && data.establishedOn > today) findings.push(finding('DATE_IN_FUTURE', '/establishedOn'));
  for (const [i, former] of (data.formerNames ?? []).entries()) if (former.until > today) findings.push(finding('DATE_IN_FUTURE', `/formerNames/${i}/until`));
  for (const [i, role] of (data.roles ?? []).entries()) if (role.to !== undefined && role.to < role.from) findings.push(finding('DATE_RANGE', `/roles/${i}/to`));
  return findings;
};

/**
 * 逻辑校验 — what the document itself must satisfy between its fields (domain §2.4 checks 1–4, 8; §1.1–1.3). Needs data that
 * `validateData` found valid; an unknown type gives nothing. Checks that need registers (authority, subject, versions) are credit-record's.
 */
export const crossCheck = (type: string, data: unknown, context: CrossCheckContext): Finding[] => {
  switch (type) {
    case INTAKE.license:
      return crossCheckLicense(data as AdministrativeLicenseV1, context);
    case INTAKE.penalty:
      return crossCheckPenalty(data as AdministrativePenaltyV1, context);
    case INTAKE.registration:
      return crossCheckRegistration(data as RegistrationV1, context);
    case INTAKE.recordRevocation:
      return crossCheckChange(data as RecordRevocationV1, context);
    case INTAKE.recordCorrection:
      return crossCheckChange(data as RecordCorrectionV1, context);
    case INTAKE.coercion:
      return crossCheckCoercion(data as AdministrativeCoercionV1, context);
    case INTAKE.courtJudgment:
      return crossCheckJudgment(data as CourtJudgmentV1, context);
    case INTAKE.interview:
      return crossCheckInterview(data as InterviewIntakeV1, context);
    case INTAKE.banCase:
      return crossCheckBanCase(data as BanCaseIntakeV1, context);
    case INTAKE.listEntry:
      return crossCheckListEntry(data as ListEntryIntakeV1, context);
    case INTAKE.caseOpened:
    case INTAKE.caseDecided:
      return crossCheckCase(data as CaseOpenedV1 | CaseDecidedV1, context);
    case INTAKE.promptDecision:
    case INTAKE.measureExecution:
    case INTAKE.liftConfirmation:
      return crossCheckDisciplineReport(data as PromptDecisionIntakeV1 | MeasureExecutionIntakeV1 | LiftConfirmationIntakeV1, context);
    case INTAKE.noticeReceipt:
      return crossCheckNoticeReceipt(data as NoticeReceiptIntakeV1, context);
    case INTAKE.commitment:
      return crossCheckCommitment(data as CommitmentIntakeV1, context);
    case INTAKE.commitmentPerformance:
      return crossCheckPerformance(data as CommitmentPerformanceIntakeV1, context);
    case INTAKE.integrityEducation:
      return crossCheckEducation(data as IntegrityEducationIntakeV1, context);
    case INTAKE.selfDeclaration:
      return crossCheckDeclaration(data as SelfDeclarationIntakeV1, context);
    default:
      return [];
  }
};
