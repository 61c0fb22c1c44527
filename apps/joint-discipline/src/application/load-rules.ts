import { textArray, type UnitOfWork } from '@credit/persistence';
import { cellsInForce, type Rulebook } from '@credit/rulebook';

const LOAD = {
  name: 'measure_rule_load',
  text: `insert into measure_rule as m (matrix_row_id, list_type, measure, article, holds, months)
         select x.id, x.list, x.measure, x.article, x.holds::datemultirange, x.months::int4 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x (id, list, measure, article, holds, months) order by x.id
         on conflict (matrix_row_id) do update set measure = excluded.measure, article = excluded.article, holds = excluded.holds, months = excluded.months
         where (m.measure, m.article, m.holds, m.months) is distinct from (excluded.measure, excluded.article, excluded.holds, excluded.months)`,
};
const WITHDRAW = { name: 'measure_rule_withdraw', text: `update measure_rule set holds = '{}' where matrix_row_id <> all($1::text[]) and holds <> '{}'` };

/** 载入法规 — the cells of the matrix as this rulebook has them, for the constraints of the database (P-11, R10). A cell that it no longer has is in force on no day. */
export async function loadRules(uow: UnitOfWork, rulebook: Rulebook): Promise<void> {
  const cells = cellsInForce(rulebook);
  const column = (pick: (one: (typeof cells)[number]) => string | undefined): Buffer => textArray(cells.map(pick));
  await uow.query(LOAD, [
    column(({ cell }) => cell.id), column(({ cell }) => cell.listType), column(({ cell }) => cell.measure), column(({ cell }) => cell.basis),
    column(({ periods }) => `{${periods.map(({ from, to }) => `[${from},${to ?? ''}${to === undefined ? ')' : ']'}`).join(',')}}`),
    column(({ cell }) => (cell.durationRule === 'fixed-months' ? String(cell.months) : undefined)),
  ]);
  await uow.query(WITHDRAW, [column(({ cell }) => cell.id)]);
}
