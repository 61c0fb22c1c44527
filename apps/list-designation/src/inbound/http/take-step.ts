import { actorOf, departmentOf, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { sendOutcome, withIdempotency, workContextOf } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EvidenceUnconfirmed, keepConfirmation, onConfirmedEvidence, type AskOwner } from '../../application/confirm-evidence.ts';
import type { Acting } from '../../application/propose-designation.ts';
import { viewOf } from '../../application/queries/find-designation.ts';
import type { Designation } from '../../domain/designation/designation.ts';
import { dateInvalid } from './designation.problems.ts';

/** One step of an officer as it came in. */
export interface StepRequest {
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
  key: string | undefined;
  body: object;
}

/** Where a step is remembered, and with which status it is answered. */
interface Place {
  route: string;
  status: number;
}

/** What a step works with; `owner` is asked when the step rests on evidence. */
export interface StepRoom {
  db: Database;
  clock: Clock;
  owner?: AskOwner;
}

/** One step in one transaction with its idempotency key and its answer: the designation as it then is. A step that lacks but the owner's word about its evidence is taken again with it (P-10). */
export async function takeStep({ db, clock, owner }: StepRoom, { caller, request, reply, key, body }: StepRequest, { route, status }: Place, run: (uow: UnitOfWork, acting: Acting) => Promise<Designation>): Promise<void> {
  const acting = { by: actorOf(caller), source: departmentOf(caller) };
  const inUnitOfWork = <T>(work: (uow: UnitOfWork) => Promise<T>): Promise<T> => withUnitOfWork(db, workContextOf(request, clock), work);
  const attempt = (fallen: ReadonlySet<string>) => inUnitOfWork((uow) => withIdempotency(uow, { client: acting.by, method: 'POST', route, key, body }, async () => {
    const state = await run(uow, { ...acting, fallen });
    if (state.status === 'absent') throw new Error('a step left nothing behind');
    return { status, headers: { location: `/v1/designations/${state.designationId}` }, body: viewOf(state, uow.ctx.today) };
  }));
  const confirm = async (recordIds: readonly string[]): Promise<ReadonlySet<string>> => {
    if (owner === undefined) throw new EvidenceUnconfirmed(recordIds);
    const answered = await owner(recordIds, request.headers.authorization ?? '');
    return inUnitOfWork((uow) => keepConfirmation(uow, recordIds, answered));
  };
  sendOutcome(reply, await onConfirmedEvidence(attempt, confirm));
}

/** Days of a request that exist. @throws ProblemError `DATE.INVALID` (400) */
export function daysExist(given: Record<string, string | undefined>, at = ''): void {
  for (const [name, day] of Object.entries(given)) if (day !== undefined && !isLocalDate(day)) throw dateInvalid(`${at}/${name}`);
}
