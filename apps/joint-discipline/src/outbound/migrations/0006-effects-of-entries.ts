import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 条目的效果 — what an entry has done here, found by the entry: which answers named it, and which measures it has carried, from when to when. */
export class EffectsOfEntries1764700000001 implements MigrationInterface {
  readonly name = 'EffectsOfEntries1764700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table screening_entry (
        entry_id uuid not null,
        screening_id uuid not null references screening (id),
        constraint screening_entry_pk primary key (entry_id, screening_id)
      )`);
    await runner.query(`
      create table screening_recall (
        screening_id uuid not null references screening (id),
        entry_id uuid not null,
        recalled_on date not null,
        constraint screening_recalled_once primary key (screening_id)
      )`);
    await runner.query(`
      create table measure_entry (
        entry_id uuid not null,
        measure_id uuid not null references discipline_measure (id) deferrable initially deferred,
        since date not null,
        ended_at timestamptz,
        constraint measure_entry_pk primary key (entry_id, measure_id)
      )`);
    await runner.query('create index prompt_raised_by_entry on prompt (entry_id)');
    await runner.query(`insert into screening_entry (entry_id, screening_id) select distinct (e ->> 'entryId')::uuid, s.id from screening s, jsonb_array_elements(s.answer -> 'entries') e`);
    await runner.query(`insert into measure_entry (entry_id, measure_id, since, ended_at)
      select live_entry_id, id, basis_since, null from discipline_measure where live_entry_id is not null
      union all select (facts #>> '{basis,entryId}')::uuid, id, basis_since, lifted_on::timestamp at time zone 'Asia/Shanghai' from discipline_measure where live_entry_id is null
      union all select p.entry_id, m.id, m.applied_on, m.basis_since::timestamp at time zone 'Asia/Shanghai' from discipline_measure m join prompt p on p.id = m.prompt_id where p.entry_id <> (m.facts #>> '{basis,entryId}')::uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index prompt_raised_by_entry');
    await runner.query('drop table measure_entry, screening_recall, screening_entry');
  }
}
