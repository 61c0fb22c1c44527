import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 终止办理 — a task of a record that is in effect again ends with its day and reason, and without proof. */
export class DiscontinuedCorrections1765300000000 implements MigrationInterface {
  readonly name = 'DiscontinuedCorrections1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table correction_task
        drop constraint correction_task_status_known,
        add constraint correction_task_status_known check (status in ('open', 'done', 'discontinued')),
        add constraint correction_task_discontinued_with_reason check ((status = 'discontinued') = (state #>> '{discontinued,reason}' is not null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table correction_task drop constraint correction_task_discontinued_with_reason, drop constraint correction_task_status_known, add constraint correction_task_status_known check (status in ('open', 'done'))`);
  }
}
