import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 约谈记录 — a further kind of record. */
export class Interviews1764500000005 implements MigrationInterface {
  readonly name = 'Interviews1764500000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credit_record drop constraint credit_record_kind');
    await runner.query(`alter table credit_record add constraint credit_record_kind check (record_kind in ('administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment', 'interview'))`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
