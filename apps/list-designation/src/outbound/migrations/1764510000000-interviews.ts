import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 约谈 — interviews with listed subjects. */
export class Interviews1764510000000 implements MigrationInterface {
  readonly name = 'Interviews1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table interview (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        entry_id uuid not null,
        source text not null,
        authority_uscc text not null,
        doc_no text not null,
        held_on date not null,
        state jsonb not null,
        constraint interview_pk primary key (id),
        constraint interview_status_known check (status = 'held'),
        constraint interview_of_an_entry foreign key (entry_id) references designation (id),
        constraint interview_once unique (source, doc_no, subject_id)
      )`);
    await runner.query(`create index interview_of_department on interview (source, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table interview');
  }
}
