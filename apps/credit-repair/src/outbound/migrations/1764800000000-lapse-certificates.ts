import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 效果终止 — endings of records and entries, what the owners of effects answer to them, and who has confirmed. */
export class LapseCertificates1764800000000 implements MigrationInterface {
  readonly name = 'LapseCertificates1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ending (
        id uuid not null,
        kind text not null,
        item_id uuid not null,
        version int8 not null,
        ending text not null,
        ended_on date not null,
        subject_id uuid not null,
        source text,
        case_id uuid,
        document jsonb,
        undone jsonb,
        constraint ending_pk primary key (id),
        constraint ending_once unique (kind, item_id, version),
        constraint ending_source_of_document check (source is null or document is not null)
      )`);
    await runner.query(`create index ending_of_subject on ending (subject_id)`);
    await runner.query(`create index ending_of_source on ending (source, id)`);
    await runner.query(`
      create table ending_answer (
        ending_id uuid not null,
        owner text not null,
        part int4 not null,
        parts int4 not null,
        subject jsonb not null,
        effects jsonb not null,
        constraint ending_answer_pk primary key (ending_id, owner, part),
        constraint ending_answer_part check (part between 1 and parts),
        constraint ending_answer_of_ending foreign key (ending_id) references ending (id)
      )`);
    // Each source has its own columns of the row, so that every order of arrival ends in the same one (P-13).
    await runner.query(`
      create table effect_acknowledgement (
        effect_id uuid not null,
        ending_id uuid,
        due_on date,
        acknowledged_on date,
        constraint effect_acknowledgement_pk primary key (effect_id),
        constraint effect_acknowledgement_of_ending foreign key (ending_id) references ending (id)
      )`);
    await runner.query(`create index effect_acknowledgement_late on effect_acknowledgement (due_on, ending_id) where acknowledged_on is null and due_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table effect_acknowledgement, ending_answer, ending');
  }
}
