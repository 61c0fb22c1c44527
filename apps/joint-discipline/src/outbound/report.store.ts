import { DISCIPLINE, type DisciplineReportNotApplicableV1, type DisciplineReportTakenOverV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type AggregateDefinition } from '@credit/persistence';
import type { ReportStore } from '../application/take-discipline-reports.ts';
import type { ReportEvent } from '../domain/report/report.events.ts';
import { evolveReport, noReport, type Report } from '../domain/report/report.ts';
import { ReportRow, toRow, toState } from './report.row.ts';

/** 反馈结果 — the data of the public event; null while there is none. */
export function reportData(state: Report): DisciplineReportTakenOverV1 | DisciplineReportNotApplicableV1 | null {
  if (state.status === 'absent') return null;
  const { matterId, source, subject, report, promptId, measureId } = state;
  const data = { matterId, source, subject, report, ...(promptId === undefined ? {} : { promptId }), ...(measureId === undefined ? {} : { measureId }) };
  return state.status === 'taken-over' ? data : { ...data, code: state.code, reason: state.reason };
}
const FACT = { 'taken-over': DISCIPLINE.reportTakenOver, 'not-applicable': DISCIPLINE.reportNotApplicable } as const;

/** Every answer is public: the register gives it to the department as its receipt. */
export const publishReport: AggregateDefinition<Report, ReportEvent>['publish'] = {
  ReportTakenOver: (_, state) => ({ type: DISCIPLINE.reportTakenOver, data: reportData(state)! }),
  ReportSetAside: (_, state) => ({ type: DISCIPLINE.reportNotApplicable, data: reportData(state)! }),
};

/** 部门反馈 store; the Kafka key is the subject that the register forwarded it under, for life (P-15). */
export const reportStore: ReportStore = defineAggregate({
  type: 'discipline-report', topic: TOPICS.disciplineEvents, entity: ReportRow, initial: noReport, evolve: evolveReport, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishReport,
});

/** 事实重述 — how answers are told again after a restore that lost commits. */
export const ownedReports: OwnedTopic<Report> = {
  topic: TOPICS.disciplineEvents, aggregateType: 'discipline-report', store: reportStore,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => (state.status === 'absent' ? [] : [[id, { type: FACT[state.status], data: reportData(state)! }] as const]))),
};
