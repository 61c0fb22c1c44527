import type { UnitOfWork } from '@credit/persistence';
import type { ListType } from '../domain/designation/designation.ts';

const NEXT = { name: 'list_counter_next', text: 'update list_counter set value = value + $1::int8 returning value' };
const EPOCH = { name: 'list_counter_epoch', text: 'update list_counter set value = ((value >> 32) + 1) << 32' };
const HOLD = { name: 'list_counter_hold', text: 'select 1 from list_counter for update' };
const KEEP = { name: 'list_type_keep', text: 'insert into list_type (rule_id, code, kind, statute) values ($1, $2, $3, $4) on conflict (rule_id) do nothing' };

/**
 * 名单版本号 — the numbers of the next `count` list changes (P-8). The counter's row is held until COMMIT, so a higher number is never visible before a lower one.
 * Taken after evidence was locked and before aggregates are, in every use case.
 */
export async function takeListVersions(uow: UnitOfWork, count: number): Promise<string[]> {
  if (count === 0) return [];
  const [row] = await uow.query<{ value: string }>(NEXT, [count]);
  return Array.from({ length: count }, (_, n) => String(BigInt(row!.value) - BigInt(count - 1 - n)));
}

/** Waits for whoever is changing the list, and keeps others waiting until COMMIT; what is read afterwards is the list as it is. */
export async function holdList(uow: UnitOfWork): Promise<void> {
  await uow.query(HOLD);
}

/** 名单版本号换代 — after a restore that lost list changes, the numbers go on above every one that was told (P-20). */
export async function openListEpoch(uow: UnitOfWork): Promise<void> {
  await uow.query(EPOCH);
}

/** The row of the catalogue that an entry's foreign key names. */
export async function keepListType(uow: UnitOfWork, { ruleId, code, kind, statute }: ListType): Promise<void> {
  await uow.query(KEEP, [ruleId, code, kind, statute]);
}
