import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 停止公示目录 — the journal is in the order of commits, so whoever reads on from the last withdrawal it has seen misses none. */
export class TakenDown1764700000001 implements MigrationInterface {
  readonly name = 'TakenDown1764700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index journal_taken_down on journal (id) where type in ('EntryWithdrawn', 'PostingLapsed', 'ListEntryWithdrawn')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index journal_taken_down');
  }
}
