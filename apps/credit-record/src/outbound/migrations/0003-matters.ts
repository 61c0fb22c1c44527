import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANGES = [
  `alter table credit_record drop constraint credit_record_kind`,
  `alter table credit_record add constraint credit_record_kind check (record_kind in ('administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment'))`,
  `alter table receipt drop constraint receipt_state`,
  `alter table receipt add constraint receipt_state check (state in ('accepted', 'accepted-with-warnings', 'held', 'rejected', 'duplicate', 'superseded', 'forwarded'))`,
  `alter table receipt drop constraint receipt_open_is_held`,
  `alter table receipt add constraint receipt_open_waits check (not open or state in ('held', 'forwarded'))`,
  `comment on column receipt.record_id is 'the record or, by type, the matter that the statement is about'`,
  `create table matter (
    id uuid constraint matter_pk primary key,
    version int8 not null,
    public_version int8 not null,
    status text not null,
    matter_type text not null,
    authority_uscc text not null,
    reference text not null,
    subject_id uuid not null,
    source text not null,
    received_at timestamptz not null,
    person_index text,
    facts json not null,
    held_reasons text[],
    constraint matter_status check (status in ('held', 'forwarded')),
    constraint matter_type_known check (matter_type in ('list-entry', 'case')),
    constraint matter_held_has_reasons check ((status = 'held') = coalesce(cardinality(held_reasons) > 0, false)),
    constraint matter_forwarded_is_told check (status <> 'forwarded' or public_version > 0),
    constraint matter_natural_key unique (subject_id, authority_uscc, reference, matter_type))`,
  `create index matter_held on matter (subject_id) where status = 'held'`,
];

/** 法院判决、行政强制 as records; matters that other services judge; receipts that say `forwarded`. */
export class Matters1764300000003 implements MigrationInterface {
  readonly name = 'Matters1764300000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const change of CHANGES) await runner.query(change);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
