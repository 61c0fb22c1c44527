import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 不公示的信息类别 — what has no public form can never be stored as public, whatever a decision said. */
export class KindsNeverPublic1764200000000 implements MigrationInterface {
  readonly name = 'KindsNeverPublic1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table publicity_entry add constraint publicity_entry_kind_with_public_form
        check (record_kind in ('administrative-license', 'administrative-penalty') or (status = 'withheld' and posted_on is null and due_status = 'NONE'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table publicity_entry drop constraint publicity_entry_kind_with_public_form');
  }
}
