import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 部门反馈 — what departments reported by Kafka or through the register, and what came of it. */
export class DisciplineReports1764500000002 implements MigrationInterface {
  readonly name = 'DisciplineReports1764500000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table discipline_report (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        source text not null,
        facts jsonb not null,
        code text,
        reason text,
        constraint discipline_report_pk primary key (id),
        constraint discipline_report_status_known check (status in ('taken-over', 'not-applicable')),
        constraint discipline_report_set_aside_says_why check ((status = 'not-applicable') = (code is not null and reason is not null))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table discipline_report');
  }
}
