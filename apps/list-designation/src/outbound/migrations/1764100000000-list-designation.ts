import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 名单认定 — designations, the documents and list types they rest on, what is known of subjects, and the number of the last list change. */
export class ListDesignation1764100000000 implements MigrationInterface {
  readonly name = 'ListDesignation1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence (
        record_id uuid not null,
        version int8 not null,
        status text not null,
        record_kind text not null,
        doc_no text not null,
        authority_uscc text not null,
        decision_date date not null,
        subject_id uuid not null,
        constraint evidence_pk primary key (record_id),
        constraint evidence_standing unique (record_id, status)
      )`);
    await runner.query(`create index evidence_document on evidence (authority_uscc, doc_no)`);
    await runner.query(`
      create table list_type (
        rule_id text not null,
        code text not null,
        kind text not null,
        statute text not null,
        constraint list_type_pk primary key (rule_id),
        constraint list_type_rests_on_a_statute check (statute <> '')
      )`);
    await runner.query(`
      create table subject (
        subject_id uuid not null,
        version int8 not null default 0,
        snapshot jsonb not null,
        person_index text,
        constraint subject_pk primary key (subject_id)
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
    await runner.query(`create table list_counter (one boolean not null default true, value int8 not null default 0, constraint list_counter_pk primary key (one), constraint list_counter_is_one check (one))`);
    await runner.query(`insert into list_counter default values`);
    await runner.query(`
      create table designation (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        origin text,
        subject_id uuid not null,
        list_type text not null,
        distinct_by text not null,
        source text not null,
        basis_rule_id text,
        evidence_ids uuid[] not null,
        evidence_id uuid,
        evidence_status text,
        proposed_by text,
        notice_to uuid,
        reviewed_by text,
        decided_by text,
        decision_doc_no text,
        decision_authority text,
        from_on date,
        until_on date,
        ending text,
        ended_on date,
        list_version int8,
        state jsonb not null,
        constraint designation_pk primary key (id),
        constraint designation_status_known check (status in ('proposed', 'noticed', 'heard', 'waived', 'reviewed', 'decided-to-list', 'decided-not-to-list', 'served', 'in-force', 'ended', 'not-applicable')),
        constraint designation_in_force_has_decision check (status <> 'in-force' or (decision_doc_no <> '' and decision_authority is not null and from_on is not null and origin is not null and list_version is not null) is true),
        constraint designation_in_force_has_list_type check (status <> 'in-force' or basis_rule_id is not null),
        constraint designation_in_force_has_evidence check (status <> 'in-force' or origin = 'external' or (evidence_id is not null and evidence_status = 'effective') is true),
        constraint designation_evidence_is_effective check (evidence_status is null or (evidence_status = 'effective' and status = 'in-force')),
        constraint designation_in_force_was_noticed check (status <> 'in-force' or origin = 'external' or (notice_to = subject_id) is true),
        constraint designation_four_eyes check (status not in ('reviewed', 'decided-to-list', 'served', 'in-force') or origin = 'external' or (proposed_by <> reviewed_by and proposed_by is distinct from decided_by) is true),
        constraint designation_term_has_days check (until_on is null or until_on > from_on),
        constraint designation_ended_says_how check ((status = 'ended') = (ending is not null and ended_on is not null)),
        constraint designation_rests_on_evidence foreign key (evidence_id, evidence_status) references evidence (record_id, status) deferrable initially deferred,
        constraint designation_rests_on_a_list_type foreign key (basis_rule_id) references list_type (rule_id)
      )`);
    await runner.query(`create unique index designation_listed_once on designation (subject_id, list_type, distinct_by) where status in ('decided-to-list', 'served', 'in-force')`);
    await runner.query(`create index designation_cites on designation using gin (evidence_ids)`);
    await runner.query(`create index designation_begins on designation (from_on, id) where status = 'served'`);
    await runner.query(`create index designation_expires on designation (until_on, id) where status = 'in-force' and until_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table designation, list_counter, subject_alias, subject, list_type, evidence');
  }
}
