import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 异议 — objections, and what can be objected to. */
export class Objections1764810000000 implements MigrationInterface {
  readonly name = 'Objections1764810000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table objection_item (kind text not null, id uuid not null, version int8 not null, state jsonb not null, constraint objection_item_pk primary key (kind, id))`);
    await runner.query(`
      create table objection (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        source text not null,
        target_kind text not null,
        target_id uuid not null,
        fields text not null,
        objector_id uuid,
        objector_name text,
        lodged_on date not null,
        verified_on date,
        own_scope boolean not null,
        decided_by text,
        due_on date,
        escalated_on date,
        state jsonb not null,
        constraint objection_pk primary key (id),
        constraint objection_status_known check (status in ('lodged', 'verified', 'appraising', 'accepted', 'rejected', 'retracted')),
        constraint objection_has_an_objector check ((objector_id is null) <> (objector_name is null)),
        constraint objection_decided_after_verification check (status not in ('accepted', 'rejected') or (decided_by is not null and (own_scope or verified_on is not null))),
        constraint objection_no_clock_without_a_step check (due_on is null or status in ('lodged', 'verified')),
        constraint objection_is_about_an_item foreign key (target_kind, target_id) references objection_item (kind, id)
      )`);
    await runner.query(`create unique index objection_once on objection (target_kind, target_id, fields, coalesce(objector_id::text, objector_name)) where status in ('lodged', 'verified', 'appraising')`);
    await runner.query(`create index objection_of_objector on objection (objector_id)`);
    await runner.query(`create index objection_late on objection (due_on, id) where escalated_on is null and due_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table objection, objection_item');
  }
}
