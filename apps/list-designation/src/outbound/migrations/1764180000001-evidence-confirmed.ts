import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 依据核实 — when the owner of a record last said that it is in effect. */
export class EvidenceConfirmed1764180000001 implements MigrationInterface {
  readonly name = 'EvidenceConfirmed1764180000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evidence add column confirmed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evidence drop column confirmed_at');
  }
}
