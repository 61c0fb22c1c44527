import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 违诺 — what commitment and the register say of a breach, each in columns of its own, and what has become of putting it forward. */
export class Breaches1766000000000 implements MigrationInterface {
  readonly name = 'Breaches1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table breach (
        code text not null,
        commitment_version int8,
        told jsonb,
        breached boolean not null default false,
        record_version int8,
        burdens boolean not null default false,
        outcome text,
        designation_id uuid,
        constraint breach_pk primary key (code),
        constraint breach_is_told check (not breached or told is not null),
        constraint breach_proposed_as check ((outcome = 'proposed') is true = (designation_id is not null))
      )`);
    await runner.query(`create index breach_waiting on breach (code) where breached and burdens and outcome is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table breach');
  }
}
