import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, INTAKE, INTERVIEW, NOTICE_RECEIPT, RED_LIST, type InterviewV1, type ListEntryNotApplicableV1, type ListEntryV1, type NoticeReceiptNotApplicableV1, type NoticeReceiptTakenOverV1, type RedListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { instantOf } from '@credit/kernel';
import { followBans, type BanEntryVersion } from '../../application/ban-cases.ts';
import { INGEST } from '../../application/ingest-statements.ts';
import type { IngestStatements, IntakeStatement } from '../../application/intake-statement.ts';
import { REGISTER, type Register } from '../../application/register.ts';
import { settleOutcomes, type MatterOutcome } from '../../application/settle-outcomes.ts';

/** 名单事件 — what became of reported entries (an entry that this system designated itself answers no report), interviews, which become records, and bans, with which their cases fall. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register, @Inject(INGEST) private readonly ingest: IngestStatements) {}

  @BatchHandler(TOPICS.designationEvents, { types: [...Object.values(DESIGNATION), ...Object.values(RED_LIST), ...Object.values(NOTICE_RECEIPT), INTERVIEW.held] })
  async settle(batch: EventBatch): Promise<void> {
    const interviews = batch.events.filter(({ type }) => type === INTERVIEW.held);
    await settleOutcomes(batch.uow, this.register, batch.events.filter(({ type }) => type !== INTERVIEW.held).flatMap(outcomeOf));
    await followBans(batch.uow, this.register, batch.events.flatMap(banVersionOf));
    if (interviews.length > 0) await this.ingest(batch.uow, interviews.map(interviewStatementOf));
  }
}

/** The version of a ban that an event of the designation topic carries; of other entries no case is collected. */
export const banVersionOf = (event: IncomingEvent<ListEntryV1>): BanEntryVersion[] =>
  (event.data.listKind === 'ban' ? [{ version: event.aggregateVersion ?? '0', state: event.data, told: event.time, cause: causeOf(event) }] : []);

const isRedFact = (type: string): boolean => Object.values<string>(RED_LIST).includes(type);

/** The outcome that an event of the designation topic tells; the entry of a report bears the id of its matter. */
export function outcomeOf({ type, data, causationId }: IncomingEvent<ListEntryV1 | RedListEntryV1 | ListEntryNotApplicableV1 | NoticeReceiptTakenOverV1>): MatterOutcome[] {
  if (type === NOTICE_RECEIPT.takenOver) return [{ matterId: (data as NoticeReceiptTakenOverV1).matterId, causationId }];
  if (type === NOTICE_RECEIPT.notApplicable) {
    const { matterId, code, reason } = data as NoticeReceiptNotApplicableV1;
    return [{ matterId, causationId, refused: { code, reason } }];
  }
  if (type === DESIGNATION.notApplicable) {
    const { entryId: matterId, code, reason } = data as ListEntryNotApplicableV1;
    return [{ matterId, causationId, refused: { code, reason } }];
  }
  const { entryId: matterId, origin } = data as ListEntryV1;
  return isRedFact(type) || origin === 'external' ? [{ matterId, causationId }] : [];
}

/**
 * 约谈归集 — an interview that an officer recorded at list-designation, as the statement its department would have sent: the same number from the department's own system is the same record.
 * It came by REST there, so it is answered like a statement by REST; its department finds the receipt under the id of the event.
 */
export function interviewStatementOf({ id, data, timestampMs, time }: IncomingEvent<InterviewV1>): IntakeStatement {
  const { subject, source, authorityName, authorityUscc, docNo, heldOn, interviewKind, place, attended, attendees, minutes, demands, outcome, personIndex } = data;
  const statement = {
    subjectName: subject.name, subjectClass: subject.subjectClass, ...(subject.uscc === undefined ? {} : { uscc: subject.uscc }), authorityName, authorityUscc, sourceName: authorityName, sourceUscc: authorityUscc,
    docNo, decisionDate: heldOn, interviewKind, attended, minutes, outcome, ...(place === undefined ? {} : { place }), ...(attendees === undefined ? {} : { attendees }), ...(demands === undefined ? {} : { demands }),
  };
  return {
    ref: { channel: 'rest', requestId: id }, source, type: INTAKE.interview, data: statement, findings: [], receivedAt: instantOf(timestampMs), versionTime: time, ...(personIndex === undefined ? {} : { personIndex }),
  };
}
