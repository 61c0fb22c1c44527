import { textArray, type UnitOfWork } from '@credit/persistence';

const OF = { name: 'objection_withdrawals_of', text: `select record_id as id from objection_withdrawal where record_id = any($1::text[]::uuid[])` };

/** Records whose publication was found past its period. */
export const withdrawnByObjection = async (uow: UnitOfWork, recordIds: readonly string[]): Promise<Set<string>> =>
  new Set((await uow.query<{ id: string }>(OF, [textArray([...new Set(recordIds)])])).map(({ id }) => id));
