import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 在办事项 — cases of departments: what was answered, what is due, and whether a decision was preceded by a look-up. */
export class OpenCases1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table open_case (
        matter_id uuid not null,
        department text not null,
        case_id text not null,
        matter_kind text not null,
        purpose text not null,
        subject jsonb not null,
        subject_key text not null,
        uscc text,
        person_index text,
        opened_on date not null,
        opening_known boolean not null,
        due text,
        due_since timestamptz,
        due_cause jsonb,
        weighed jsonb not null default '{}',
        answered_at timestamptz,
        screening_id uuid references screening (id),
        decided_on date,
        decided_heard_at timestamptz,
        decided_named_screening uuid,
        proof_id uuid references screening (id),
        gap text,
        constraint open_case_pk primary key (matter_id),
        constraint open_case_due_known check (case when due is null then due_since is null and due_cause is null else due in ('case-opened', 'list-changed') and due_since is not null end),
        constraint open_case_opening_is_answered_or_due check (not opening_known or answered_at is not null or due = 'case-opened'),
        constraint open_case_answer_is_a_screening check ((answered_at is null) = (screening_id is null)),
        constraint open_case_gap_known check (gap in ('none', 'another-subject', 'another-kind', 'after-decision', 'expired')),
        constraint open_case_decision_is_proven_or_not check (case when decided_on is null then proof_id is null and gap is null and decided_heard_at is null else (proof_id is null) <> (gap is null) and decided_heard_at is not null end)
      )`);
    await runner.query(`create index open_case_due on open_case (due_since) where due is not null`);
    await runner.query(`create index open_case_unanswered on open_case (department, matter_id) where opening_known and answered_at is null`);
    await runner.query(`create index open_case_gap on open_case (department, matter_id) where gap is not null`);
    await runner.query(`create index open_case_decided on open_case (decided_on) where decided_on is not null`);
    await runner.query(`create index open_case_uscc on open_case (uscc) where decided_on is null`);
    await runner.query(`create index open_case_person on open_case (person_index) where decided_on is null`);
    // look-ups are found by the number of the case, whatever kind they were made for
    await runner.query(`drop index screening_matter`);
    await runner.query(`create index screening_matter on screening (department, matter_id)`);
    // entries are found by what identifies a subject, as the index finds them
    await runner.query(`alter table list_entry add column uscc text generated always as (state -> 'subject' ->> 'uscc') stored, add column person_index text generated always as (state ->> 'personIndex') stored`);
    await runner.query(`create index list_entry_uscc on list_entry (uscc)`);
    await runner.query(`create index list_entry_person on list_entry (person_index)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table list_entry drop column uscc, drop column person_index`);
    await runner.query(`drop index screening_matter`);
    await runner.query(`create index screening_matter on screening (department, matter_kind, matter_id)`);
    await runner.query(`drop table open_case`);
  }
}
