import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 查阅与停用 — which departments have read which records of others, and what they were told when these ended. */
export class RecordRecalls1765000000009 implements MigrationInterface {
  readonly name = 'RecordRecalls1765000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table record_disclosure (
        record_id uuid not null,
        department text not null,
        first_read_on date not null,
        last_read_at timestamptz not null,
        purpose text,
        constraint record_disclosure_pk primary key (record_id, department),
        constraint record_disclosure_of_a_record foreign key (record_id) references credit_record (id)
      )`);
    await runner.query(`
      create table recall (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        record_id uuid not null,
        department text not null,
        due_on date,
        acknowledged_on date,
        state jsonb not null,
        constraint recall_pk primary key (id),
        constraint recall_status_known check (status in ('sent', 'acknowledged')),
        constraint recall_acknowledged_has_day check ((status = 'acknowledged') = (acknowledged_on is not null)),
        constraint recall_of_a_disclosure foreign key (record_id, department) references record_disclosure (record_id, department)
      )`);
    await runner.query('create index recall_of_department on recall (department, id)');
    await runner.query(`create index recall_waiting on recall (due_on, id) where status = 'sent'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recall, record_disclosure');
  }
}
