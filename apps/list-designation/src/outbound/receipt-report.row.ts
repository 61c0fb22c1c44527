import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReceiptReport } from '../domain/notice/receipt-report.ts';

/** 签收报送 at rest; its id is that of the register's matter. */
@Entity({ name: 'notice_receipt_report' })
export class ReceiptReportRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(state: ReceiptReport): Partial<ReceiptReportRow> {
  if (state.status === 'absent') throw new Error('a report that has not come is never stored');
  return { state };
}

/** Columns → state. */
export const toState = (row: ReceiptReportRow): ReceiptReport => row.state as ReceiptReport;
