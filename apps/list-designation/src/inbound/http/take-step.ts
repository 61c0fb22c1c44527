import { actorOf, departmentOf, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { sendOutcome, withIdempotency, workContextOf } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
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

/** One step in one transaction with its idempotency key and its answer: the designation as it then is. */
export async function takeStep(db: Database, clock: Clock, { caller, request, reply, key, body }: StepRequest, { route, status }: Place, run: (uow: UnitOfWork, acting: Acting) => Promise<Designation>): Promise<void> {
  const acting = { by: actorOf(caller), source: departmentOf(caller) };
  const outcome = await withUnitOfWork(db, workContextOf(request, clock), (uow) => withIdempotency(uow, { client: acting.by, method: 'POST', route, key, body }, async () => {
    const state = await run(uow, acting);
    if (state.status === 'absent') throw new Error('a step left nothing behind');
    return { status, headers: { location: `/v1/designations/${state.designationId}` }, body: viewOf(state, uow.ctx.today) };
  }));
  sendOutcome(reply, outcome);
}

/** Days of a request that exist. @throws ProblemError `DATE.INVALID` (400) */
export function daysExist(given: Record<string, string | undefined>, at = ''): void {
  for (const [name, day] of Object.entries(given)) if (day !== undefined && !isLocalDate(day)) throw dateInvalid(`${at}/${name}`);
}
