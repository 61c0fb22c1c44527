import { maskIdentityNumbers } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';

/** A department that is about to be shown records of others. */
export interface Disclosure {
  department: string;
  recordIds: readonly string[];
  purpose: string | undefined;
}

/** By foreign key, whoever reads waits for a record that is just ending; whoever ends it waits for the reader, and finds it (P-6). A second look within the hour writes nothing. */
const DISCLOSE = {
  name: 'record_disclose',
  text: `insert into record_disclosure as d (record_id, department, first_read_on, last_read_at, purpose)
         select r.id, $2, $3::date, $4::timestamptz, $5 from credit_record r where r.id = any($1::text[]::uuid[]) and r.source <> $2 and r.status in ('held', 'effective') order by r.id
         on conflict (record_id, department) do update set last_read_at = excluded.last_read_at, purpose = excluded.purpose where d.last_read_at < excluded.last_read_at - interval '1 hour'`,
};

/** 查阅登记 — which records of other departments a department reads: it is told when they end (B31). To be committed before they are shown; those that are over already are told as such and leave nothing to recall. */
export async function discloseRecords(uow: UnitOfWork, { department, recordIds, purpose }: Disclosure): Promise<void> {
  await uow.query(DISCLOSE, [textArray([...recordIds].sort()), department, uow.ctx.today, uow.ctx.now, purpose === undefined ? null : maskIdentityNumbers(purpose).slice(0, 500)]);
}
