import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 通报签收 — that a department has received a notice is a matter that list-designation judges. */
export class NoticeReceipts1764520000006 implements MigrationInterface {
  readonly name = 'NoticeReceipts1764520000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table matter drop constraint matter_type_known`);
    await runner.query(`alter table matter add constraint matter_type_known check (matter_type in ('list-entry', 'case', 'prompt-decision', 'measure-execution', 'lift-confirmation', 'notice-receipt'))`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
