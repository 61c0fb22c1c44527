import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded files: the batch with its progress, and the bytes in encrypted chunks, so that any instance can go on after a kill. */
export class Batches1763900000002 implements MigrationInterface {
  readonly name = 'Batches1763900000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table batch (
        id uuid primary key,
        source text not null,
        kind text not null,
        profile text not null,
        format text not null,
        encoding text,
        columns text[] not null default '{}',
        status text not null,
        refusal jsonb,
        bytes int8 not null default 0,
        next_row int4 not null default 1,
        counts jsonb not null default '{}',
        lease_owner text,
        lease_until timestamptz,
        received_at timestamptz not null,
        finished_at timestamptz,
        constraint batch_status check (status in ('uploading', 'received', 'importing', 'done', 'refused')),
        constraint batch_refused_has_reason check ((status = 'refused') = (refusal is not null)))`);
    await runner.query(`create index batch_waiting on batch (received_at) where status in ('received', 'importing')`);
    await runner.query(`create index batch_of_source on batch (source, received_at desc)`);
    await runner.query(`
      create table batch_chunk (
        batch_id uuid not null constraint batch_chunk_batch references batch on delete cascade,
        seq int4 not null,
        bytes bytea not null,
        constraint batch_chunk_pk primary key (batch_id, seq))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table batch_chunk');
    await runner.query('drop table batch');
  }
}
