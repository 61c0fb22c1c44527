import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 已修复的文书 — nothing new rests on it; what rests on it already is repaired by itself (trap 11). */
export class RepairedEvidence1764600000000 implements MigrationInterface {
  readonly name = 'RepairedEvidence1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evidence add column repaired_on date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evidence drop column repaired_on');
  }
}
