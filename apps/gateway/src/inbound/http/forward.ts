import { pipeline, Readable, Transform } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { DomainError } from '@credit/kernel';
import { sendProblem, type EdgeRequest, type ProblemInit } from '@credit/service-host/edge';
import { OPERATIONS, routesOf, UPSTREAMS, type Route, type Upstream } from './routes.ts';

const JSON_BYTES = 1024 * 1024;
const FILE_BYTES = 256 * 1024 * 1024;
const UPLOAD_MS = 300_000;
/** Headers that would let a caller speak for the gateway, or for somebody behind another proxy. */
const NOT_OURS = /^(x-forwarded-.*|forwarded|x-real-ip|x-credit-.*|proxy-.*|via|cookie)$/;
/** Said between the caller and us: Node answers `Expect: 100-continue` itself, and our client refuses to send it on. */
const OF_THE_HOP = /^(expect|te|trailer|upgrade|keep-alive)$/;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route is refused here already without a valid token. */
    needsToken?: boolean;
  }
}

export interface ForwardOptions {
  upstreams: Readonly<Record<Upstream, string>>;
  /** Answers a request without a valid token with its problem. */
  requireToken(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Whether the routes of the movable date exist. */
  sandbox: boolean;
  /** Longest wait for the answer to a call that is no upload. */
  answerWithinMs: number;
  /** Look-ups of one address a minute. */
  limits: { search: { max: number } };
}

/**
 * Forwards the routes of the table: bytes pass through as they came, no call is sent twice, nothing of the caller's proxy headers survives.
 * An upstream that is away → 503 `UPSTREAM.UNAVAILABLE` with Retry-After; too slow → 504 `UPSTREAM.TIMEOUT`: then it is unknown whether the call took effect, so repeat it with the same Idempotency-Key.
 */
export async function registerForwarding(app: FastifyInstance, options: ForwardOptions): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(replyFrom, { undici: { connections: 64, headersTimeout: UPLOAD_MS, bodyTimeout: UPLOAD_MS }, retryMethods: [], maxRetriesOn503: 0 });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => sendProblem(request, reply, problemOfFault(error)));
    for (const route of routesOf(options.sandbox)) addRoute(scope, options, route, (request) => options.upstreams[route.upstream] + request.url.split('?')[0]);
    for (const service of UPSTREAMS) {
      for (const { method, url } of OPERATIONS) {
        const prefix = `/v1/ops/${service}`;
        addRoute(scope, options, { method, url: prefix + url, upstream: service, access: 'token' }, (request) => `${options.upstreams[service]}/ops${request.url.split('?')[0]!.slice(prefix.length)}`);
      }
    }
  });
}

function addRoute(scope: FastifyInstance, options: ForwardOptions, route: Route, target: (request: FastifyRequest) => string): void {
  const { search } = options.limits;
  scope.route({
    method: route.method, url: route.url, bodyLimit: route.body === 'file' ? FILE_BYTES : JSON_BYTES,
    config: { needsToken: route.access === 'token', ...(route.access === 'search' && { rateLimit: { max: search.max, timeWindow: '1 minute' } }) },
    onRequest: async (request, reply) => refuseDotSegments(request, reply),
    ...(route.access === 'token' && { preValidation: options.requireToken }),
    preHandler: async (request, reply) => refuseTooLarge(request, reply, route),
    handler: forwardTo(target, route.body === 'file' ? UPLOAD_MS : options.answerWithinMs),
  });
}

/** A segment `.` or `..`, also percent-encoded, would make another address of this one on its way. */
function refuseDotSegments(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?')[0]!.replace(/%2e/gi, '.');
  if (/\/\.{1,2}(\/|$)|\\/.test(path)) sendProblem(request, reply, { status: 404, code: 'HTTP.NOT_FOUND', message: 'there is nothing at this address', userMessage: '没有这个地址' });
}

/** Refuses what says that it is too large, and cuts off what turns out to be. */
async function refuseTooLarge(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<void> {
  const limit = route.body === 'file' ? FILE_BYTES : JSON_BYTES;
  if (Number(request.headers['content-length'] ?? 0) > limit) return sendProblem(request, reply, TOO_LARGE);
  if (request.body instanceof Readable) request.body = bounded(request.body, limit);
}

/** The same bytes, failing with a 413 behind `limit`. */
function bounded(body: Readable, limit: number): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > limit ? Object.assign(new Error('too large'), { statusCode: 413 }) : null, chunk);
    },
  });
  return pipeline(body, counter, () => undefined);
}

const forwardTo = (target: (request: FastifyRequest) => string, timeout: number): RouteHandlerMethod => (request, reply) =>
  reply.from(target(request), {
    timeout, retriesCount: 0,
    rewriteRequestHeaders: (_original, headers) => ({
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_OURS.test(name) && !OF_THE_HOP.test(name))),
      'x-forwarded-for': request.ip, 'x-request-id': String(request.id), ...traceOf(request),
    }),
    onError: (answer, { error }) => upstreamFailed(request, answer as FastifyReply, error),
  });

/** The service continues the trace under the span of this request. */
const traceOf = (request: FastifyRequest): Record<string, string> => {
  const { traceparent } = request as EdgeRequest;
  return traceparent === undefined ? {} : { traceparent };
};

/** What happens before anything is forwarded: too many calls, a body or an address that Fastify refuses. */
function problemOfFault(error: Error & { statusCode?: number }): ProblemInit {
  if (error instanceof DomainError) return { status: error.code === 'RATE_LIMITED' ? 429 : 422, code: error.code, message: error.message, userMessage: error.userMessage };
  if (error.statusCode === 413) return TOO_LARGE;
  return { status: error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 400, code: 'HTTP.BAD_REQUEST', message: 'the request cannot be read', userMessage: '请求格式有误' };
}

const TOO_LARGE: ProblemInit = { status: 413, code: 'HTTP.TOO_LARGE', message: 'the body is too large', userMessage: '请求内容过大' };

/** A body that was not read to its end leaves the caller's connection unusable: it is closed after the answer. */
function upstreamFailed(request: FastifyRequest, reply: FastifyReply, error: Error & { statusCode?: number; cause?: unknown }): void {
  if (request.body instanceof Readable) void reply.header('connection', 'close');
  if (error.statusCode === 413 || (error.cause as { statusCode?: number } | undefined)?.statusCode === 413) return sendProblem(request, reply, TOO_LARGE);
  if (error.statusCode === 504) return sendProblem(request, reply, { status: 504, code: 'UPSTREAM.TIMEOUT', message: 'the service did not answer in time; repeat the call with the same Idempotency-Key', userMessage: '服务响应超时，请使用相同的 Idempotency-Key 重试' });
  return sendProblem(request, reply, { status: 503, code: 'UPSTREAM.UNAVAILABLE', message: 'the service behind this route is not available just now; repeat the call with the same Idempotency-Key', userMessage: '服务暂不可用，请稍后使用相同的 Idempotency-Key 重试', headers: { 'retry-after': '2' } });
}
