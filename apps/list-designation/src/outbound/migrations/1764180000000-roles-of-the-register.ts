import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 登记任职 — who holds which role in a unit and since when, as its registrar states it, and the blind index of a person's name by which the two are told to be the same. */
export class RolesOfTheRegister1764180000000 implements MigrationInterface {
  readonly name = 'RolesOfTheRegister1764180000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table subject add column name_index text, add column roles jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table subject drop column roles, drop column name_index');
  }
}
