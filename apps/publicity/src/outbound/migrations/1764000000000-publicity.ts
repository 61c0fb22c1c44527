import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用公示 — entries, their public content, and what is known of subjects. */
export class Publicity1764000000000 implements MigrationInterface {
  readonly name = 'Publicity1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table publicity_entry (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        record_kind text not null,
        record_version int8 not null,
        public_id uuid not null,
        subject_id uuid not null,
        subject_class text not null,
        subject_name text not null,
        subject_uscc text,
        subject_status text not null,
        source text not null,
        authority_uscc text not null,
        doc_no text not null,
        decision_date date not null,
        received_on date not null,
        due_status text not null,
        due_on date,
        due_year int4,
        reason text,
        detail text,
        rule_id text not null,
        first_posted_on date,
        posted_on date,
        ends_on date,
        withdrawn_on date,
        constraint publicity_entry_pk primary key (id),
        constraint publicity_entry_status_known check (status in ('withheld', 'posted', 'withdrawn')),
        constraint publicity_entry_person_never_public check (subject_class <> 'NATURAL_PERSON' or (status = 'withheld' and posted_on is null)),
        constraint publicity_entry_withheld_names_reason check (status <> 'withheld' or (reason is not null and posted_on is null)),
        constraint publicity_entry_posted_has_end check (status <> 'posted' or (reason is null and posted_on is not null and first_posted_on is not null and ends_on is not null and withdrawn_on is null)),
        constraint publicity_entry_withdrawn_was_public check (status <> 'withdrawn' or (reason is not null and posted_on is not null and withdrawn_on is not null)),
        constraint publicity_entry_due_is_date_year_or_none check ((due_status = 'FIXED' and due_on is not null and due_year is null) or (due_status = 'PROVISIONAL' and due_on is null and due_year is not null) or (due_status = 'NONE' and due_on is null and due_year is null))
      )`);
    await runner.query(`create index publicity_entry_column on publicity_entry (record_kind, posted_on desc, id desc) where status = 'posted'`);
    await runner.query(`create index publicity_entry_subject on publicity_entry (subject_id) where status = 'posted'`);
    await runner.query(`create index publicity_entry_term on publicity_entry (ends_on, id) where status = 'posted'`);
    await runner.query(`create index publicity_entry_provisional on publicity_entry (id) where due_status = 'PROVISIONAL'`);
    await runner.query(`create index publicity_entry_published_late on publicity_entry (source, due_on, id) where first_posted_on > due_on`);
    await runner.query(`create index publicity_entry_waiting on publicity_entry (source, due_on, id) where status = 'withheld' and reason in ('RECORD_HELD', 'TIER_UNDETERMINED', 'TERM_UNDETERMINED')`);
    await runner.query(`
      create table public_entry_view (
        entry_id uuid not null,
        record_version int8 not null,
        content jsonb,
        ending jsonb,
        constraint public_entry_view_pk primary key (entry_id)
      )`);
    await runner.query(`
      create table public_subject (
        subject_id uuid not null,
        public_id uuid not null default gen_random_uuid(),
        version int8 not null default 0,
        subject_class text not null,
        status text not null,
        name text,
        normalised_name text,
        uscc text,
        former_names jsonb not null default '[]',
        constraint public_subject_pk primary key (subject_id),
        constraint public_subject_address unique (public_id),
        constraint public_subject_person_not_searchable check (subject_class <> 'NATURAL_PERSON' or (name is null and normalised_name is null and uscc is null and former_names = '[]'))
      )`);
    await runner.query(`create index public_subject_code on public_subject (uscc) where uscc is not null`);
    await runner.query(`create index public_subject_name on public_subject (normalised_name) where normalised_name is not null`);
    await runner.query(`
      create table former_subject_key (
        kind text not null,
        value text not null,
        subject_id uuid not null,
        constraint former_subject_key_pk primary key (kind, value, subject_id),
        constraint former_subject_key_kind_known check (kind in ('name', 'uscc'))
      )`);
    await runner.query(`
      create table subject_alias (
        subject_id uuid not null,
        canonical_id uuid not null,
        version int8 not null,
        constraint subject_alias_pk primary key (subject_id),
        constraint subject_alias_not_itself check (subject_id <> canonical_id)
      )`);
    await runner.query(`create index subject_alias_canonical on subject_alias (canonical_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table subject_alias, former_subject_key, public_subject, public_entry_view, publicity_entry');
  }
}
