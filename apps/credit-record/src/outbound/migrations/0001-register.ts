import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table credit_subject (
  id uuid constraint credit_subject_pk primary key,
  version int8 not null,
  public_version int8 not null,
  status text not null,
  subject_class text not null,
  name text not null,
  names text[] not null,
  uscc text,
  org_code text,
  former_names json not null,
  former_usccs text[] not null,
  registration json,
  legal_rep_name text,
  canonical_subject_id uuid,
  constraint credit_subject_status check (status in ('unregistered', 'registered', 'deregistered', 'merged')),
  constraint credit_subject_class check (subject_class in ('LEGAL_ENTITY', 'INDIVIDUAL_BUSINESS', 'NATURAL_PERSON')),
  constraint credit_subject_code_by_class check ((uscc is null) = (subject_class = 'NATURAL_PERSON')),
  constraint credit_subject_person_has_no_names check (subject_class <> 'NATURAL_PERSON' or names = '{}'),
  constraint credit_subject_merged_into check ((status = 'merged') = (canonical_subject_id is not null)));
create unique index credit_subject_uscc on credit_subject (uscc);
create index credit_subject_org_code on credit_subject (org_code);
create index credit_subject_names on credit_subject using gin (names);

create table subject_code (
  code text constraint subject_code_pk primary key,
  subject_id uuid not null constraint subject_code_subject references credit_subject deferrable initially deferred);
create table subject_person (
  blind_index bytea constraint subject_person_pk primary key,
  subject_id uuid not null constraint subject_person_subject references credit_subject deferrable initially deferred,
  constraint subject_person_blind check (length(blind_index) = 32));
create table person_vault (
  subject_id uuid constraint person_vault_pk primary key constraint person_vault_subject references credit_subject deferrable initially deferred,
  sealed text not null);
create table subject_alias (
  subject_id uuid constraint subject_alias_pk primary key,
  canonical_id uuid not null constraint subject_alias_canonical references credit_subject,
  version int8 not null,
  constraint subject_alias_not_self check (subject_id <> canonical_id));

create table credit_record (
  id uuid constraint credit_record_pk primary key,
  version int8 not null,
  public_version int8 not null,
  status text not null,
  record_kind text not null,
  authority_uscc text not null,
  doc_no text not null,
  subject_id uuid not null,
  source text not null,
  received_at timestamptz not null,
  received_on date not null,
  source_version int8,
  content json,
  corrections json,
  held_reasons text[],
  revocation json,
  revoked_on date,
  reinstated_version int8,
  constraint credit_record_status check (status in ('awaited', 'held', 'effective', 'revoked')),
  constraint credit_record_kind check (record_kind in ('administrative-license', 'administrative-penalty')),
  constraint credit_record_held_has_reasons check ((status = 'held') = coalesce(cardinality(held_reasons) > 0, false)),
  constraint credit_record_revoked_has_date check ((status = 'revoked') = (revoked_on is not null and revocation is not null)),
  constraint credit_record_in_effect_has_content check (status not in ('held', 'effective') or (content is not null and source_version is not null)),
  constraint credit_record_awaited_has_corrections check (status <> 'awaited' or (content is null and corrections is not null)),
  constraint credit_record_natural_key unique (subject_id, authority_uscc, doc_no, record_kind));
create index credit_record_held on credit_record (subject_id) where status = 'held';

create table receipt (
  id uuid constraint receipt_pk primary key,
  source text not null,
  channel text not null,
  type text not null,
  event_id text not null,
  part int4,
  off int8,
  batch_id uuid,
  row_no int4,
  received_at timestamptz not null,
  decided_at timestamptz not null,
  state text not null,
  code text,
  open boolean not null,
  content_hash int8,
  record_id uuid,
  subject_id uuid,
  first_receipt_id uuid,
  findings json,
  publicity json,
  constraint receipt_channel check (channel in ('kafka', 'rest', 'file')),
  constraint receipt_kafka_place check ((channel = 'kafka') = (part is not null and off is not null)),
  constraint receipt_file_place check ((channel = 'file') = (batch_id is not null and row_no is not null)),
  constraint receipt_state check (state in ('accepted', 'accepted-with-warnings', 'held', 'rejected', 'duplicate', 'superseded')),
  constraint receipt_rejected_has_code check (state not in ('rejected', 'held') or code is not null),
  constraint receipt_open_is_held check (not open or state = 'held'));
create index receipt_record on receipt (record_id) where record_id is not null;
create index receipt_open on receipt (record_id) where open;
create index receipt_event on receipt (hashtextextended(event_id, 0)) where channel = 'kafka';
create index receipt_batch on receipt (batch_id, row_no) where batch_id is not null;

create table code_finding (
  id uuid constraint code_finding_pk primary key,
  code text not null,
  dedupe text not null,
  provider text not null,
  subject_id uuid,
  other_subject_id uuid,
  uscc text,
  stated_name text,
  occurrences int4 not null default 1,
  discovered_on date not null,
  last_seen_on date not null,
  state text not null default 'open',
  registrar_flag text,
  new_uscc text,
  evidence_hash text,
  decided_by text,
  decided_reason text,
  corrected_on date,
  constraint code_finding_once unique (code, dedupe),
  constraint code_finding_state check (state in ('open', 'closed')),
  constraint code_finding_flag check (registrar_flag is null or registrar_flag in ('0', '1', '2')),
  constraint code_finding_closed_has_date check ((state = 'closed') = (corrected_on is not null)));
create index code_finding_worklist on code_finding (id) where state = 'open';
create index code_finding_subject on code_finding (subject_id) where state = 'open';

create table access_log (
  id uuid constraint access_log_pk primary key,
  at timestamptz not null,
  caller text not null,
  department text,
  subject_id uuid,
  action text not null,
  purpose text not null,
  found boolean not null);

create table sandbox_date (
  one boolean constraint sandbox_date_pk primary key default true,
  business_date date not null,
  version int8 not null,
  constraint sandbox_date_one check (one));
`;

/** The register: subjects with their codes and aliases, records, receipts with provenance, the worklist of code findings, the log of who looked at whom. */
export class Register1763900000001 implements MigrationInterface {
  readonly name = 'Register1763900000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
