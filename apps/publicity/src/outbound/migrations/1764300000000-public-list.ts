import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 名单公布 — what the public reads of list entries; a natural person can never be written here. */
export class PublicList1764300000000 implements MigrationInterface {
  readonly name = 'PublicList1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public_list_entry (
        entry_id uuid not null,
        version int8 not null,
        subject_id uuid not null,
        subject_class text not null,
        rule_id text not null,
        posted_on date not null,
        until date,
        content jsonb,
        ending jsonb,
        constraint public_list_entry_pk primary key (entry_id),
        constraint public_list_entry_person_never_public check (subject_class <> 'NATURAL_PERSON'),
        constraint public_list_entry_shows_or_ended check ((content is null) = (ending is not null))
      )`);
    await runner.query('create index public_list_entry_column on public_list_entry (posted_on desc, entry_id desc) where ending is null');
    await runner.query('create index public_list_entry_subject on public_list_entry (subject_id) where ending is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public_list_entry');
  }
}
