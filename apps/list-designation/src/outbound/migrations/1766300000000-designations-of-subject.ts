import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 主体现行认定 — what a subject is watched by, or may still be, is found without walking the designations of all: each breach and each end of a watch asks for it. */
export class DesignationsOfSubject1766300000000 implements MigrationInterface {
  readonly name = 'DesignationsOfSubject1766300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index designation_open_of_subject on designation (subject_id, list_type) where status not in ('decided-not-to-list', 'ended', 'not-applicable')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index designation_open_of_subject');
  }
}
