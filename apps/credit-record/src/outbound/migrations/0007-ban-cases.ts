import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 禁入惩戒案例 — a further kind of record, and the bans on which such cases rest. */
export class BanCases1764530000007 implements MigrationInterface {
  readonly name = 'BanCases1764530000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credit_record drop constraint credit_record_kind');
    await runner.query(`alter table credit_record add constraint credit_record_kind check (record_kind in ('administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment', 'interview', 'ban-case'))`);
    await runner.query(`alter table credit_record add constraint credit_record_ban_case_has_an_entry check (record_kind <> 'ban-case' or content is null or (content ->> 'entryId') is not null)`);
    await runner.query(`create index credit_record_ban_case on credit_record ((content ->> 'entryId')) where record_kind = 'ban-case'`);
    await runner.query(`
      create table ban_entry (
        entry_id uuid not null,
        version int8 not null,
        subject_id uuid not null,
        authority_uscc text not null,
        revoked boolean not null,
        constraint ban_entry_pk primary key (entry_id))`);
  }

  async down(): Promise<void> {
    throw new Error('the register is never dropped');
  }
}
