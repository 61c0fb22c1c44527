import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 事项所属领域 — of a case, as its department reported it: a market or industry ban counts only in matters of its own field. */
export class CaseField1764500000003 implements MigrationInterface {
  readonly name = 'CaseField1764500000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table open_case add column field text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table open_case drop column field');
  }
}
