import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, DISCIPLINE, EFFECTS_ENDED, NOTICE_RECEIPT, RECALL, RECORD, type DisciplineMeasureV1, type EffectsAnswerV1, type ListEntryV1, type NoticeReceiptTakenOverV1, type RecallAcknowledgedV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { LocalDate } from '@credit/kernel';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { EffectEnding } from '@credit/rulebook/codes';
import { DESK, type Desk } from '../../application/desk.ts';
import { takeEndings, type AcknowledgedFact, type AnswerFact, type EndingFact, type ReinstatedFact } from '../../application/take-endings.ts';

const RECORD_ENDINGS: ReadonlyMap<string, EffectEnding> = new Map([[RECORD.repaired, 'repaired'], [RECORD.revoked, 'revoked'], [RECORD.corrected, 'corrected']]);
const ENTRY_ENDINGS: readonly string[] = [DESIGNATION.delisted, DESIGNATION.revoked];

/** 结束与终止答复 — endings from their owners, answers from everyone who keeps effects, confirmations from those who were told; for the lapse certificate (P-14). */
@Controller()
export class EndingsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.recordEvents, { types: [...RECORD_ENDINGS.keys(), RECORD.reinstated, RECALL.acknowledged, EFFECTS_ENDED['credit-record']] })
  async ofRecords({ uow, events }: EventBatch): Promise<void> {
    await takeEndings(uow, this.desk, { endings: events.flatMap(recordEndingOf), reinstated: events.flatMap(reinstatedOf), answers: answersIn(events), acknowledged: events.flatMap(recallAcknowledgedOf) });
  }

  @BatchHandler(TOPICS.designationEvents, { types: [...ENTRY_ENDINGS, NOTICE_RECEIPT.takenOver, EFFECTS_ENDED['list-designation']] })
  async ofEntries({ uow, events }: EventBatch): Promise<void> {
    await takeEndings(uow, this.desk, { endings: events.flatMap(entryEndingOf), answers: answersIn(events), acknowledged: events.flatMap(noticeReceivedOf) });
  }

  @BatchHandler(TOPICS.disciplineEvents, { types: [DISCIPLINE.liftConfirmed, EFFECTS_ENDED['joint-discipline']] })
  async ofDiscipline({ uow, events }: EventBatch): Promise<void> {
    await takeEndings(uow, this.desk, { answers: answersIn(events), acknowledged: events.flatMap(liftConfirmedOf) });
  }

  @BatchHandler(TOPICS.publicityEvents, { types: [EFFECTS_ENDED.publicity] })
  async ofPublicity({ uow, events }: EventBatch): Promise<void> {
    await takeEndings(uow, this.desk, { answers: answersIn(events) });
  }
}

const ANSWERS: ReadonlySet<string> = new Set(Object.values(EFFECTS_ENDED));
const answersIn = (events: readonly IncomingEvent[]): AnswerFact[] => events.filter(({ type }) => ANSWERS.has(type)).map((event) => ({ answer: event.data as EffectsAnswerV1, cause: causeOf(event) }));
/** A handler's today is the later of its own and the event's; a fact without a day happened when it was told. */
const dayOf = ({ businessDate, time }: IncomingEvent): LocalDate => businessDate ?? (time.slice(0, 10) as LocalDate);

/** The ending that a record fact is; none for the other facts of records. */
export function recordEndingOf(event: IncomingEvent<RecordStateV1>): EndingFact[] {
  const ending = RECORD_ENDINGS.get(event.type);
  if (ending === undefined) return [];
  const { recordId: id, subject, docNo, decisionDate: documentDate, authorityUscc, authorityName, source, repaired, change } = event.data;
  const repair = ending === 'repaired' ? repaired : undefined;
  const reason = ending === 'repaired' ? undefined : change?.reason;
  return [{
    kind: 'record', id, version: event.aggregateVersion ?? '0', ending, on: (ending === 'repaired' ? repaired?.on : change?.effectiveOn) ?? dayOf(event), ...(repair === undefined ? {} : { caseId: repair.caseId }), reportedBy: source,
    document: { subject, docNo, documentDate, authorityUscc, authorityName, ...(reason === undefined ? {} : { reason }) }, rebased: event.rebase === true, cause: causeOf(event),
  }];
}

/** The ending of an entry that burdened somebody; a red list does not. */
export function entryEndingOf(event: IncomingEvent<ListEntryV1>): EndingFact[] {
  if (!ENTRY_ENDINGS.includes(event.type) || event.data.listKind === 'red') return [];
  const { entryId: id, subject, decision: { docNo, decidedOn: documentDate, authorityUscc, authorityName }, ending, endedOn, endingReason } = event.data;
  return [{
    kind: 'list-entry', id, version: event.aggregateVersion ?? '0', ending: ending ?? 'revoked', on: endedOn ?? dayOf(event),
    document: { subject, docNo, documentDate, authorityUscc, authorityName, ...(endingReason === undefined ? {} : { reason: endingReason }) }, rebased: event.rebase === true, cause: causeOf(event),
  }];
}

export const reinstatedOf = (event: IncomingEvent<RecordStateV1>): ReinstatedFact[] =>
  event.type === RECORD.reinstated ? [{ id: event.data.recordId, version: event.aggregateVersion ?? '0', undone: { on: event.data.change?.effectiveOn ?? dayOf(event), reason: event.data.change?.reason ?? '恢复记录' }, cause: causeOf(event) }] : [];

/** 已确认解除 — the effect is the measure. */
export const liftConfirmedOf = (event: IncomingEvent<DisciplineMeasureV1>): AcknowledgedFact[] => (event.type === DISCIPLINE.liftConfirmed ? [{ effectId: event.data.measureId, on: event.data.liftConfirmedOn ?? dayOf(event) }] : []);

/** 通报签收 — the effect is the notice. */
export const noticeReceivedOf = (event: IncomingEvent<NoticeReceiptTakenOverV1>): AcknowledgedFact[] => (event.type === NOTICE_RECEIPT.takenOver ? [{ effectId: event.data.noticeId, on: dayOf(event) }] : []);

/** 停用已确认 — the effect is the recall. */
export const recallAcknowledgedOf = (event: IncomingEvent<RecallAcknowledgedV1>): AcknowledgedFact[] => (event.type === RECALL.acknowledged ? [{ effectId: event.data.effectId, on: event.data.acknowledgedOn }] : []);
