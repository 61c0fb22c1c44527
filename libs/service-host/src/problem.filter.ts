import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody } from './problem.ts';
import type { ProblemInit } from './problem.ts';
import { problemOf } from './problem-of.ts';
import type { ProblemRules } from './problem-of.ts';
import { placeOf } from './request-context.ts';

const codes = new WeakMap<FastifyReply, string>();

/** The code of the problem this reply carries, for the access log. */
export const problemCodeOf = (reply: FastifyReply): string | undefined => codes.get(reply);

/** Sends a problem+json answer. 4xx always carry `errors`, at least the one that explains the code. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, init: ProblemInit): void {
  const errors = init.errors ?? (init.status < 500 ? [{ pointer: '', code: init.code, detail: init.message, userMessage: init.userMessage }] : undefined);
  const body = problemBody(errors === undefined ? init : { ...init, errors }, placeOf(request));
  codes.set(reply, init.code);
  if (init.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.status(init.status).headers(init.headers ?? {}).header('cache-control', 'no-store').type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** Every exception of an HTTP route becomes RFC 9457; nothing of ours (stack, SQL) and nothing of the request's values gets out. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly rules: ProblemRules;
  private readonly logger: Logger;

  constructor(rules: ProblemRules, logger: Logger) {
    this.rules = rules;
    this.logger = logger;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { problem, unexpected } = problemOf(error, this.rules);
    const place = placeOf(request);
    if (unexpected) this.logger.error({ code: problem.code, correlationId: place.requestId, traceId: place.traceId, route: request.routeOptions?.url, err: error }, 'request failed');
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    sendProblem(request, reply, problem);
  }
}
