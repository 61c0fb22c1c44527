import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 重整期间屏蔽 — a record that burdens nobody for a time says by which shielding and since when. */
export class Shields1765100000010 implements MigrationInterface {
  readonly name = 'Shields1765100000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credit_record add column shield json');
    await runner.query(`alter table credit_record add constraint credit_record_shielded_was_in_effect check (shield is null or status <> 'awaited')`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
