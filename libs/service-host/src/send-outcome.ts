import type { FastifyReply } from 'fastify';
import type { Outcome } from './idempotency.ts';

/** Answers with what was decided; bodies of 4xx and 5xx are problems. */
export function sendOutcome(reply: FastifyReply, { status, body, headers }: Outcome): FastifyReply {
  const type = status >= 400 ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8';
  const answer = reply.status(status).headers(headers ?? {});
  return body === null || body === undefined ? answer.send() : answer.type(type).send(JSON.stringify(body));
}
