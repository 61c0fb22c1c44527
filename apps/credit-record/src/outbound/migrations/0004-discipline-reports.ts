import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 部门反馈 — what departments did with prompts and measures is a matter that joint-discipline judges. */
export class DisciplineReports1764500000004 implements MigrationInterface {
  readonly name = 'DisciplineReports1764500000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table matter drop constraint matter_type_known`);
    await runner.query(`alter table matter add constraint matter_type_known check (matter_type in ('list-entry', 'case', 'prompt-decision', 'measure-execution', 'lift-confirmation'))`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
