import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 异议成立的停止公示 — kept by itself, because it may arrive before the record that it is about. */
export class ObjectionWithdrawals1764900000001 implements MigrationInterface {
  readonly name = 'ObjectionWithdrawals1764900000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table objection_withdrawal (record_id uuid not null, objection_id uuid not null, constraint objection_withdrawal_pk primary key (record_id))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table objection_withdrawal');
  }
}
