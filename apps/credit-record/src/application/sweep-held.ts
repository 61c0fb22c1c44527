import type { UnitOfWork } from '@credit/persistence';
import type { Register } from './register.ts';
import { releaseMattersOf, settleMatters } from './release-matters.ts';
import { releaseRecordsOf, settleReceipts } from './release-records.ts';

const OVERDUE = {
  name: 'records_overdue_release',
  text: `select distinct r.subject_id as id from credit_record r join credit_subject s on s.id = r.subject_id where r.status = 'held' and 'UNKNOWN_SUBJECT' = any(r.held_reasons) and s.status in ('registered', 'deregistered')
         union select m.subject_id from matter m join credit_subject s on s.id = m.subject_id where m.status = 'held' and 'UNKNOWN_SUBJECT' = any(m.held_reasons) and s.status in ('registered', 'deregistered') order by 1 limit 200`,
};

/** 暂存巡查 — finds held records and matters whose subject is registered all the same (P-6). The count stays 0 unless a lock was missed. @returns records and matters released */
export async function sweepHeld(uow: UnitOfWork, register: Register): Promise<number> {
  const overdue = await uow.query<{ id: string }>(OVERDUE);
  const released = await releaseRecordsOf(uow, register, overdue.map(({ id }) => id));
  await settleReceipts(uow, register, released);
  const forwarded = await releaseMattersOf(uow, register, overdue.map(({ id }) => id));
  await settleMatters(uow, register, forwarded);
  return released.length + forwarded.length;
}
