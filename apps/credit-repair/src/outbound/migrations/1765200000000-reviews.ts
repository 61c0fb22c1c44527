import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 复议诉讼 — of which items the decision is under reconsideration or litigation. */
export class Reviews1765200000000 implements MigrationInterface {
  readonly name = 'Reviews1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table review (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        source text not null,
        target_kind text not null,
        target_id uuid not null,
        kind text not null,
        subject_id uuid not null,
        accepted_on date not null,
        ended_on date,
        state jsonb not null,
        constraint review_pk primary key (id),
        constraint review_of_a_kind check (kind in ('reconsideration', 'litigation') and target_kind in ('record', 'list-entry')),
        constraint review_ended_has_its_day check (status in ('open', 'ended') and (status = 'ended') = (ended_on is not null) and ended_on >= accepted_on),
        constraint review_is_about_an_item foreign key (target_kind, target_id) references objection_item (kind, id)
      )`);
    await runner.query(`create unique index review_once on review (target_kind, target_id, kind) where status = 'open'`);
    await runner.query(`create index review_of_subject on review (subject_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table review');
  }
}
