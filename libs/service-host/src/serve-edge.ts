import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { AppModule } from './host.module.ts';
import { bootOrExit } from './boot.ts';
import { createHost } from './host.ts';
import { systemClock } from './clock.ts';
import { edgePlatform } from './platform.ts';
import type { EdgePlatform } from './platform.ts';
import { installProcessHandlers, listen, stopInOrder } from './run.ts';
import type { RunningService } from './run.ts';
import type { EdgeSettings } from './service-settings.ts';

/** A process without database and Kafka: the gateway. */
export interface EdgeDefinition<S extends EdgeSettings> {
  name: string;
  title: string;
  settings: S;
  module: AppModule;
  /** Plugins and routes on Fastify itself, before Nest binds its own. */
  onFastify?: (instance: FastifyInstance, platform: EdgePlatform<S>) => void | Promise<void>;
  statuses?: Readonly<Record<string, number>>;
  /** What `/openapi.json` answers, made from the process's own document. */
  describe?: (own: OpenAPIObject) => Promise<OpenAPIObject>;
  /** Default true; false in tests. */
  ownsProcess?: boolean;
}

/** Boots a process that only serves HTTP. What keeps it from starting ends the process with one line; with `ownsProcess: false` it is thrown. */
export const serveEdge = <S extends EdgeSettings>(definition: EdgeDefinition<S>): Promise<RunningService> =>
  (definition.ownsProcess === false ? boot(definition) : bootOrExit(definition.name, () => boot(definition)));

async function boot<S extends EdgeSettings>(definition: EdgeDefinition<S>): Promise<RunningService> {
  const platform = edgePlatform(definition.name, definition.settings, systemClock());
  let stopping: Promise<void> | undefined;
  const { onFastify, describe } = definition;
  const app = await createHost({
    platform, module: definition.module, title: definition.title, statuses: definition.statuses ?? {}, isTransient: () => false, closedBecause: () => (stopping ? 'STOPPING' : undefined),
    ...(describe === undefined ? {} : { describe }),
    ...(onFastify === undefined ? {} : { onFastify: (instance: FastifyInstance) => onFastify(instance, platform) }),
  });
  const url = await listen(app, platform);
  const stop = (): Promise<void> => (stopping ??= stopInOrder(platform, [{ name: 'application', run: () => app.close() }]));
  if (definition.ownsProcess !== false) installProcessHandlers(platform, stop);
  return { app, url, stop };
}
