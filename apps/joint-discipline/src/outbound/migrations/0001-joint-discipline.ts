import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 联合惩戒 — entries as this service knows them, screenings, prompts, measures, and what humans called different. */
export class JointDisciplineTables1 implements MigrationInterface {
  readonly name = 'JointDisciplineTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table list_entry (
        entry_id uuid not null,
        list_version int8 not null,
        subject_id uuid not null,
        live boolean not null,
        from_on date not null,
        until_on date,
        state jsonb not null,
        constraint list_entry_pk primary key (entry_id),
        constraint list_entry_live unique (entry_id, live)
      )`);
    await runner.query(`create index list_entry_subject on list_entry (subject_id) where live`);
    await runner.query(`
      create table screening (
        id uuid not null,
        department text not null,
        officer text not null,
        matter_id text not null,
        matter_kind text not null,
        purpose text not null,
        subject_key text not null,
        asked_at timestamptz not null,
        business_date date not null,
        list_version int8 not null,
        outcome text not null,
        answer jsonb not null,
        prompt_ids uuid[] not null,
        constraint screening_pk primary key (id),
        constraint screening_outcome_known check (outcome in ('hit', 'none', 'needs-human')),
        constraint screening_only_hits_prompt check (outcome = 'hit' or prompt_ids = '{}')
      )`);
    await runner.query(`create index screening_matter on screening (department, matter_kind, matter_id)`);
    await runner.query(`
      create table prompt (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        screening_id uuid not null references screening (id) deferrable initially deferred,
        department text not null,
        entry_id uuid not null,
        live_entry_id uuid,
        live_mark boolean generated always as (case when live_entry_id is not null then true end) stored,
        facts jsonb not null,
        prompted_on date not null,
        ended_on date,
        reason text,
        measure_id uuid,
        constraint prompt_pk primary key (id),
        constraint prompt_status_known check (status in ('open', 'applied', 'declined', 'closed')),
        constraint prompt_open_rests_on_its_entry check ((status = 'open') = (live_entry_id is not null) and (live_entry_id is null or live_entry_id = entry_id)),
        constraint prompt_declined_names_reason check (status <> 'declined' or reason is not null),
        constraint prompt_applied_has_measure check ((status = 'applied') = (measure_id is not null)),
        constraint prompt_entry_in_force foreign key (live_entry_id, live_mark) references list_entry (entry_id, live)
      )`);
    await runner.query(`create index prompt_of_department on prompt (department, status, id)`);
    await runner.query(`create index prompt_of_entry on prompt (live_entry_id) where live_entry_id is not null`);
    await runner.query(`
      create table discipline_measure (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        prompt_id uuid not null references prompt (id),
        department text not null,
        live_entry_id uuid,
        live_mark boolean generated always as (case when live_entry_id is not null then true end) stored,
        facts jsonb not null,
        applied_on date not null,
        executed_on date,
        lifted_on date,
        lifted_because text,
        lift_confirmed_on date,
        constraint discipline_measure_pk primary key (id),
        constraint discipline_measure_status_known check (status in ('applied', 'executed', 'lifted', 'lift-confirmed')),
        constraint discipline_measure_in_effect_rests_on_an_entry check ((status in ('applied', 'executed')) = (live_entry_id is not null)),
        constraint discipline_measure_lifted_says_why check ((status in ('lifted', 'lift-confirmed')) = (lifted_on is not null and lifted_because is not null)),
        constraint discipline_measure_entry_in_force foreign key (live_entry_id, live_mark) references list_entry (entry_id, live)
      )`);
    await runner.query(`create index discipline_measure_of_entry on discipline_measure (live_entry_id) where live_entry_id is not null`);
    await runner.query(`
      create table not_same (
        subject_key text not null,
        entry_id uuid not null,
        decided_by text not null,
        reason text not null,
        decided_at timestamptz not null default now(),
        constraint not_same_pk primary key (subject_key, entry_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table not_same, discipline_measure, prompt, screening, list_entry');
  }
}
