import { Controller, Inject } from '@nestjs/common';
import { COMMITMENT, COMMITMENT_REPORT, type CommitmentReportNotApplicableV1, type CommitmentReportTakenOverV1, type CommitmentV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { instantOf } from '@credit/kernel';
import { REGISTER, type Register } from '../../application/register.ts';
import { settleOutcomes, type MatterOutcome } from '../../application/settle-outcomes.ts';
import { takeCommitments, type AssessedCommitment } from '../../application/take-commitments.ts';

const REPORTS: readonly string[] = Object.values(COMMITMENT_REPORT);

/** 承诺事件 — assessments, which become records; and what became of the departments' reports (P-18). Every other step of a commitment passes by: it burdens nobody. */
@Controller()
export class CommitmentsConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(TOPICS.commitmentEvents, { types: [COMMITMENT.kept, COMMITMENT.breached, COMMITMENT.breachRevoked, ...REPORTS] })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeCommitments(uow, this.register, events.filter(({ type }) => !REPORTS.includes(type)).flatMap(assessedCommitmentOf));
    await settleOutcomes(uow, this.register, events.filter(({ type }) => REPORTS.includes(type)).map(commitmentReportOutcomeOf));
  }
}

/** The assessment that an event carries; a state without one says nothing for the register. */
export function assessedCommitmentOf(event: IncomingEvent<CommitmentV1>): AssessedCommitment[] {
  const { assessment } = event.data;
  return assessment === undefined ? [] : [{ commitment: { ...event.data, assessment }, told: event.time, receivedAt: instantOf(event.timestampMs), cause: causeOf(event) }];
}

/** The outcome that an event tells of the report whose matter it names. */
export function commitmentReportOutcomeOf({ type, data, causationId }: IncomingEvent<CommitmentReportTakenOverV1 | CommitmentReportNotApplicableV1>): MatterOutcome {
  if (type === COMMITMENT_REPORT.takenOver) return { matterId: data.matterId, causationId };
  const { matterId, code, reason } = data as CommitmentReportNotApplicableV1;
  return { matterId, causationId, refused: { code, reason } };
}
