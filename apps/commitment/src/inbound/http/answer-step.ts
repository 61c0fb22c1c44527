import { actorOf, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { sendOutcome, withIdempotency, workContextOf, type Outcome } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One request as a route has it. */
export interface Asked {
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
  key: string | undefined;
  body: object;
}

/** 办理一步 — takes the step in one unit of work, once per Idempotency-Key, and answers with what it left behind. */
export async function answerStep({ db, clock }: { db: Database; clock: Clock }, { caller, request, reply, key, body }: Asked, route: string, run: (uow: UnitOfWork) => Promise<Outcome>): Promise<void> {
  sendOutcome(reply, await withUnitOfWork(db, workContextOf(request, clock), (uow) => withIdempotency(uow, { client: actorOf(caller), method: 'POST', route, key, body }, () => run(uow))));
}
