import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { sendProblem } from './problem.ts';
import { OPERATIONS, ROUTES, UPSTREAMS, type Route, type Upstream } from './routes.ts';

const JSON_BYTES = 1024 * 1024;
const FILE_BYTES = 256 * 1024 * 1024;
const ANSWER_MS = 15_000;
const UPLOAD_MS = 300_000;
/** Headers that would let a caller speak for the gateway, or for somebody behind another proxy. */
const NOT_OURS = /^(x-forwarded-.*|forwarded|x-real-ip|x-credit-.*|proxy-.*|via)$/;

export interface ForwardOptions {
  upstreams: Readonly<Record<Upstream, string>>;
  /** Refuses a request without a valid token. @throws DomainError AUTH.* */
  requireToken(request: FastifyRequest): Promise<void>;
  limits: { calls: { max: number }; search: { max: number } };
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
    for (const route of ROUTES) addRoute(scope, options, route, (request) => options.upstreams[route.upstream] + request.url.split('?')[0]);
    for (const service of UPSTREAMS) {
      for (const { method, url } of OPERATIONS) {
        const prefix = `/v1/ops/${service}`;
        addRoute(scope, options, { method, url: prefix + url, upstream: service, access: 'token' }, (request) => `${options.upstreams[service]}/ops${request.url.split('?')[0]!.slice(prefix.length)}`);
      }
    }
  });
}

function addRoute(scope: FastifyInstance, options: ForwardOptions, route: Route, target: (request: FastifyRequest) => string): void {
  const limit = options.limits[route.access === 'search' ? 'search' : 'calls'];
  scope.route({
    method: route.method, url: route.url, bodyLimit: route.body === 'file' ? FILE_BYTES : JSON_BYTES,
    config: { rateLimit: { max: limit.max, timeWindow: '1 minute', ...(route.access === 'search' && { groupId: 'search' }) } },
    ...(route.access === 'token' && { onRequest: (request: FastifyRequest) => options.requireToken(request) }),
    preHandler: async (request, reply) => refuseTooLarge(request, reply, route),
    handler: forwardTo(target, route.body === 'file' ? UPLOAD_MS : ANSWER_MS),
  });
}

async function refuseTooLarge(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<unknown> {
  const limit = route.body === 'file' ? FILE_BYTES : JSON_BYTES;
  if (Number(request.headers['content-length'] ?? 0) <= limit) return undefined;
  return sendProblem(request, reply, { status: 413, code: 'REQUEST.TOO_LARGE', detail: `The body may have ${limit} bytes at most.`, userMessage: '请求内容过大。' });
}

const forwardTo = (target: (request: FastifyRequest) => string, timeout: number): RouteHandlerMethod => (request, reply) =>
  reply.from(target(request), {
    timeout, retriesCount: 0,
    rewriteRequestHeaders: (_original, headers) => ({ ...Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_OURS.test(name))), 'x-request-id': String(request.id) }),
    onError: (answer, { error }) => void upstreamFailed(request, answer as FastifyReply, error),
  });

function upstreamFailed(request: FastifyRequest, reply: FastifyReply, error: Error & { statusCode?: number; code?: string }): FastifyReply {
  request.log.warn({ code: error.code, statusCode: error.statusCode }, 'upstream failed');
  if (error.statusCode === 504) return sendProblem(request, reply, { status: 504, code: 'UPSTREAM.TIMEOUT', detail: 'The service did not answer in time; repeat the call with the same Idempotency-Key.', userMessage: '服务响应超时，请使用相同的 Idempotency-Key 重试。' });
  return sendProblem(request, reply, { status: 503, code: 'UPSTREAM.UNAVAILABLE', detail: 'The service behind this route is not available just now.', userMessage: '服务暂不可用，请稍后重试。', retryAfterSeconds: 2 });
}
