import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 信用承诺履行记录 — a further kind of record, made of the facts of commitments; and four reports of departments that the service of commitments judges. */
export class Commitments1766000000011 implements MigrationInterface {
  readonly name = 'Commitments1766000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credit_record drop constraint credit_record_kind');
    await runner.query(`alter table credit_record add constraint credit_record_kind check (record_kind in ('administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment', 'interview', 'ban-case', 'commitment'))`);
    await runner.query(`alter table credit_record add constraint credit_record_commitment_was_assessed check (record_kind <> 'commitment' or content is null or (content ->> 'performance') is not null)`);
    await runner.query('alter table matter drop constraint matter_type_known');
    await runner.query(`alter table matter add constraint matter_type_known
      check (matter_type in ('list-entry', 'case', 'prompt-decision', 'measure-execution', 'lift-confirmation', 'notice-receipt', 'commitment', 'commitment-performance', 'integrity-education', 'self-declaration'))`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
