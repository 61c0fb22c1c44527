import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 通报 — who was told of an entry that concerns an organ, a public institution or a state-owned enterprise; whether a unit is state-owned, as its registrar states it. */
export class Notices1764530000000 implements MigrationInterface {
  readonly name = 'Notices1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table subject add column state_owned boolean`);
    await runner.query(`create index subject_of_code on subject ((snapshot ->> 'uscc'))`);
    await runner.query(`create index subject_state_owned on subject (subject_id) where state_owned`);
    await runner.query(`
      create function designation_may_concern_institution(state jsonb) returns boolean language sql immutable parallel safe
      return case when state -> 'subject' ->> 'subjectClass' = 'NATURAL_PERSON' then state ? 'employer' or state ? 'related' else left(state -> 'subject' ->> 'uscc', 2) in ('11', '12') is true end`);
    await runner.query(`create index designation_of_institutions on designation (id) where status = 'in-force' and designation_may_concern_institution(state)`);
    await runner.query(`
      create table notice (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        entry_id uuid not null,
        occasion text not null,
        addressee_kind text not null,
        sender text not null,
        addressee text,
        due_on date,
        state jsonb not null,
        constraint notice_pk primary key (id),
        constraint notice_status_known check (status in ('sent', 'received', 'unaddressed')),
        constraint notice_sent_has_addressee check ((status = 'unaddressed') = (addressee is null)),
        constraint notice_of_an_entry foreign key (entry_id) references designation (id),
        constraint notice_once unique (entry_id, occasion, addressee_kind)
      )`);
    await runner.query(`create index notice_of_addressee on notice (addressee, id)`);
    await runner.query(`create index notice_of_sender on notice (sender, id)`);
    await runner.query(`create index notice_waiting on notice (due_on, id) where status = 'sent'`);
    await runner.query(`create index notice_unaddressed on notice (id) where status = 'unaddressed'`);
    await runner.query(`
      create table notice_receipt_report (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        state jsonb not null,
        constraint notice_receipt_report_pk primary key (id),
        constraint notice_receipt_report_status_known check (status in ('taken-over', 'not-applicable'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notice_receipt_report, notice');
    await runner.query('drop index designation_of_institutions');
    await runner.query('drop function designation_may_concern_institution(jsonb)');
    await runner.query('drop index subject_of_code');
    await runner.query('alter table subject drop column state_owned');
  }
}
