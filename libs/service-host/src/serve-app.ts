import { createBlindIndex, createFieldCipher } from '@credit/access';
import type { OwnedTopic, Projection, StateMarks } from '@credit/messaging';
import { isTransient, openDatabase } from '@credit/persistence';
import type { EntityClass, Lane, MigrationClass, TableRights } from '@credit/persistence';
import type { AppModule } from './host.module.ts';
import { createHost } from './host.ts';
import { bootOrExit } from './boot.ts';
import { sandboxClock, systemClock } from './clock.ts';
import { loadCityConfig, loadRulebook } from './configuration.ts';
import { refuseDefaultPasswords } from './default-passwords.ts';
import { migrateDatabase } from './migrate.ts';
import { OPS_PARTS, OpsController } from './ops.controller.ts';
import { followBusinessDate, kafkaOf, keepersOf, relaysOf, strategyOf, watchStrategy } from './pipeline.ts';
import { edgePlatform, secretFile } from './platform.ts';
import type { Platform } from './platform.ts';
import { installProcessHandlers, listen, stopInOrder } from './run.ts';
import type { RunningService } from './run.ts';
import type { ServiceSettings } from './service-settings.ts';

/** Everything that makes a service behind the gateway. */
export interface ServiceDefinition<S extends ServiceSettings & { databaseUrl: string }> {
  /** Name of the app = consumer group = name in topics, logs, metrics. */
  name: string;
  /** Title of the OpenAPI document. */
  title: string;
  settings: S;
  /** Composition root; its providers inject the tokens DATABASE, CLOCK, RULEBOOK, CITY, LOGGER, METRICS, SETTINGS, KAFKA, CURSORS, FIELD_CIPHER, BLIND_INDEX. */
  module: AppModule;
  entities: readonly EntityClass[];
  migrations: readonly MigrationClass[];
  /** Rights of the service's role per table, where they are not select, insert and update: `HISTORY` (never changed), `WORKING` (also deleted), or words of GRANT. */
  rights?: TableRights;
  poolSize?: number;
  /** Journal lanes it publishes; default `['facts']`. */
  lanes?: readonly Lane[];
  /** Least time from one send of its journal to the next, ms: for facts that many small transactions make and nobody waits for. Default 0. */
  paceMs?: number;
  /** Read models that `/ops/rebuild` knows. */
  projections?: readonly Projection[];
  /** Fact topics that it writes, for `/ops/reconcile`. */
  owns?: readonly OwnedTopic[];
  /** What it says every second of the state topic that it owns. */
  marks?: StateMarks;
  /** HTTP status per error code, where the code alone does not say it (see README). */
  statuses?: Readonly<Record<string, number>>;
  /** Without: signals and faults are left to the caller (tests). Default true. */
  ownsProcess?: boolean;
}

async function platformOf<S extends ServiceSettings & { databaseUrl: string }>(definition: ServiceDefinition<S>): Promise<{ platform: Platform<S>; sandbox?: ReturnType<typeof sandboxClock> }> {
  const { name, settings } = definition;
  refuseDefaultPasswords(name, settings);
  const city = loadCityConfig(settings.cityConfig);
  const rulebook = loadRulebook(settings.rulebookOverlay);
  const production = settings.mode === 'production';
  const sandbox = production ? undefined : sandboxClock(city.city.openingDate);
  const edge = edgePlatform(name, settings, sandbox ?? systemClock());
  const fieldCipher = createFieldCipher({ keyFile: secretFile(settings, 'fieldKey'), production });
  const blindIndex = createBlindIndex({ keyFile: secretFile(settings, 'blindIndexKey'), production });
  const database = await openDatabase({
    url: settings.databaseUrl, service: name, entities: definition.entities, migrations: definition.migrations, logger: edge.logger,
    ...(definition.poolSize === undefined ? {} : { poolSize: definition.poolSize }),
  });
  edge.health.add({ name: 'database', kind: 'ready', look: async () => void (await database.ping()) });
  const kafka = kafkaOf(settings, name, edge.logger);
  return { platform: { ...edge, city, rulebook, database, kafka, fieldCipher, blindIndex }, ...(sandbox === undefined ? {} : { sandbox }) };
}

/**
 * Boots a service: configuration → database and migrations → Nest and its HTTP edge → relays → (sandbox) business date → consumer. HTTP listens early; until
 * the business date is known everything but health and metrics answers 503. `/health/ready` is 200 when database, clock and all partitions are there.
 * With `migrate <role>` on the command line it only brings the database up to date (see {@link migrateDatabase}).
 * What keeps it from starting ends the process with one line (exit 78 configuration, 69 a server away, 70 a bug); with `ownsProcess: false` it is thrown.
 */
export async function serveApp<S extends ServiceSettings & { databaseUrl: string }>(definition: ServiceDefinition<S>): Promise<RunningService> {
  if (definition.ownsProcess === false) return boot(definition);
  const [verb, role] = process.argv.slice(2);
  if (verb === 'migrate') process.exit(await bootOrExit(definition.name, () => migrateDatabase(definition, role).then(() => 0)));
  return bootOrExit(definition.name, () => boot(definition));
}

async function boot<S extends ServiceSettings & { databaseUrl: string }>(definition: ServiceDefinition<S>): Promise<RunningService> {
  const { platform, sandbox } = await platformOf(definition);
  let dateKnown = sandbox === undefined;
  let stopped = false;
  platform.health.add({ name: 'clock', kind: 'ready', look: () => (dateKnown ? undefined : 'the business date is not known yet') });
  const strategy = strategyOf(platform);
  const app = await createHost({
    platform, module: definition.module, title: definition.title, statuses: definition.statuses ?? {}, isTransient,
    closedBecause: () => (stopped ? 'STOPPING' : dateKnown ? undefined : 'STARTING'),
    controllers: [OpsController],
    providers: [{ provide: OPS_PARTS, useValue: { projections: definition.projections ?? [], owns: definition.owns ?? [], ...(strategy ? { strategy } : {}) } }],
  });
  if (strategy) {
    app.connectMicroservice({ strategy });
    watchStrategy(platform, strategy);
  }
  const url = await listen(app, platform);
  const relays = relaysOf(platform, definition.lanes ?? ['facts'], definition.marks, definition.paceMs);
  const keepers = keepersOf(platform, definition.owns ?? []);
  const follower = sandbox && followBusinessDate(platform, sandbox);
  const started = (async () => {
    await follower?.caughtUp;
    dateKnown = true;
    if (strategy && !stopped) await app.startAllMicroservices();
  })();
  started.catch((error: unknown) => {
    platform.logger.error({ code: 'SERVICE.START', err: error }, 'the service cannot start');
    if (definition.ownsProcess !== false) process.exit(70);
  });

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= (async () => {
    stopped = true;
    await stopInOrder(platform, [
      { name: 'start', atMostMs: 1_000, run: () => started },
      { name: 'application', atMostMs: 4_500, run: () => Promise.all([app.close(), follower?.stop(), ...keepers.map((keeper) => keeper.stop())]) },
      { name: 'relays', atMostMs: 3_000, run: () => relays.stop(2_500) },
      { name: 'kafka', atMostMs: 600, run: () => platform.kafka.close() },
      { name: 'database', atMostMs: 700, run: () => platform.database.close() },
    ]);
  })());
  if (definition.ownsProcess !== false) installProcessHandlers(platform, stop);
  return { app, url, stop };
}
