import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 可告知承诺的办件 — the item by which a case could be promised, as its department names it; cases of before name none. */
export class CasesOfItems1766000400000 implements MigrationInterface {
  readonly name = 'CasesOfItems1766000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table admission_case add column item_code text');
    await runner.query('create index admission_case_of_item on admission_case (item_code) where item_code is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table admission_case drop column item_code');
  }
}
