import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 自主申报 — declarations, each with the commitment to its truth, and who read what for which purpose. */
export class SelfDeclarations1766000200000 implements MigrationInterface {
  readonly name = 'SelfDeclarations1766000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table self_declaration (
        id uuid not null, version int8 not null, public_version int8 not null, status text not null, subject_id uuid not null, reference_no text not null, commitment_id uuid not null, state jsonb not null,
        constraint self_declaration_pk primary key (id),
        constraint self_declaration_once unique (subject_id, reference_no),
        constraint self_declaration_own_truth unique (commitment_id),
        constraint self_declaration_of_truth foreign key (commitment_id) references commitment (id),
        constraint self_declaration_status_known check (status in ('declared', 'found-false', 'retracted')),
        constraint self_declaration_retracted_says_nothing check (status <> 'retracted' or not (state ?| array['title', 'content']))
      )`);
    await runner.query(`
      create table declaration_read (
        id uuid not null default gen_random_uuid(), subject_id uuid not null, declaration_id uuid, purpose text not null, outcome text not null, reader text not null, department text, read_on date not null, read_at timestamptz not null default now(),
        constraint declaration_read_pk primary key (id),
        constraint declaration_read_of foreign key (declaration_id) references self_declaration (id),
        constraint declaration_read_outcome_known check (outcome in ('read', 'recalled', 'not-authorised')),
        constraint declaration_read_names_what check ((outcome = 'read') = (declaration_id is not null))
      )`);
    await runner.query('create index declaration_read_of_subject on declaration_read (subject_id, read_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table declaration_read, self_declaration');
  }
}
