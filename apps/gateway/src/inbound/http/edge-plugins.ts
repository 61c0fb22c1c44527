import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import type { Caller, TokenVerifier } from '@credit/access';
import { DomainError } from '@credit/kernel';
import { sendProblem, type EdgeRequest } from '@credit/service-host/edge';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { registerForwarding, type ForwardOptions } from './forward.ts';

const STATUS: Readonly<Record<string, number>> = { 'AUTH.KEYS_UNAVAILABLE': 503 };

export interface EdgeOptions extends Omit<ForwardOptions, 'requireToken'> {
  /** Calls a minute of one client, and look-ups a minute of one address. */
  limits: { calls: { max: number }; search: { max: number } };
}

/** Protective headers, rate limits, Swagger UI and the forwarding, on Fastify itself. `verifier` refuses early what a service would refuse anyway; the service still checks. */
export async function registerEdge(app: FastifyInstance, verifier: TokenVerifier, options: EdgeOptions): Promise<void> {
  const callers = new Callers(verifier);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } }, hsts: false });
  await app.register(rateLimit, {
    global: true, max: options.limits.calls.max, timeWindow: '1 minute', cache: 50_000, enableDraftSpec: true, errorResponseBuilder: tooMany,
    allowList: (request) => /^\/(health|metrics)(\/|$)/.test(request.url),
    keyGenerator: (request) => clientOf(callers, request),
  });
  await registerDocs(app);
  await registerForwarding(app, {
    ...options,
    requireToken: async (request, reply) => {
      const { refusal, caller } = await callers.of(request);
      if (caller) (request as EdgeRequest).caller = caller;
      if (refusal) sendProblem(request, reply, { status: STATUS[refusal.code] ?? 401, code: refusal.code, message: refusal.message, userMessage: refusal.userMessage });
    },
  });
}

/** Who pays for a call: on routes that need a token the verified caller; everywhere else the address, whatever token is shown. */
async function clientOf(callers: Callers, request: FastifyRequest): Promise<string> {
  const caller = request.routeOptions.config.needsToken ? (await callers.of(request)).caller : undefined;
  return caller ? `${caller.issuer}/${caller.sub}` : request.ip;
}

type Verdict = { caller: Caller; refusal?: undefined } | { caller?: undefined; refusal: DomainError };

/** Each token is checked once per request, for the rate limit and for the early refusal. */
class Callers {
  private readonly verdicts = new WeakMap<FastifyRequest, Promise<Verdict>>();

  constructor(private readonly verifier: TokenVerifier) {}

  of(request: FastifyRequest): Promise<Verdict> {
    const known = this.verdicts.get(request) ?? this.verify(request.headers.authorization);
    this.verdicts.set(request, known);
    return known;
  }

  private async verify(authorization: string | undefined): Promise<Verdict> {
    try {
      return { caller: await this.verifier.verify(authorization) };
    } catch (error) {
      if (error instanceof DomainError) return { refusal: error };
      throw error;
    }
  }
}

/** What `@fastify/rate-limit` throws; it carries the answer with it. */
function tooMany(_request: FastifyRequest, context: { ttl: number }): Error {
  return Object.assign(new DomainError({ code: 'RATE_LIMITED', message: `too many calls; try again in ${Math.ceil(context.ttl / 1000)} s`, userMessage: '调用过于频繁，请稍后重试' }), { statusCode: 429 });
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
