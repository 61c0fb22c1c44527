import type { FastifyReply, FastifyRequest } from 'fastify';

/** RFC 9457 answer of the gateway itself; the services answer their own problems, which pass through unchanged. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: { status: number; code: string; detail: string; userMessage: string; retryAfterSeconds?: number }): FastifyReply {
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify({
    type: `/docs/problems#${problem.code}`, title: problem.code, status: problem.status, detail: problem.detail, instance: request.url.split('?')[0], code: problem.code, userMessage: problem.userMessage, traceId: request.id,
  }));
}
