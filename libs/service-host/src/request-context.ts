import { randomUUID } from 'node:crypto';
import { actorOf } from '@credit/access';
import type { Caller } from '@credit/access';
import { findIdentityNumbers } from '@credit/kernel';
import type { Clock } from '@credit/kernel';
import { childTraceparent, traceIdOf } from '@credit/observability';
import type { WorkContext } from '@credit/persistence';
import type { FastifyRequest } from 'fastify';
import type { ProblemPlace } from './problem.ts';

/** A request as our controllers see it. */
export interface EdgeRequest extends FastifyRequest {
  caller?: Caller;
  traceparent?: string;
}

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,64}$/;
const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);

/** The caller's `X-Request-Id` when it is a harmless token, otherwise a new one. */
export function requestIdOf(headers: FastifyRequest['headers'] | NodeJS.Dict<string | string[]>): string {
  const given = one(headers['x-request-id']);
  return given !== undefined && REQUEST_ID.test(given) && findIdentityNumbers(given).length === 0 ? given : randomUUID();
}

/** Gives the request its own span in the caller's trace. */
export function openTrace(request: FastifyRequest): void {
  (request as EdgeRequest).traceparent = childTraceparent(one(request.headers['traceparent']));
}

export function placeOf(request: FastifyRequest): ProblemPlace {
  const traceId = traceIdOf((request as EdgeRequest).traceparent);
  return { requestId: String(request.id), ...(traceId === undefined ? {} : { traceId }) };
}

/** Who does it and when, for `withUnitOfWork`: the caller as actor, request id as correlation, the request's trace. */
export function workContextOf(request: FastifyRequest, clock: Clock, reason?: string): WorkContext {
  const { caller, traceparent } = request as EdgeRequest;
  return {
    actor: caller === undefined ? 'public' : actorOf(caller),
    correlationId: String(request.id),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(reason === undefined ? {} : { reason }),
    now: clock.now(),
    today: clock.today(),
  };
}
