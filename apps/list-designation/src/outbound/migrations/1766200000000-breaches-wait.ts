import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 待提出的违诺 — what a further breach of a watched subject waits for; those that were set aside for good, because their subject was watched already, wait now. */
export class BreachesWait1766200000000 implements MigrationInterface {
  readonly name = 'BreachesWait1766200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table breach add column waits_for uuid, add constraint breach_waits_undecided check (waits_for is null or outcome is null)');
    await runner.query('create index breach_waits_for on breach (waits_for) where waits_for is not null');
    await runner.query(`update breach set outcome = null where outcome = 'DESIGNATION.ALREADY_LISTED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table breach drop column waits_for');
  }
}
