import { INTAKE, type CaseDecidedV1, type CaseOpenedV1, type CommitmentIntakeV1, type CommitmentPerformanceIntakeV1, type IntegrityEducationIntakeV1, type LiftConfirmationIntakeV1, type ListEntryIntakeV1, type MeasureExecutionIntakeV1, type NoticeReceiptIntakeV1, type PromptDecisionIntakeV1, type SelfDeclarationIntakeV1 } from '@credit/contracts/events';
import type { MatterFact } from '../domain/matter/matter.ts';

/** The intake types of matters, by what they report. */
export const FACT_OF_MATTER: Readonly<Record<string, MatterFact>> = {
  [INTAKE.listEntry]: 'list-entry', [INTAKE.caseOpened]: 'case-opened', [INTAKE.caseDecided]: 'case-decided', [INTAKE.promptDecision]: 'prompt-decision', [INTAKE.measureExecution]: 'measure-execution',
  [INTAKE.liftConfirmation]: 'lift-confirmation', [INTAKE.noticeReceipt]: 'notice-receipt',
  [INTAKE.commitment]: 'commitment', [INTAKE.commitmentPerformance]: 'commitment-performance', [INTAKE.integrityEducation]: 'integrity-education', [INTAKE.selfDeclaration]: 'self-declaration',
};
/** What is reported by them. */
export type MatterData = ListEntryIntakeV1 | CaseOpenedV1 | CaseDecidedV1 | DisciplineReportData | NoticeReceiptIntakeV1 | CommitmentReportData;
export type DisciplineReportData = PromptDecisionIntakeV1 | MeasureExecutionIntakeV1 | LiftConfirmationIntakeV1;
export type CommitmentReportData = CommitmentIntakeV1 | CommitmentPerformanceIntakeV1 | IntegrityEducationIntakeV1 | SelfDeclarationIntakeV1;

const COMMITMENT_REPORTS = ['commitment', 'commitment-performance', 'integrity-education', 'self-declaration'] as const satisfies readonly MatterFact[];
/** 承诺类报送: what the service of commitments judges. */
export type CommitmentReportFact = (typeof COMMITMENT_REPORTS)[number];
export const isCommitmentReport = (fact: MatterFact): fact is CommitmentReportFact => (COMMITMENT_REPORTS as readonly MatterFact[]).includes(fact);
