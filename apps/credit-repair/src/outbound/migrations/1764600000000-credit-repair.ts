import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用修复 — cases, what can be repaired, merged files, training bodies. */
export class CreditRepair1764600000000 implements MigrationInterface {
  readonly name = 'CreditRepair1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table repair_item (
        kind text not null,
        id uuid not null,
        version int8 not null,
        subject_id uuid not null,
        live boolean not null,
        state jsonb not null,
        constraint repair_item_pk primary key (kind, id)
      )`);
    await runner.query(`create table subject_alias (subject_id uuid not null, canonical_id uuid not null, version int8 not null, constraint subject_alias_pk primary key (subject_id))`);
    await runner.query(`create index subject_alias_canonical on subject_alias (canonical_id)`);
    await runner.query(`
      create table training_body (
        uscc text not null,
        name text not null,
        accredited_from date not null,
        accredited_to date,
        kept_by text not null,
        constraint training_body_pk primary key (uscc, accredited_from),
        constraint training_body_days check (accredited_to is null or accredited_to >= accredited_from)
      )`);
    await runner.query(`
      create table repair_case (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        source text not null,
        target_kind text not null,
        target_id uuid not null,
        applied_on date not null,
        accepted_on date,
        decided_by text,
        due_on date,
        escalated_on date,
        barred_until date,
        state jsonb not null,
        constraint repair_case_pk primary key (id),
        constraint repair_case_status_known check (status in ('submitted', 'supplement-required', 'accepted', 'extended', 'approved', 'denied', 'rejected', 'retracted', 'revoked')),
        constraint repair_case_decided_after_acceptance check (status not in ('approved', 'denied', 'revoked') or (accepted_on is not null and decided_by is not null)),
        constraint repair_case_revoked_bars check ((status = 'revoked') = (barred_until is not null)),
        constraint repair_case_is_about_an_item foreign key (target_kind, target_id) references repair_item (kind, id)
      )`);
    await runner.query(`create unique index repair_case_once on repair_case (target_kind, target_id) where status in ('submitted', 'supplement-required', 'accepted', 'extended', 'approved')`);
    await runner.query(`create index repair_case_of_subject on repair_case (subject_id)`);
    await runner.query(`create index repair_case_late on repair_case (due_on, id) where escalated_on is null and due_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table repair_case, training_body, subject_alias, repair_item');
  }
}
