import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 核验 — no declaration is verified, or not confirmed, without who looked, how, when and on what; never by who brought it; and none that was retracted. */
export class DeclarationVerification1766000300000 implements MigrationInterface {
  readonly name = 'DeclarationVerification1766000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table self_declaration add constraint self_declaration_verified_by_whom check (not (state ? 'verification') or (
        status <> 'retracted' and state -> 'verification' ->> 'on' ~ '^\\d{4}-\\d{2}-\\d{2}$' and state -> 'verification' ->> 'method' <> '' and state -> 'verification' ->> 'reference' <> '' and state -> 'verification' ->> 'by' <> ''
        and state -> 'verification' ->> 'by' is distinct from state ->> 'by' and state -> 'verification' ->> 'source' <> '' and state -> 'verification' ->> 'source' is distinct from state ->> 'source'
        and (state -> 'verification' ->> 'outcome' = 'VERIFIED' or (state -> 'verification' ->> 'outcome' = 'NOT_CONFIRMED' and state -> 'verification' ->> 'reason' <> ''))) is true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table self_declaration drop constraint self_declaration_verified_by_whom');
  }
}
