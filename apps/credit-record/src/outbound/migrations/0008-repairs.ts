import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用修复 — a record that has been repaired says by which case and since when. */
export class Repairs1764600000008 implements MigrationInterface {
  readonly name = 'Repairs1764600000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credit_record add column repair json');
    await runner.query(`alter table credit_record add constraint credit_record_repaired_was_in_effect check (repair is null or status <> 'awaited')`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
