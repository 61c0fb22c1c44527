import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 准入前诚信教育 — materials in every version, education as it was given, and the cases to which it belongs. */
export class IntegrityEducation1766000100000 implements MigrationInterface {
  readonly name = 'IntegrityEducation1766000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table education_material (
        code text not null, version int4 not null, source text not null, title text not null, text text, url text, published_on date not null, published_by text not null,
        constraint education_material_pk primary key (code, version),
        constraint education_material_says_something check (text is not null or url is not null)
      )`);
    await runner.query(`
      create table integrity_education (
        source text not null, case_id text not null, subject_id uuid not null, occasion text not null, material_code text not null, material_version int4 not null, given_on date not null,
        matter_id uuid, recorded_on date not null, recorded_by text not null,
        constraint integrity_education_pk primary key (source, case_id, subject_id),
        constraint integrity_education_occasion_known check (occasion in ('REGISTRATION', 'APPROVAL', 'FILING')),
        constraint integrity_education_of_material foreign key (material_code, material_version) references education_material (code, version)
      )`);
    await runner.query('create index integrity_education_of_subject on integrity_education (subject_id, given_on)');
    await runner.query(`
      create table admission_case (
        matter_id uuid not null, version int8 not null, source text not null, case_id text not null, subject_id uuid not null, matter_kind text not null, opened_on date not null,
        constraint admission_case_pk primary key (matter_id)
      )`);
    await runner.query('create index admission_case_opened on admission_case (opened_on)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table admission_case, integrity_education, education_material');
  }
}
