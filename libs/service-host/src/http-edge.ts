import type { Metrics, Logger } from '@credit/observability';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { findIdentityNumbers } from '@credit/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { JSON_LIMIT, parseJsonBody } from './json-body.ts';
import { problemBody } from './problem.ts';
import type { ProblemInit } from './problem.ts';
import { problemCodeOf, sendProblem } from './problem.filter.ts';
import { openTrace, requestIdOf } from './request-context.ts';
import type { EdgeRequest } from './request-context.ts';

/** Content types whose body reaches the controller as a stream (`request.body`), unread. */
export const STREAMED_TYPES = [
  'text/csv', 'application/csv', 'application/x-ndjson', 'application/ndjson', 'application/octet-stream', 'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip',
];
const MAX_URL = 4_096;
const REQUEST_TIMEOUT_MS = 300_000;
const ALWAYS_OPEN = /^\/(health|metrics)(\/|$|\?)/;

const CLOSED: Readonly<Record<'STARTING' | 'STOPPING', ProblemInit>> = {
  STARTING: { status: 503, code: 'SERVICE.STARTING', message: 'the service is starting', userMessage: '服务正在启动，请稍后重试', headers: { 'retry-after': '2' } },
  STOPPING: { status: 503, code: 'SERVICE.STOPPING', message: 'the service is stopping', userMessage: '服务正在停止，请稍后重试', headers: { 'retry-after': '5', connection: 'close' } },
};

/** A broken request line or header never reaches a route: the answer is written to the socket. */
function onClientError(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const init: ProblemInit = {
    status, code: status === 431 ? 'HTTP.HEADERS_TOO_LARGE' : status === 408 ? 'HTTP.REQUEST_TIMEOUT' : 'HTTP.BAD_REQUEST',
    message: 'the request cannot be read', userMessage: '请求格式有误',
  };
  const body = JSON.stringify({ ...problemBody(init, { requestId: 'unknown' }), errors: [{ pointer: '', code: init.code, detail: init.message, userMessage: init.userMessage }] });
  socket.end(`HTTP/1.1 ${status} Error\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

/** An address the router refuses before any hook runs. */
function onFrameworkError(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  if (error.statusCode === 414) return sendProblem(request, reply, { status: 414, code: 'HTTP.URI_TOO_LONG', message: 'a part of the address is too long', userMessage: '请求地址过长' });
  sendProblem(request, reply, { status: 400, code: 'URL.INVALID', message: 'the address cannot be read', userMessage: '请求地址有误' });
}

/** The Fastify adapter of every process: bounded, trusting no forwarding header. */
export const createAdapter = (): FastifyAdapter => new FastifyAdapter({
  logger: false,
  bodyLimit: JSON_LIMIT,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: 65_000,
  trustProxy: false,
  forceCloseConnections: 'idle',
  return503OnClosing: false,
  routerOptions: { maxParamLength: 128 },
  genReqId: (request: { headers: NodeJS.Dict<string | string[]> }) => requestIdOf(request.headers),
  clientErrorHandler: onClientError as never,
  frameworkErrors: onFrameworkError as never,
} as never);

/** What stands in the way of a request before any route sees it. */
function urlFault(url: string): ProblemInit | undefined {
  if (url.length > MAX_URL) return { status: 414, code: 'HTTP.URI_TOO_LONG', message: 'the address is too long', userMessage: '请求地址过长' };
  let plain: string;
  try {
    plain = decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return { status: 400, code: 'URL.INVALID', message: 'the address is not valid percent-encoded UTF-8', userMessage: '请求地址编码有误' };
  }
  if (plain.includes('\0')) return { status: 400, code: 'URL.INVALID', message: 'the address holds a NUL', userMessage: '请求地址含有不允许的字符' };
  if (findIdentityNumbers(plain).some(({ form }) => form === '18')) {
    return { status: 400, code: 'URL.IDENTITY_NUMBER', message: 'identity numbers travel in a request body, never in an address', userMessage: '身份证号码不得出现在请求地址中，请放入请求内容' };
  }
  return undefined;
}

/** Parsers for JSON (bounded) and files (streams); every other content type is answered 415. */
export function addParsers(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: JSON_LIMIT }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  instance.addContentTypeParser(STREAMED_TYPES, (_request, payload, done) => done(null, payload));
}

export interface EdgeHooks {
  logger: Logger;
  metrics: Metrics;
  /** Why the service does not answer just now; health and metrics always answer. */
  closedBecause(): 'STARTING' | 'STOPPING' | undefined;
}

/** 客户类别: the first role of the verified token, `none` without one. Never who it is. */
const clientClass = (request: EdgeRequest): string => request.caller?.roles[0] ?? 'none';

/** Request ids, traces, metrics, access log (route patterns only, never addresses), and the checks of the address. */
export function addHooks(instance: FastifyInstance, { logger, metrics, closedBecause }: EdgeHooks): void {
  const labels = ['method', 'route', 'client'];
  const requests = metrics.counter('credit_http_requests_total', 'Answered requests', [...labels, 'status']);
  const errors = metrics.counter('credit_http_errors_total', 'Requests answered 4xx or 5xx, by the code of the problem', [...labels, 'status', 'code']);
  const durations = metrics.histogram('credit_http_request_duration_seconds', 'Time to answer', labels);
  instance.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    openTrace(request);
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    const fault = urlFault(request.url);
    if (fault) return sendProblem(request, reply, fault);
    const closed = ALWAYS_OPEN.test(request.url) ? undefined : closedBecause();
    if (closed) return sendProblem(request, reply, CLOSED[closed]);
    done();
  });
  instance.addHook('onSend', (_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload: unknown) => void) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    if (closedBecause() === 'STOPPING') void reply.header('connection', 'close');
    done(null, payload);
  });
  instance.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const route = request.routeOptions.url ?? 'unknown';
    const from = { method: request.method, route, client: clientClass(request) };
    const status = String(reply.statusCode);
    requests.inc({ ...from, status });
    durations.observe(from, reply.elapsedTime / 1000);
    if (reply.statusCode >= 400) errors.inc({ ...from, status, code: problemCodeOf(reply) ?? 'none' });
    const line = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), correlationId: String(request.id), code: problemCodeOf(reply) };
    if (reply.statusCode >= 500 || reply.statusCode === 401 || reply.statusCode === 403) logger.warn(line, 'request');
    else logger.debug(line, 'request');
    done();
  });
}
