import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 认定清单 — a department reads what it has under way without walking the lists of all. */
export class DesignationsByDepartment1766100000000 implements MigrationInterface {
  readonly name = 'DesignationsByDepartment1766100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index designation_of_department on designation (source, status, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index designation_of_department');
  }
}
