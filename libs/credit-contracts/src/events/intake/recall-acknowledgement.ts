import { Uuid } from '../../schema/decorators.ts';

/** 停用确认 — a department says that it has stopped using a record that it had read, as `POST /v1/recalls/{id}/acknowledgement` does; the Kafka key is the recall. */
export class RecallAcknowledgementIntakeV1 {
  /** 停用通知标识，见所收到的信用记录停用通知 */
  @Uuid()
  recallId: string;
}
