import type { Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { workContextOf } from '@credit/service-host';
import type { FastifyRequest } from 'fastify';
import { discloseRecords } from '../../application/disclose-records.ts';

/** Who reads, and what for. */
export interface Reading {
  caller: Caller;
  request: FastifyRequest;
  purpose: string | undefined;
}

/**
 * 先登记，后出示 — what a department reads of others is noted and committed, then read once more: a record that ended in between is either shown as ended, or its department is told.
 * @param foreign ids of the records of other departments in what was read
 */
export async function disclosing<T>({ db, clock }: { db: Database; clock: Clock }, { caller: { dept }, request, purpose }: Reading, read: () => Promise<T>, foreign: (found: T) => string[]): Promise<T> {
  const noted = new Set<string>();
  for (;;) {
    const found = await read();
    const recordIds = dept === null ? [] : foreign(found).filter((id) => !noted.has(id));
    if (dept === null || recordIds.length === 0) return found;
    await withUnitOfWork(db, workContextOf(request, clock), (uow) => discloseRecords(uow, { department: dept, recordIds, purpose }));
    for (const id of recordIds) noted.add(id);
  }
}
