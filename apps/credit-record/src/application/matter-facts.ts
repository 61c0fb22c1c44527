import { INTAKE, type CaseDecidedV1, type CaseOpenedV1, type LiftConfirmationIntakeV1, type ListEntryIntakeV1, type MeasureExecutionIntakeV1, type NoticeReceiptIntakeV1, type PromptDecisionIntakeV1 } from '@credit/contracts/events';
import type { MatterFact } from '../domain/matter/matter.ts';

/** The intake types of matters, by what they report. */
export const FACT_OF_MATTER: Readonly<Record<string, MatterFact>> = {
  [INTAKE.listEntry]: 'list-entry', [INTAKE.caseOpened]: 'case-opened', [INTAKE.caseDecided]: 'case-decided', [INTAKE.promptDecision]: 'prompt-decision', [INTAKE.measureExecution]: 'measure-execution',
  [INTAKE.liftConfirmation]: 'lift-confirmation', [INTAKE.noticeReceipt]: 'notice-receipt',
};
/** What is reported by them. */
export type MatterData = ListEntryIntakeV1 | CaseOpenedV1 | CaseDecidedV1 | DisciplineReportData | NoticeReceiptIntakeV1;
export type DisciplineReportData = PromptDecisionIntakeV1 | MeasureExecutionIntakeV1 | LiftConfirmationIntakeV1;
