/** Intake types that are handled now (interfaces §2). */
export const INTAKE = {
  license: 'credit.intake.administrative-license.v1',
  penalty: 'credit.intake.administrative-penalty.v1',
  registration: 'credit.intake.registration.v1',
  recordRevocation: 'credit.intake.record-revocation.v1',
  recordCorrection: 'credit.intake.record-correction.v1',
  coercion: 'credit.intake.administrative-coercion.v1',
  courtJudgment: 'credit.intake.court-judgment.v1',
  listEntry: 'credit.intake.list-entry.v1',
  caseOpened: 'credit.intake.case-opened.v1',
  caseDecided: 'credit.intake.case-decided.v1',
  promptDecision: 'credit.intake.prompt-decision.v1',
  measureExecution: 'credit.intake.measure-execution.v1',
  liftConfirmation: 'credit.intake.lift-confirmation.v1',
  interview: 'credit.intake.interview.v1',
  noticeReceipt: 'credit.intake.notice-receipt.v1',
  recallAcknowledgement: 'credit.intake.recall-acknowledgement.v1',
  banCase: 'credit.intake.ban-case.v1',
  commitment: 'credit.intake.commitment.v1',
  commitmentPerformance: 'credit.intake.commitment-performance.v1',
  integrityEducation: 'credit.intake.integrity-education.v1',
  selfDeclaration: 'credit.intake.self-declaration.v1',
} as const;

/** Intake types of later issues: known by name, answered `TYPE_NOT_SUPPORTED_YET` (decision 3). */
export const INTAKE_LATER = [
  'confirmation', 'levy', 'payment', 'adjudication', 'compensation', 'reward', 'inspection', 'honour',
].map((name) => `credit.intake.${name}.v1`);

/** Facts about subjects, on `TOPICS.subjectEvents`. */
export const SUBJECT = {
  identified: 'credit.subject.identified.v1',
  registered: 'credit.subject.registered.v1',
  renamed: 'credit.subject.renamed.v1',
  rekeyed: 'credit.subject.rekeyed.v1',
  merged: 'credit.subject.merged.v1',
  split: 'credit.subject.split.v1',
} as const;

/** Facts about records, on `TOPICS.recordEvents`; `corrected`, `revoked` and `repaired` are endings (P-5). */
export const RECORD = {
  recorded: 'credit.record.recorded.v1',
  held: 'credit.record.held.v1',
  released: 'credit.record.released.v1',
  amended: 'credit.record.amended.v1',
  corrected: 'credit.record.corrected.v1',
  revoked: 'credit.record.revoked.v1',
  reinstated: 'credit.record.reinstated.v1',
  repaired: 'credit.record.repaired.v1',
  repairRevoked: 'credit.record.repair-revoked.v1',
  shielded: 'credit.record.shielded.v1',
  unshielded: 'credit.record.unshielded.v1',
} as const;

/** Answers to a department, on its receipts topic; and that a record which it has read is not to be used any more. */
export const RECEIPT = { issued: 'credit.receipt.issued.v1', recordRecalled: 'credit.receipt.record-recalled.v1' } as const;

/** What departments say of recalled records, on `TOPICS.recordEvents`. */
export const RECALL = { acknowledged: 'credit.record.recall-acknowledged.v1' } as const;

/** Matters that other services judge, forwarded by the register on `TOPICS.matterEvents` (decision 3, P-18). */
export const MATTER = {
  listEntryReported: 'credit.matter.list-entry-reported.v1',
  caseOpened: 'credit.matter.case-opened.v1',
  caseDecided: 'credit.matter.case-decided.v1',
  promptDecisionReported: 'credit.matter.prompt-decision-reported.v1',
  measureExecutionReported: 'credit.matter.measure-execution-reported.v1',
  liftConfirmationReported: 'credit.matter.lift-confirmation-reported.v1',
  noticeReceiptReported: 'credit.matter.notice-receipt-reported.v1',
  commitmentReported: 'credit.matter.commitment-reported.v1',
  commitmentPerformanceReported: 'credit.matter.commitment-performance-reported.v1',
  educationReported: 'credit.matter.integrity-education-reported.v1',
  selfDeclarationReported: 'credit.matter.self-declaration-reported.v1',
} as const;

/**
 * Facts about commitments, on `TOPICS.commitmentEvents`. `breached` alone burdens: it is decided by procedure and becomes a record of the register. `kept`, `breachRevoked`, `retracted` and `ended` are endings (P-5): nothing is
 * open against the promisor any more.
 */
export const COMMITMENT = {
  made: 'credit.commitment.made.v1',
  documentsSupplied: 'credit.commitment.documents-supplied.v1',
  checked: 'credit.commitment.checked.v1',
  found: 'credit.commitment.non-performance-found.v1',
  noticed: 'credit.commitment.breach-noticed.v1',
  explained: 'credit.commitment.explained.v1',
  continued: 'credit.commitment.continued.v1',
  rectificationOrdered: 'credit.commitment.rectification-ordered.v1',
  kept: 'credit.commitment.kept.v1',
  breached: 'credit.commitment.breached.v1',
  breachRevoked: 'credit.commitment.breach-revoked.v1',
  retracted: 'credit.commitment.retracted.v1',
  ended: 'credit.commitment.ended.v1',
} as const;

/** What became of reports of commitments, performance, education and declarations, on `TOPICS.commitmentEvents`. */
export const COMMITMENT_REPORT = {
  takenOver: 'credit.commitment.report-taken-over.v1',
  notApplicable: 'credit.commitment.report-not-applicable.v1',
} as const;

/** Facts about list entries, on `TOPICS.designationEvents`; `delisted` and `revoked` are endings (P-5). */
export const DESIGNATION = {
  designated: 'credit.designation.designated.v1',
  extended: 'credit.designation.extended.v1',
  rebased: 'credit.designation.rebased.v1',
  delisted: 'credit.designation.delisted.v1',
  revoked: 'credit.designation.revoked.v1',
  notApplicable: 'credit.designation.not-applicable.v1',
} as const;

/** Facts about orders to rectify, on `TOPICS.designationEvents`; `concluded` and `revoked` are endings (P-5). */
export const RECTIFICATION = {
  ordered: 'credit.designation.rectification-ordered.v1',
  reminded: 'credit.designation.rectification-reminded.v1',
  extended: 'credit.designation.rectification-extended.v1',
  evidenceSubmitted: 'credit.designation.rectification-evidence-submitted.v1',
  rebased: 'credit.designation.rectification-rebased.v1',
  concluded: 'credit.designation.rectification-concluded.v1',
  revoked: 'credit.designation.rectification-revoked.v1',
} as const;

/** Facts about repair cases, on `TOPICS.repairEvents`; `approved` ends the effects of its item (P-5), `revoked` says that it was got by false material. */
export const REPAIR = {
  applied: 'credit.repair.applied.v1',
  supplementRequired: 'credit.repair.supplement-required.v1',
  supplemented: 'credit.repair.supplemented.v1',
  accepted: 'credit.repair.accepted.v1',
  rejected: 'credit.repair.rejected.v1',
  extended: 'credit.repair.extended.v1',
  escalated: 'credit.repair.escalated.v1',
  approved: 'credit.repair.approved.v1',
  denied: 'credit.repair.denied.v1',
  retracted: 'credit.repair.retracted.v1',
  revoked: 'credit.repair.revoked.v1',
} as const;

/** 信用修复告知 (两书同达), on `TOPICS.repairEvents`: told with each penalty and listing, and served by its authority. */
export const REPAIR_NOTICE = { noticed: 'credit.repair.noticed.v1', served: 'credit.repair.notice-served.v1' } as const;

/** 纠正任务 of what a revoked entry or record has done, on `TOPICS.repairEvents`. */
export const CORRECTION_TASK = {
  opened: 'credit.repair.correction-task-opened.v1',
  escalated: 'credit.repair.correction-task-escalated.v1',
  done: 'credit.repair.correction-task-done.v1',
  discontinued: 'credit.repair.correction-task-discontinued.v1',
} as const;

/** Facts about objections, on `TOPICS.objectionEvents`; an item is marked while one is open, so `accepted`, `rejected` and `retracted` are endings (P-5). */
export const OBJECTION = {
  lodged: 'credit.objection.lodged.v1',
  verified: 'credit.objection.verified.v1',
  extended: 'credit.objection.extended.v1',
  appraisalBegun: 'credit.objection.appraisal-begun.v1',
  appraisalEnded: 'credit.objection.appraisal-ended.v1',
  escalated: 'credit.objection.escalated.v1',
  explained: 'credit.objection.explained.v1',
  accepted: 'credit.objection.accepted.v1',
  rejected: 'credit.objection.rejected.v1',
  retracted: 'credit.objection.retracted.v1',
} as const;

/** 复议诉讼: an item is marked while one is open and nothing else changes, so `ended` is an ending (P-5); on `TOPICS.objectionEvents`. */
export const REVIEW = {
  noted: 'credit.objection.review-noted.v1',
  ended: 'credit.objection.review-ended.v1',
} as const;

/** Every fact after which an item is marked, or not any more. */
export const MARKING: readonly string[] = [...Object.values(OBJECTION), ...Object.values(REVIEW)];

/** 重整期间屏蔽, on `TOPICS.repairEvents`: while a plan is carried out; ended when it fails, or when it is completed and the repair has taken its place. */
export const SHIELDING = { shielded: 'credit.repair.shielded.v1', unshielded: 'credit.repair.unshielded.v1' } as const;

/** An interview that was held, on `TOPICS.designationEvents`; the register makes a record of it. */
export const INTERVIEW = { held: 'credit.designation.interviewed.v1' } as const;

/** Facts about entries of red lists, on `TOPICS.designationEvents` and on no other topic; `delisted` is an ending (P-5). */
export const RED_LIST = {
  entered: 'credit.designation.red-list-entered.v1',
  termRestated: 'credit.designation.red-list-term-restated.v1',
  delisted: 'credit.designation.red-list-delisted.v1',
} as const;

/** Facts about subjects on a red and a joint-discipline list at once, on `TOPICS.designationEvents`; `delisted` and `closed` are endings (P-5). */
export const LIST_CONFLICT = {
  opened: 'credit.designation.list-conflict-opened.v1',
  delisted: 'credit.designation.list-conflict-delisted.v1',
  closed: 'credit.designation.list-conflict-closed.v1',
} as const;

/** Notices to superiors, audit, discipline inspection and personnel, on the notices topic of the addressee. */
export const NOTICE = { sent: 'credit.notice.sent.v1' } as const;

/** What became of reported receipts of notices, on `TOPICS.designationEvents`. */
export const NOTICE_RECEIPT = {
  takenOver: 'credit.designation.notice-receipt-taken-over.v1',
  notApplicable: 'credit.designation.notice-receipt-not-applicable.v1',
} as const;

/** Facts about prompts and measures, on `TOPICS.disciplineEvents`; `closed` and `lifted` are endings (P-5). */
export const DISCIPLINE = {
  prompted: 'credit.discipline.prompted.v1',
  promptDecided: 'credit.discipline.prompt-decided.v1',
  promptClosed: 'credit.discipline.prompt-closed.v1',
  applied: 'credit.discipline.applied.v1',
  executed: 'credit.discipline.executed.v1',
  rebased: 'credit.discipline.rebased.v1',
  lifted: 'credit.discipline.lifted.v1',
  liftConfirmed: 'credit.discipline.lift-confirmed.v1',
  reportTakenOver: 'credit.discipline.report-taken-over.v1',
  reportNotApplicable: 'credit.discipline.report-not-applicable.v1',
} as const;

/** What each owner of effects answers to every ending (P-14), on its own topic. */
export const EFFECTS_ENDED = {
  'credit-record': 'credit.record.effects-ended.v1',
  'list-designation': 'credit.designation.effects-ended.v1',
  'joint-discipline': 'credit.discipline.effects-ended.v1',
  publicity: 'credit.publicity.effects-ended.v1',
} as const;

/** Answers to the cases of a department, and which of its answers are not to be used any more, on its screenings topic. */
export const SCREENING = { answered: 'credit.screening.answered.v1', recalled: 'credit.screening.recalled.v1' } as const;

/** Records of the compacted `TOPICS.listState`: an entry, and the owner's watermark of a partition (P-8). */
export const LIST_ENTRY_STATE = 'credit.list.entry-stated.v1';
export const LIST_WATERMARK = 'credit.list.watermark-stated.v1';

/** The business date of the sandbox, on `TOPICS.sandboxState`. */
export const SANDBOX_DATE = 'credit.sandbox.date-moved.v1';

/** The one key on `TOPICS.sandboxState`. */
export const SANDBOX_DATE_KEY = 'business-date';

const INTAKE_KNOWN: ReadonlySet<string> = new Set([...Object.values(INTAKE), ...INTAKE_LATER]);

/** True for intake types that exist, supported or not yet. */
export const isKnownIntakeType = (type: string): boolean => INTAKE_KNOWN.has(type);
