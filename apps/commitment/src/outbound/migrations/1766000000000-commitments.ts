import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用承诺 — items, commitments, who is known, what bars, what departments reported, what was reminded of. */
export class Commitments1766000000000 implements MigrationInterface {
  readonly name = 'Commitments1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table commitment_item (
        id uuid not null, version int8 not null, public_version int8 not null, status text not null, code text not null, source text not null, state jsonb not null,
        constraint commitment_item_pk primary key (id),
        constraint commitment_item_code_once unique (code),
        constraint commitment_item_status_known check (status in ('published', 'withdrawn'))
      )`);
    await runner.query(`
      create table commitment (
        id uuid not null, version int8 not null, public_version int8 not null, status text not null,
        type text not null, code text not null, subject_id uuid not null, source text not null, item_id uuid, reference_no text, project_code text,
        made_on date not null, valid_to date, due_on date, remind_on date,
        found_by text, noticed_on date, noticed_by text, explain_until date, explained_on date, rectify_by date, decided_on date, decided_by text, doc_no text,
        state jsonb not null,
        constraint commitment_pk primary key (id),
        constraint commitment_code_once unique (code),
        constraint commitment_code_form check (code ~ '^[0-9]{20}$'),
        constraint commitment_status_known check (status in ('tracking', 'found', 'noticed', 'rectifying', 'kept', 'breached', 'breach-revoked', 'retracted', 'ended')),
        constraint commitment_item_or_free check ((type in ('VOLUNTARY', 'INDUSTRY_SELF_DISCIPLINE')) = (item_id is null)),
        constraint commitment_of_item_has_number check (item_id is null or reference_no is not null),
        constraint commitment_of_item foreign key (item_id) references commitment_item (id),
        constraint commitment_breach_by_procedure check (status not in ('breached', 'breach-revoked') or (
          found_by is not null and noticed_on is not null and rectify_by is not null and decided_on is not null and doc_no is not null
          and decided_on > rectify_by and (explained_on is not null or (explain_until is not null and explain_until < rectify_by))
          and decided_by <> found_by and decided_by <> noticed_by))
      )`);
    await runner.query(`create unique index commitment_once on commitment (source, item_id, reference_no) where item_id is not null`);
    await runner.query(`create index commitment_of_subject on commitment (subject_id, id)`);
    await runner.query(`create index commitment_of_department on commitment (source, id)`);
    await runner.query(`create index commitment_of_project on commitment (project_code, id) where project_code is not null`);
    await runner.query(`create index commitment_breached on commitment (subject_id) where status = 'breached'`);
    await runner.query(`create index commitment_to_remind on commitment (remind_on, id) where remind_on is not null`);
    await runner.query(`create index commitment_late on commitment (due_on, id) where due_on is not null`);
    await runner.query(`create index commitment_to_end on commitment (valid_to, id) where valid_to is not null and status = 'tracking' and item_id is null`);
    await runner.query(`create table commitment_sequence (region text not null, day date not null, next int4 not null, constraint commitment_sequence_pk primary key (region, day))`);
    await runner.query(`
      create table commitment_reminder (
        commitment_id uuid not null, kind text not null, due_on date not null, told_on date not null,
        constraint commitment_reminder_pk primary key (commitment_id, kind, due_on),
        constraint commitment_reminder_kind_known check (kind in ('due', 'overdue')),
        constraint commitment_reminder_of foreign key (commitment_id) references commitment (id)
      )`);
    await runner.query(`create index commitment_reminder_told on commitment_reminder (told_on, commitment_id)`);
    await runner.query(`
      create table commitment_report (
        id uuid not null, version int8 not null, public_version int8 not null, status text not null, state jsonb not null,
        constraint commitment_report_pk primary key (id), constraint commitment_report_status_known check (status in ('taken-over', 'not-applicable'))
      )`);
    await runner.query(`create table known_subject (subject_id uuid not null, version int8 not null, uscc text, state jsonb not null, constraint known_subject_pk primary key (subject_id))`);
    await runner.query(`create index known_subject_uscc on known_subject (uscc) where uscc is not null`);
    await runner.query(`create table subject_alias (subject_id uuid not null, canonical_id uuid not null, version int8 not null, constraint subject_alias_pk primary key (subject_id))`);
    await runner.query(`create index subject_alias_canonical on subject_alias (canonical_id)`);
    await runner.query(`create table breach_record (code text not null, version int8 not null, burdens boolean not null, constraint breach_record_pk primary key (code))`);
    await runner.query(`create table serious_entry (entry_id uuid not null, version int8 not null, subject_id uuid not null, list_type text not null, in_force boolean not null, until date, constraint serious_entry_pk primary key (entry_id))`);
    await runner.query(`create index serious_entry_of_subject on serious_entry (subject_id) where in_force`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table serious_entry, breach_record, subject_alias, known_subject, commitment_report, commitment_reminder, commitment_sequence, commitment, commitment_item');
  }
}
