import { actorOf, departmentOf, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { sendOutcome, withIdempotency, workContextOf, type Outcome } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Acting } from '../../application/propose-designation.ts';
import { dateInvalid } from './designation.problems.ts';

/** One request as a controller has it. */
export interface Asked {
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
  key: string | undefined;
  body: object;
}

/** One step in one transaction with its idempotency key and its answer. @param route the route with its id, which belongs to the scope of the key */
export async function takeStep({ db, clock }: { db: Database; clock: Clock }, { caller, request, reply, key, body }: Asked, route: string, run: (uow: UnitOfWork, acting: Acting) => Promise<Outcome>): Promise<void> {
  const acting = { by: actorOf(caller), source: departmentOf(caller) };
  const outcome = await withUnitOfWork(db, workContextOf(request, clock), (uow) => withIdempotency(uow, { client: acting.by, method: 'POST', route, key, body }, () => run(uow, acting)));
  sendOutcome(reply, outcome);
}

/** 400 for a day that does not exist, at its place in the body. */
export function existingDays(given: Record<string, string | undefined>): void {
  for (const [name, day] of Object.entries(given)) if (day !== undefined && !isLocalDate(day)) throw dateInvalid(`/${name}`);
}
