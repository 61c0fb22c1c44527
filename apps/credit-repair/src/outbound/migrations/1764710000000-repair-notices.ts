import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用修复告知 — one for each item; served on a day that is not before its document. */
export class RepairNotices1764710000000 implements MigrationInterface {
  readonly name = 'RepairNotices1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table repair_notice (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        source text not null,
        target_kind text not null,
        target_id uuid not null,
        document_date date not null,
        due_on date not null,
        served_on date,
        state jsonb not null,
        constraint repair_notice_pk primary key (id),
        constraint repair_notice_once unique (target_kind, target_id),
        constraint repair_notice_status_known check (status in ('told', 'served')),
        constraint repair_notice_served_has_its_day check ((status = 'served') = (served_on is not null)),
        constraint repair_notice_not_before_its_document check (served_on >= document_date),
        constraint repair_notice_is_about_an_item foreign key (target_kind, target_id) references repair_item (kind, id) deferrable initially deferred
      )`);
    await runner.query(`create index repair_notice_of_subject on repair_notice (subject_id)`);
    await runner.query(`create index repair_notice_unserved on repair_notice (due_on, id) where status = 'told'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table repair_notice');
  }
}
