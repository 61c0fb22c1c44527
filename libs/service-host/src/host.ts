import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LoggerService, Provider, Type } from '@nestjs/common';
import { assertRoutesAnnotated, CallerGuard, TOKEN_VERIFIER } from '@credit/access';
import type { Logger } from '@credit/observability';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { HostModule } from './host.module.ts';
import type { AppModule } from './host.module.ts';
import { addHooks, addParsers, createAdapter } from './http-edge.ts';
import type { EdgeHooks } from './http-edge.ts';
import { openApiOf } from './openapi.ts';
import type { EdgePlatform, Platform } from './platform.ts';
import { ProblemFilter } from './problem.filter.ts';
import { validationPipe } from './validation.ts';

export interface HostOptions {
  platform: EdgePlatform | Platform;
  /** The app's composition root. */
  module: AppModule;
  /** Title of the OpenAPI document. */
  title: string;
  /** HTTP status per error code of this app. */
  statuses: Readonly<Record<string, number>>;
  isTransient: (error: unknown) => boolean;
  closedBecause: EdgeHooks['closedBecause'];
  controllers?: Type[];
  providers?: Provider[];
  /** Before the routes are bound: plugins and routes on Fastify itself. */
  onFastify?: (instance: FastifyInstance) => void | Promise<void>;
  /** What `/openapi.json` answers, made from the process's own document; default: that document. */
  describe?: (own: OpenAPIObject) => Promise<OpenAPIObject>;
}

const VERSION = '1';

/** Nest's own messages: warnings and errors only, as lines of our log. */
const nestLogger = (logger: Logger): LoggerService => ({
  log: () => undefined,
  debug: () => undefined,
  verbose: () => undefined,
  warn: (message: unknown) => logger.warn({ code: 'NEST' }, String(message)),
  error: (message: unknown, stack?: unknown) => logger.error({ code: 'NEST', stack: String(stack ?? '') }, String(message)),
});

/** The Nest application with the edge in front of it, initialised but not listening. @throws Error when a route does not say who may call it */
export async function createHost(options: HostOptions): Promise<NestFastifyApplication> {
  const { platform } = options;
  const own: { document?: OpenAPIObject } = {};
  const describe = options.describe ?? (async (document: OpenAPIObject) => document);
  const root = HostModule.of(platform, options.module, { json: async () => JSON.stringify(await describe(own.document!)) }, options.controllers ?? [], options.providers ?? []);
  const app = await NestFactory.create<NestFastifyApplication>(root, createAdapter(), { bodyParser: false, abortOnError: false, logger: nestLogger(platform.logger) });
  assertRoutesAnnotated(app);
  app.useGlobalFilters(new ProblemFilter({ statuses: options.statuses, isTransient: options.isTransient }, platform.logger));
  app.useGlobalGuards(new CallerGuard(app.get(TOKEN_VERIFIER, { strict: false })));
  app.useGlobalPipes(validationPipe());
  const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  addParsers(instance);
  addHooks(instance, { logger: platform.logger, metrics: platform.metrics, closedBecause: options.closedBecause });
  await options.onFastify?.(instance);
  await app.init();
  own.document = openApiOf(app, { name: platform.name, title: options.title, version: VERSION });
  return app;
}
