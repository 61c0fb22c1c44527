import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 红名单与红黑名单冲突 — entries of red lists, apart from designations, and the cases of subjects that are on both. No designation rests on a red list. */
export class RedLists1764520000000 implements MigrationInterface {
  readonly name = 'RedLists1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table list_type add constraint list_type_is_no_red_list check (kind <> 'red') not valid`);
    await runner.query(`
      create table red_list_entry (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        source text not null,
        decision_doc_no text,
        from_on date,
        until_on date,
        state jsonb not null,
        constraint red_list_entry_pk primary key (id),
        constraint red_list_entry_status_known check (status in ('in-force', 'ended', 'not-applicable')),
        constraint red_list_entry_in_force_has_decision check (status <> 'in-force' or (decision_doc_no <> '' and from_on is not null) is true),
        constraint red_list_entry_term_has_days check (until_on is null or until_on > from_on)
      )`);
    await runner.query(`create index red_list_entry_of_subject on red_list_entry (subject_id)`);
    await runner.query(`create index red_list_entry_of_department on red_list_entry (source, id)`);
    await runner.query(`create index red_list_entry_expires on red_list_entry (until_on, id) where status = 'in-force' and until_on is not null`);
    await runner.query(`
      create table list_conflict (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        red_entry_id uuid not null,
        black_entry_id uuid not null,
        red_source text not null,
        black_source text not null,
        opened_on date not null,
        state jsonb not null,
        constraint list_conflict_pk primary key (id),
        constraint list_conflict_status_known check (status in ('open', 'delisted', 'closed')),
        constraint list_conflict_once unique (red_entry_id, black_entry_id),
        constraint list_conflict_of_a_red_entry foreign key (red_entry_id) references red_list_entry (id),
        constraint list_conflict_of_a_black_entry foreign key (black_entry_id) references designation (id)
      )`);
    await runner.query(`create index list_conflict_open on list_conflict (id) where status = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table list_conflict, red_list_entry');
    await runner.query('alter table list_type drop constraint list_type_is_no_red_list');
  }
}
