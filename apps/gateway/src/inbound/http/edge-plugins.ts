import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import type { TokenVerifier } from '@credit/access';
import { DomainError } from '@credit/kernel';
import { sendProblem } from '@credit/service-host';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { registerForwarding, type ForwardOptions } from './forward.ts';

const STATUS: Readonly<Record<string, number>> = { 'AUTH.KEYS_UNAVAILABLE': 503 };

/** Protective headers, rate limits, Swagger UI and the forwarding, on Fastify itself. `verifier` refuses early what a service would refuse anyway; the service still checks. */
export async function registerEdge(app: FastifyInstance, verifier: TokenVerifier, options: Omit<ForwardOptions, 'requireToken'>): Promise<void> {
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } }, hsts: false });
  await app.register(rateLimit, { global: true, max: options.limits.calls.max, timeWindow: '1 minute', enableDraftSpec: true, keyGenerator: clientOf, errorResponseBuilder: tooMany });
  await registerDocs(app);
  await registerForwarding(app, { ...options, requireToken: (request, reply) => requireToken(verifier, request, reply) });
}

/** One bucket per address and token: a department behind a shared address has its own, and a made-up token only shares the address's fate, for it is refused anyway. */
function clientOf(request: FastifyRequest): string {
  const authorization = request.headers.authorization;
  return authorization === undefined ? request.ip : `${request.ip}/${createHash('sha256').update(authorization).digest('base64url')}`;
}

/** What `@fastify/rate-limit` throws; it carries the answer with it. */
function tooMany(_request: FastifyRequest, context: { ttl: number }): Error {
  return Object.assign(new DomainError({ code: 'RATE_LIMITED', message: `too many calls; try again in ${Math.ceil(context.ttl / 1000)} s`, userMessage: '调用过于频繁，请稍后重试' }), { statusCode: 429 });
}

async function requireToken(verifier: TokenVerifier, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  try {
    await verifier.verify(request.headers.authorization);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    sendProblem(request, reply, { status: STATUS[error.code] ?? 401, code: error.code, message: error.message, userMessage: error.userMessage });
  }
}

const SWAGGER_PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>接口文档</title><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;
const SWAGGER_START = `window.ui=SwaggerUIBundle({url:'/openapi.json',dom_id:'#swagger-ui',deepLinking:true,persistAuthorization:true});`;

/** 接口文档: Swagger UI from the package on disk, never from a CDN. */
async function registerDocs(app: FastifyInstance): Promise<void> {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, { root: assets, prefix: '/docs/assets/', index: false, allowedPath: (path) => /\.(css|js|png)$/.test(path) });
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(SWAGGER_PAGE));
  app.get('/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SWAGGER_START));
}
