import { maskIdentityNumbers } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';

/** 查询留痕 — who looked at whom, when and what for; also when nobody was found (rule 10, domain §10.2). Append-only. */
export interface Access {
  caller: string;
  department: string | null;
  action: 'person-search' | 'person-file' | 'person-records' | 'person-record' | 'person-timeline' | 'repaired-record';
  purpose: string;
  subjectIds: readonly string[];
}

const INSERT = { name: 'access_log_add', text: 'insert into access_log (id, at, caller, department, subject_id, action, purpose, found) values ($1, $2, $3, $4, $5, $6, $7, $8)' };

export async function logAccess(uow: UnitOfWork, { caller, department, action, purpose, subjectIds }: Access): Promise<void> {
  const text = maskIdentityNumbers(purpose).slice(0, 500);
  for (const subjectId of subjectIds.length === 0 ? [null] : subjectIds) await uow.query(INSERT, [newEventId(), uow.ctx.now, caller, department, subjectId, action, text, subjectId !== null]);
}
