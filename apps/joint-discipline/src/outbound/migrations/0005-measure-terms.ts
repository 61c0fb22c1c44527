import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 措施期限 — the months that a cell grants, counted from the first day of the entry. A measure is not born on, moved to, or executed under a cell whose months are over; its end is computed when it is read (P-11).
 */
export class MeasureTerms1764500000004 implements MigrationInterface {
  readonly name = 'MeasureTerms1764500000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table measure_rule add column months int4 constraint measure_rule_months_count check (months > 0)');
    await runner.query(`
      create function burdens_within_its_term() returns trigger language plpgsql as $$
      begin
        if exists (
          select from measure_rule r join list_entry e on e.entry_id = new.live_entry_id
          where r.matrix_row_id = new.matrix_row_id and greatest(new.basis_since, new.executed_on) >= e.from_on + make_interval(months => r.months)
        ) then
          raise exception 'measure % burdens on % although its term is over', new.id, greatest(new.basis_since, new.executed_on) using errcode = 'check_violation', constraint = 'discipline_measure_within_its_term';
        end if;
        return null;
      end $$`);
    await runner.query(`create trigger discipline_measure_within_its_term after insert or update on discipline_measure for each row when (new.live_entry_id is not null) execute function burdens_within_its_term()`);
    await runner.query(`create index discipline_measure_on_cell on discipline_measure (matrix_row_id) where live_entry_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index discipline_measure_on_cell');
    await runner.query('drop trigger discipline_measure_within_its_term on discipline_measure');
    await runner.query('drop function burdens_within_its_term');
    await runner.query('alter table measure_rule drop column months');
  }
}
