import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Both kinds of rows that rest on an entry and on a cell of the matrix, and the day from which they do. */
const RESTING = [
  { table: 'prompt', since: 'prompted_on', live: 'prompt_entry_in_force' },
  { table: 'discipline_measure', since: 'basis_since', live: 'discipline_measure_entry_in_force' },
] as const;

/**
 * 依据齐备 (R10, P-11) — the cells of the matrix with the days on which they are in force, loaded from the rulebook at every start. A prompt or measure names one, of the list of its live entry;
 * it is not born, nor moved to another basis, on a day on which that cell is not in force. One that runs stays when the cell ends: it is shown as "basis lost" (N1).
 */
export class RuleRows1764500000001 implements MigrationInterface {
  readonly name = 'RuleRows1764500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table measure_rule (
        matrix_row_id text not null,
        list_type text not null,
        measure text not null,
        article text not null,
        holds datemultirange not null,
        constraint measure_rule_pk primary key (matrix_row_id),
        constraint measure_rule_of_list unique (matrix_row_id, list_type),
        constraint measure_rule_cites_an_article check (article <> '')
      )`);
    await runner.query(`alter table discipline_measure add column basis_since date`);
    await runner.query(`update discipline_measure set basis_since = applied_on`);
    await runner.query(`alter table discipline_measure alter column basis_since set not null`);
    await runner.query(`
      insert into measure_rule select distinct on (1) b ->> 'matrixRowId', b ->> 'listType', b ->> 'measure', b ->> 'article', '{}'::datemultirange
      from (select facts -> 'basis' as b from prompt union all select facts -> 'basis' from discipline_measure) known`);
    await runner.query(`alter table list_entry add column list_type text generated always as (state ->> 'listType') stored not null, add constraint list_entry_live_of_list unique (entry_id, live, list_type)`);
    await runner.query(`
      alter table list_entry add constraint list_entry_live_names_its_basis check (not live or (
        state #>> '{decision,docNo}' <> '' and state #>> '{decision,authorityUscc}' <> '' and state #>> '{basis,statute}' <> '' and (state ->> 'origin' = 'external' or jsonb_array_length(state -> 'evidence') > 0)
      ) is true)`);
    await runner.query(`
      create function rests_on_a_cell_in_force() returns trigger language plpgsql as $$
      begin
        if not exists (select from measure_rule r where r.matrix_row_id = new.matrix_row_id and r.holds @> (to_jsonb(new) ->> tg_argv[0])::date) then
          raise exception '% rests on % which is not in force on %', tg_table_name, new.matrix_row_id, to_jsonb(new) ->> tg_argv[0] using errcode = 'check_violation', constraint = tg_table_name || '_cell_in_force';
        end if;
        return null;
      end $$`);
    for (const { table, since, live } of RESTING) {
      await runner.query(`
        alter table ${table}
          add column matrix_row_id text generated always as (facts #>> '{basis,matrixRowId}') stored not null,
          add column list_type text generated always as (facts #>> '{basis,listType}') stored not null,
          drop constraint ${live},
          add constraint ${live} foreign key (live_entry_id, live_mark, list_type) references list_entry (entry_id, live, list_type),
          add constraint ${table}_names_a_cell foreign key (matrix_row_id, list_type) references measure_rule (matrix_row_id, list_type)`);
      await runner.query(`create trigger ${table}_cell_in_force after insert on ${table} for each row execute function rests_on_a_cell_in_force('${since}')`);
      await runner.query(`create trigger ${table}_cell_stays_in_force after update on ${table} for each row when (old.matrix_row_id <> new.matrix_row_id) execute function rests_on_a_cell_in_force('${since}')`);
    }
    await runner.query(`create index prompt_open_since on prompt (prompted_on, matrix_row_id) where status = 'open'`);
    await runner.query(`create index discipline_measure_due_since on discipline_measure (status, applied_on, lifted_on) where status in ('applied', 'lifted')`);
    await runner.query(`create index discipline_measure_of_department on discipline_measure (department, status, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, live } of RESTING) {
      await runner.query(`drop trigger ${table}_cell_in_force on ${table}`);
      await runner.query(`drop trigger ${table}_cell_stays_in_force on ${table}`);
      await runner.query(`alter table ${table} drop constraint ${live}, drop column matrix_row_id cascade, drop column list_type cascade, add constraint ${live} foreign key (live_entry_id, live_mark) references list_entry (entry_id, live)`);
    }
    await runner.query('drop function rests_on_a_cell_in_force');
    await runner.query('alter table list_entry drop constraint list_entry_live_names_its_basis, drop constraint list_entry_live_of_list, drop column list_type');
    await runner.query('alter table discipline_measure drop column basis_since');
    await runner.query('drop index discipline_measure_of_department');
    await runner.query('drop table measure_rule');
  }
}
