import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 重整期间屏蔽 — one open shielding of a record, by a ruling, decided by its authority. */
export class Shieldings1765100000000 implements MigrationInterface {
  readonly name = 'Shieldings1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table shielding (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        source text not null,
        target_kind text not null generated always as ('record') stored,
        record_id uuid not null,
        ruling_no text not null,
        decided_by text,
        state jsonb not null,
        constraint shielding_pk primary key (id),
        constraint shielding_status_known check (status in ('applied', 'refused', 'shielded', 'ended')),
        constraint shielding_decided_by_somebody check ((status = 'applied') = (decided_by is null)),
        constraint shielding_rests_on_a_ruling check (ruling_no <> ''),
        constraint shielding_is_about_a_record foreign key (target_kind, record_id) references repair_item (kind, id)
      )`);
    await runner.query(`create unique index shielding_once on shielding (record_id) where status in ('applied', 'shielded')`);
    await runner.query(`create index shielding_of_subject on shielding (subject_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shielding');
  }
}
