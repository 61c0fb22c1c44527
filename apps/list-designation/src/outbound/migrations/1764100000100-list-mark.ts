import type { MigrationInterface, QueryRunner } from 'typeorm';
import { emptyTally, weigh } from '../list-marks.ts';

/** 名单水位 — per partition of the list topic: how many entries are live, and their digest; counted once here, from then on changed with the entries. */
export class ListMark1764100000100 implements MigrationInterface {
  readonly name = 'ListMark1764100000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table list_mark (
        one boolean not null default true,
        live_entries int8[] not null,
        live_digest int8[] not null,
        constraint list_mark_pk primary key (one),
        constraint list_mark_is_one check (one),
        constraint list_mark_counts check (0 <= all (live_entries))
      )`);
    const tally = emptyTally();
    const live = (await runner.query(`select id, public_version as version from designation where status = 'in-force'`)) as { id: string; version: string }[];
    for (const { id, version } of live) weigh(tally, id, Number(version), 1);
    await runner.query(`insert into list_mark (live_entries, live_digest) values ($1, $2)`, [tally.entries, tally.digests.map((digest) => String(BigInt.asIntN(64, digest)))]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table list_mark');
  }
}
