import { textArray, type AggregateChange, type UnitOfWork } from '@credit/persistence';
import { isInEffect, type DisciplineMeasure } from '../domain/measure/measure.ts';

const CARRY = { name: 'measure_entry_add', text: `insert into measure_entry (entry_id, measure_id, since) select x.entry::uuid, x.id::uuid, x.since::date from unnest($1::text[], $2::text[], $3::text[]) as x (entry, id, since) on conflict (entry_id, measure_id) do update set ended_at = null` };
const END = { name: 'measure_entry_end', text: `update measure_entry m set ended_at = $3::timestamptz from unnest($1::text[], $2::text[]) as x (entry, id) where m.entry_id = x.entry::uuid and m.measure_id = x.id::uuid` };

const carrierOf = (state: DisciplineMeasure): string | undefined => (state.status !== 'absent' && isInEffect(state) ? state.basis.entryId : undefined);

/** 惩戒所依条目 — which entries have carried a measure and until when: one that another entry carries on has ended for the first. Kept with every change of a measure. */
export async function keepMeasureEntries(uow: UnitOfWork, changes: readonly AggregateChange<DisciplineMeasure>[]): Promise<void> {
  const moved = changes.filter(({ before, after }) => carrierOf(before.state) !== carrierOf(after.state));
  const ended = moved.flatMap(({ id, before }) => [[carrierOf(before.state), id]].filter((pair): pair is [string, string] => pair[0] !== undefined));
  const carried = moved.flatMap(({ id, after: { state } }) => (state.status !== 'absent' && isInEffect(state) ? [[state.basis.entryId, id, state.basisSince] as const] : []));
  if (ended.length > 0) await uow.query(END, [textArray(ended.map(([entry]) => entry)), textArray(ended.map(([, id]) => id)), uow.ctx.now]);
  if (carried.length > 0) await uow.query(CARRY, [textArray(carried.map(([entry]) => entry)), textArray(carried.map(([, id]) => id)), textArray(carried.map(([, , since]) => since))]);
}
