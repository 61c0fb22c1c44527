import { TOPICS } from '../topics/names.ts';
import { AdministrativeCoercionV1 } from './intake/administrative-coercion.ts';
import { AdministrativeLicenseV1 } from './intake/administrative-license.ts';
import { AdministrativePenaltyV1 } from './intake/administrative-penalty.ts';
import { BanCaseIntakeV1 } from './intake/ban-case.ts';
import { CaseDecidedV1, CaseOpenedV1 } from './intake/case.ts';
import { CommitmentIntakeV1, CommitmentPerformanceIntakeV1, IntegrityEducationIntakeV1, SelfDeclarationIntakeV1 } from './intake/commitment.ts';
import { CourtJudgmentV1 } from './intake/court-judgment.ts';
import { LiftConfirmationIntakeV1, MeasureExecutionIntakeV1, PromptDecisionIntakeV1 } from './intake/discipline-report.ts';
import { InterviewIntakeV1 } from './intake/interview.ts';
import { ListEntryIntakeV1 } from './intake/list-entry.ts';
import { NoticeReceiptIntakeV1 } from './intake/notice-receipt.ts';
import { RecordCorrectionV1, RecordRevocationV1 } from './intake/record-change.ts';
import { RecallAcknowledgementIntakeV1 } from './intake/recall-acknowledgement.ts';
import { RegistrationV1 } from './intake/registration.ts';
import { InterviewV1 } from './interview-events.ts';
import { CommitmentV1 } from './commitment-events.ts';
import { CommitmentPostingV1 } from './commitment-posting-events.ts';
import { CommitmentPerformanceReportedV1, CommitmentReportedV1, CommitmentReportNotApplicableV1, CommitmentReportTakenOverV1, EducationReportedV1, SelfDeclarationReportedV1 } from './commitment-report-events.ts';
import { EffectsAnswerV1 } from './effects-events.ts';
import { ListPostingV1 } from './list-posting-events.ts';
import { NoticeReceiptNotApplicableV1, NoticeReceiptReportedV1, NoticeReceiptTakenOverV1, NoticeSentV1 } from './notice-events.ts';
import { PublicityStateV1 } from './publicity-events.ts';
import { RecallAcknowledgedV1, RecordRecalledV1, ScreeningRecalledV1 } from './recall-events.ts';
import { ReceiptIssuedV1 } from './receipt-events.ts';
import { RectificationOrderV1 } from './rectification-events.ts';
import { ListConflictV1, RedListEntryV1 } from './red-list-events.ts';
import { RecordStateV1 } from './record-events.ts';
import { SandboxDateMovedV1 } from './sandbox-events.ts';
import { SubjectMergedV1, SubjectRekeyedV1, SubjectRenamedV1, SubjectSplitV1, SubjectStateV1 } from './subject-events.ts';
import { ListEntryNotApplicableV1, ListEntryV1, ListWatermarkV1 } from './designation-events.ts';
import { DisciplineMeasureV1, DisciplinePromptV1 } from './discipline-events.ts';
import { DisciplineReportNotApplicableV1, DisciplineReportTakenOverV1, LiftConfirmationReportedV1, MeasureExecutionReportedV1, PromptDecisionReportedV1 } from './discipline-report-events.ts';
import { ListEntryReportedV1, MatterCaseDecidedV1, MatterCaseV1 } from './matter-events.ts';
import { ScreeningAnsweredV1 } from './screening-events.ts';
import type { EventType, Row } from './registry-row.ts';
import { REPAIR_ROWS } from './registry-repair.ts';
import { COMMITMENT_POSTING, LIST_POSTING, PUBLICITY } from './publicity-types.ts';
import { COMMITMENT, COMMITMENT_REPORT, DESIGNATION, DISCIPLINE, EFFECTS_ENDED, INTAKE, INTERVIEW, LIST_CONFLICT, LIST_ENTRY_STATE, LIST_WATERMARK, MATTER, NOTICE, NOTICE_RECEIPT, RECALL, RECEIPT, RECORD, RECTIFICATION, RED_LIST, SANDBOX_DATE, SCREENING, SUBJECT } from './types.ts';

export type { EventKind, EventType } from './registry-row.ts';

const intake = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'intake' });
const subject = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'public', aggregate: 'subject', topic: TOPICS.subjectEvents });
const record = (type: string, title: string, ending?: true): Row => ({ type, title, class: RecordStateV1, kind: 'public', aggregate: 'record', topic: TOPICS.recordEvents, ...(ending ? { ending } : {}) });
const publicity = (type: string, title: string, ending?: true): Row => ({ type, title, class: PublicityStateV1, kind: 'public', aggregate: 'publicity-entry', topic: TOPICS.publicityEvents, ...(ending ? { ending } : {}) });
const posting = (type: string, title: string, ending?: true): Row => ({ type, title, class: ListPostingV1, kind: 'public', aggregate: 'list-posting', topic: TOPICS.publicityEvents, ...(ending ? { ending } : {}) });
const commitmentPosting = (type: string, title: string, ending?: true): Row => ({ type, title, class: CommitmentPostingV1, kind: 'public', aggregate: 'commitment-posting', topic: TOPICS.publicityEvents, ...(ending ? { ending } : {}) });
const matter = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'public', aggregate: 'matter', topic: TOPICS.matterEvents });
const designation = (type: string, title: string, ending?: true): Row => ({ type, title, class: ListEntryV1, kind: 'public', aggregate: 'list-entry', topic: TOPICS.designationEvents, ...(ending ? { ending } : {}) });
const rectification = (type: string, title: string, ending?: true): Row => ({ type, title, class: RectificationOrderV1, kind: 'public', aggregate: 'rectification-order', topic: TOPICS.designationEvents, ...(ending ? { ending } : {}) });
const redList = (type: string, title: string, ending?: true): Row => ({ type, title, class: RedListEntryV1, kind: 'public', aggregate: 'red-list-entry', topic: TOPICS.designationEvents, ...(ending ? { ending } : {}) });
const conflict = (type: string, title: string, ending?: true): Row => ({ type, title, class: ListConflictV1, kind: 'public', aggregate: 'list-conflict', topic: TOPICS.designationEvents, ...(ending ? { ending } : {}) });
const noticeReceipt = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'public', aggregate: 'notice-receipt', topic: TOPICS.designationEvents });

const prompt = (type: string, title: string, ending?: true): Row => ({ type, title, class: DisciplinePromptV1, kind: 'public', aggregate: 'prompt', topic: TOPICS.disciplineEvents, ...(ending ? { ending } : {}) });
const measure = (type: string, title: string, ending?: true): Row => ({ type, title, class: DisciplineMeasureV1, kind: 'public', aggregate: 'measure', topic: TOPICS.disciplineEvents, ...(ending ? { ending } : {}) });
const report = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'public', aggregate: 'discipline-report', topic: TOPICS.disciplineEvents });
const commitment = (type: string, title: string, ending?: true): Row => ({ type, title, class: CommitmentV1, kind: 'public', aggregate: 'commitment', topic: TOPICS.commitmentEvents, ...(ending ? { ending } : {}) });
const commitmentReport = (type: string, title: string, eventClass: new () => object): Row => ({ type, title, class: eventClass, kind: 'public', aggregate: 'commitment-report', topic: TOPICS.commitmentEvents });
const answer = (owner: keyof typeof EFFECTS_ENDED, title: string, topic: string): Row => ({ type: EFFECTS_ENDED[owner], title, class: EffectsAnswerV1, kind: 'public', aggregate: 'effects-answer', topic });

const ROWS: readonly Row[] = [
  intake(INTAKE.license, '行政许可报送', AdministrativeLicenseV1),
  intake(INTAKE.penalty, '行政处罚报送', AdministrativePenaltyV1),
  intake(INTAKE.registration, '登记信息报送', RegistrationV1),
  intake(INTAKE.recordRevocation, '记录撤销报送', RecordRevocationV1),
  intake(INTAKE.recordCorrection, '记录更正报送', RecordCorrectionV1),
  intake(INTAKE.coercion, '行政强制报送', AdministrativeCoercionV1),
  intake(INTAKE.courtJudgment, '法院判决报送', CourtJudgmentV1),
  intake(INTAKE.listEntry, '名单条目报送', ListEntryIntakeV1),
  intake(INTAKE.caseOpened, '办理事项受理报送', CaseOpenedV1),
  intake(INTAKE.caseDecided, '办理事项办结报送', CaseDecidedV1),
  intake(INTAKE.promptDecision, '提示处理报送', PromptDecisionIntakeV1),
  intake(INTAKE.measureExecution, '惩戒执行报送', MeasureExecutionIntakeV1),
  intake(INTAKE.liftConfirmation, '解除确认报送', LiftConfirmationIntakeV1),
  intake(INTAKE.interview, '约谈记录报送', InterviewIntakeV1),
  intake(INTAKE.noticeReceipt, '通报签收报送', NoticeReceiptIntakeV1),
  intake(INTAKE.recallAcknowledgement, '停用确认报送', RecallAcknowledgementIntakeV1),
  intake(INTAKE.banCase, '禁入惩戒案例报送', BanCaseIntakeV1),
  intake(INTAKE.commitment, '信用承诺报送', CommitmentIntakeV1),
  intake(INTAKE.commitmentPerformance, '履约情况报送', CommitmentPerformanceIntakeV1),
  intake(INTAKE.integrityEducation, '诚信教育报送', IntegrityEducationIntakeV1),
  intake(INTAKE.selfDeclaration, '自主申报报送', SelfDeclarationIntakeV1),
  subject(SUBJECT.identified, '信用主体已识别（库外）', SubjectStateV1),
  subject(SUBJECT.registered, '信用主体已登记', SubjectStateV1),
  subject(SUBJECT.renamed, '信用主体已更名', SubjectRenamedV1),
  subject(SUBJECT.rekeyed, '信用主体已换码', SubjectRekeyedV1),
  subject(SUBJECT.merged, '信用主体已合并', SubjectMergedV1),
  subject(SUBJECT.split, '信用主体已拆分', SubjectSplitV1),
  record(RECORD.recorded, '信用记录已归集'),
  record(RECORD.held, '信用记录已暂存'),
  record(RECORD.released, '信用记录已解除暂存'),
  record(RECORD.amended, '信用记录已补充修改'),
  record(RECORD.corrected, '信用记录已更正', true),
  record(RECORD.revoked, '信用记录已撤销', true),
  record(RECORD.reinstated, '信用记录已恢复'),
  record(RECORD.repaired, '信用记录已修复', true),
  record(RECORD.repairRevoked, '信用记录的修复已撤销'),
  record(RECORD.shielded, '信用记录已在重整期间屏蔽'),
  record(RECORD.unshielded, '信用记录的屏蔽已终止'),
  { type: RECEIPT.issued, title: '回执已出具', class: ReceiptIssuedV1, kind: 'receipt' },
  { type: RECEIPT.recordRecalled, title: '信用记录停用通知', class: RecordRecalledV1, kind: 'receipt' },
  publicity(PUBLICITY.posted, '已公示'),
  publicity(PUBLICITY.withheld, '不予公示'),
  publicity(PUBLICITY.withdrawn, '已停止公示', true),
  publicity(PUBLICITY.amended, '公示内容已变更'),
  posting(LIST_POSTING.posted, '名单条目已公布'),
  posting(LIST_POSTING.withdrawn, '名单条目已停止公布', true),
  commitmentPosting(COMMITMENT_POSTING.posted, '信用承诺已公示'),
  commitmentPosting(COMMITMENT_POSTING.amended, '信用承诺的公示已变更'),
  commitmentPosting(COMMITMENT_POSTING.withdrawn, '信用承诺已停止公示', true),
  matter(MATTER.listEntryReported, '名单条目已报送', ListEntryReportedV1),
  matter(MATTER.caseOpened, '办理事项已受理', MatterCaseV1),
  matter(MATTER.caseDecided, '办理事项已办结', MatterCaseDecidedV1),
  matter(MATTER.promptDecisionReported, '提示处理已报送', PromptDecisionReportedV1),
  matter(MATTER.measureExecutionReported, '惩戒执行已报送', MeasureExecutionReportedV1),
  matter(MATTER.liftConfirmationReported, '解除确认已报送', LiftConfirmationReportedV1),
  matter(MATTER.noticeReceiptReported, '通报签收已报送', NoticeReceiptReportedV1),
  matter(MATTER.commitmentReported, '信用承诺已报送', CommitmentReportedV1),
  matter(MATTER.commitmentPerformanceReported, '承诺履约情况已报送', CommitmentPerformanceReportedV1),
  matter(MATTER.educationReported, '诚信教育已报送', EducationReportedV1),
  matter(MATTER.selfDeclarationReported, '自主申报已报送', SelfDeclarationReportedV1),
  commitment(COMMITMENT.made, '已作出信用承诺'),
  commitment(COMMITMENT.documentsSupplied, '已补交容缺材料'),
  commitment(COMMITMENT.checked, '已核查履约情况'),
  commitment(COMMITMENT.found, '已发现未履行承诺'),
  commitment(COMMITMENT.noticed, '已告知拟认定违诺'),
  commitment(COMMITMENT.explained, '已陈述申辩'),
  commitment(COMMITMENT.continued, '已采纳陈述，继续履行'),
  commitment(COMMITMENT.rectificationOrdered, '已责令限期整改承诺事项'),
  commitment(COMMITMENT.kept, '已履行承诺', true),
  commitment(COMMITMENT.breached, '已认定违诺'),
  commitment(COMMITMENT.breachRevoked, '已撤销违诺认定', true),
  commitment(COMMITMENT.retracted, '已撤回承诺', true),
  commitment(COMMITMENT.ended, '已终止承诺', true),
  commitmentReport(COMMITMENT_REPORT.takenOver, '承诺类报送已采纳', CommitmentReportTakenOverV1),
  commitmentReport(COMMITMENT_REPORT.notApplicable, '承诺类报送不予采纳', CommitmentReportNotApplicableV1),
  designation(DESIGNATION.designated, '已认定列入名单'),
  designation(DESIGNATION.extended, '名单期限已延长'),
  designation(DESIGNATION.rebased, '名单条目已改依其他有效文书'),
  designation(DESIGNATION.delisted, '已移出名单', true),
  designation(DESIGNATION.revoked, '名单认定已撤销', true),
  { type: DESIGNATION.notApplicable, title: '报送的名单条目不予采用', class: ListEntryNotApplicableV1, kind: 'public', aggregate: 'list-entry', topic: TOPICS.designationEvents },
  rectification(RECTIFICATION.ordered, '已责令限期整改'),
  rectification(RECTIFICATION.reminded, '已提醒整改期限将至'),
  rectification(RECTIFICATION.extended, '整改期限已延长'),
  rectification(RECTIFICATION.evidenceSubmitted, '已提交整改材料'),
  rectification(RECTIFICATION.rebased, '责令整改已改依其他有效文书'),
  rectification(RECTIFICATION.concluded, '已作出整改结论', true),
  rectification(RECTIFICATION.revoked, '责令整改已撤销', true),
  { type: INTERVIEW.held, title: '已约谈', class: InterviewV1, kind: 'public', aggregate: 'interview', topic: TOPICS.designationEvents },
  redList(RED_LIST.entered, '已列入红名单'),
  redList(RED_LIST.termRestated, '红名单期限已变更'),
  redList(RED_LIST.delisted, '已移出红名单', true),
  conflict(LIST_CONFLICT.opened, '已发现红黑名单冲突'),
  conflict(LIST_CONFLICT.delisted, '红黑名单冲突已处理：移出红名单', true),
  conflict(LIST_CONFLICT.closed, '红黑名单冲突已自行消除', true),
  { type: NOTICE.sent, title: '通报', class: NoticeSentV1, kind: 'receipt' },
  noticeReceipt(NOTICE_RECEIPT.takenOver, '通报签收已采纳', NoticeReceiptTakenOverV1),
  noticeReceipt(NOTICE_RECEIPT.notApplicable, '通报签收不予采纳', NoticeReceiptNotApplicableV1),
  prompt(DISCIPLINE.prompted, '已提示可实施的惩戒措施'),
  prompt(DISCIPLINE.promptDecided, '提示已处理'),
  prompt(DISCIPLINE.promptClosed, '提示已关闭', true),
  measure(DISCIPLINE.applied, '已决定实施惩戒'),
  measure(DISCIPLINE.executed, '惩戒已执行'),
  measure(DISCIPLINE.rebased, '惩戒已改依其他有效名单条目'),
  measure(DISCIPLINE.lifted, '已解除惩戒', true),
  measure(DISCIPLINE.liftConfirmed, '已确认解除惩戒'),
  { type: SCREENING.answered, title: '事项比对答复', class: ScreeningAnsweredV1, kind: 'receipt' },
  { type: SCREENING.recalled, title: '比对答复停用通知', class: ScreeningRecalledV1, kind: 'receipt' },
  report(DISCIPLINE.reportTakenOver, '部门反馈已采纳', DisciplineReportTakenOverV1),
  report(DISCIPLINE.reportNotApplicable, '部门反馈不予采纳', DisciplineReportNotApplicableV1),
  ...REPAIR_ROWS,
  answer('credit-record', '信用记录的效果已终止', TOPICS.recordEvents),
  answer('list-designation', '名单认定的效果已终止', TOPICS.designationEvents),
  answer('joint-discipline', '联合惩戒的效果已终止', TOPICS.disciplineEvents),
  answer('publicity', '公示的效果已终止', TOPICS.publicityEvents),
  { type: RECALL.acknowledged, title: '信用记录停用已确认', class: RecallAcknowledgedV1, kind: 'public', aggregate: 'recall', topic: TOPICS.recordEvents },
  { type: LIST_ENTRY_STATE, title: '名单条目现状', class: ListEntryV1, kind: 'state', aggregate: 'list-entry', topic: TOPICS.listState },
  { type: LIST_WATERMARK, title: '名单水位', class: ListWatermarkV1, kind: 'state', aggregate: 'list-entry', topic: TOPICS.listState },
  { type: SANDBOX_DATE, title: '沙箱业务日期已推进', class: SandboxDateMovedV1, kind: 'state', aggregate: 'sandbox', topic: TOPICS.sandboxState },
];

const registered = (row: Row): EventType => {
  const [, name, version] = /^(.+)\.v(\d+)$/.exec(row.type)!;
  return { ...row, name: name!, version: Number(version), ending: row.ending ?? false };
};

const REGISTRY: ReadonlyMap<string, EventType> = new Map(ROWS.map((row) => [row.type, registered(row)]));

/** The registry row of a `ce_type`; undefined for a type that the contracts do not know (or not yet support). */
export const eventType = (type: string): EventType | undefined => REGISTRY.get(type);

/** All event types with a class, in the order of the README. */
export const allEventTypes = (): EventType[] => [...REGISTRY.values()];
