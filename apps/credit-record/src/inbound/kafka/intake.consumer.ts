import { Controller, Inject } from '@nestjs/common';
import { BatchHandler, INTAKE_PATTERN, type IntakeBatch, type IntakeDelivery } from '@credit/messaging';
import { holdForBug, INGEST } from '../../application/ingest-statements.ts';
import type { IngestStatements, IntakeStatement } from '../../application/intake-statement.ts';
import { REGISTER, type Register } from '../../application/register.ts';

/** 部门报送（Kafka）— every delivery becomes one statement and gets one receipt; who speaks is the topic. */
@Controller()
export class IntakeConsumer {
  constructor(@Inject(INGEST) private readonly ingest: IngestStatements, @Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(INTAKE_PATTERN, { onIntakeBug: 'hold' })
  async take(batch: IntakeBatch): Promise<void> {
    await this.ingest(batch.uow, batch.deliveries.map(statementOf));
  }

  /** The receipt of a delivery on which our own code failed; written in the transaction that parks it (P-16). */
  async hold(delivery: IntakeDelivery, batch: IntakeBatch): Promise<void> {
    await holdForBug(batch.uow, this.register, statementOf(delivery));
  }
}

/** The statement that a delivery carries. Without an envelope its findings refuse it. */
export const statementOf = ({ topic, partition, offset, eventId, repeat, type, envelope, findings, receivedAt, source }: IntakeDelivery): IntakeStatement => ({
  ref: { channel: 'kafka', topic, partition, offset, eventId, ...(repeat === undefined ? {} : { repeat }) },
  source, type: type ?? 'unknown', data: envelope?.data, findings, receivedAt, versionTime: envelope?.time ?? receivedAt,
});
