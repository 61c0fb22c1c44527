import { join } from 'node:path';
import { createTokenVerifier, SECRET_FILES } from '@credit/access';
import type { BlindIndex, FieldCipher, TokenVerifier } from '@credit/access';
import type { CityConfig } from '@credit/contracts/topics';
import type { KafkaPort } from '@credit/messaging';
import { createLogger, createMetrics } from '@credit/observability';
import type { Logger, Metrics } from '@credit/observability';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { ServiceClock } from './clock.ts';
import { createCursors } from './cursors.ts';
import type { Cursors } from './cursors.ts';
import { HealthBoard } from './health-board.ts';
import type { EdgeSettings } from './service-settings.ts';

/** What every process has. */
export interface EdgePlatform<S extends EdgeSettings = EdgeSettings> {
  readonly name: string;
  readonly settings: S;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: ServiceClock;
  readonly verifier: TokenVerifier;
  readonly cursors: Cursors;
  readonly health: HealthBoard;
}

/** What a service behind the gateway has. */
export interface Platform<S extends EdgeSettings = EdgeSettings> extends EdgePlatform<S> {
  readonly city: CityConfig;
  readonly rulebook: Rulebook;
  readonly database: Database;
  readonly kafka: KafkaPort;
  readonly fieldCipher: FieldCipher;
  readonly blindIndex: BlindIndex;
}

/** Path of a secret file in CREDIT_SECRETS_DIR. */
export const secretFile = (settings: Pick<EdgeSettings, 'secretsDir'>, name: keyof typeof SECRET_FILES): string => join(settings.secretsDir, SECRET_FILES[name]);

/** Builds the parts that need no server. @throws Error naming the setting or file that is unusable */
export function edgePlatform<S extends EdgeSettings>(name: string, settings: S, clock: ServiceClock): EdgePlatform<S> {
  const production = settings.mode === 'production';
  const keys = settings.jwksUrl === undefined ? { jwksFile: settings.jwksFile ?? secretFile(settings, 'jwks') } : { jwksUrl: settings.jwksUrl };
  const metrics = createMetrics(name);
  const health = new HealthBoard(name);
  metrics.gauge('credit_health_check', 'Checks of /health/ready: 1 well, 0 failing', ['check'], async (gauge) => {
    for (const [check, result] of Object.entries((await health.report('ready')).checks)) gauge.set({ check }, result === 'ok' ? 1 : 0);
  });
  return {
    name,
    settings,
    clock,
    logger: createLogger({ service: name, level: settings.logLevel }),
    metrics,
    verifier: createTokenVerifier({ issuer: settings.issuer, audience: 'credit', production, ...keys }),
    cursors: createCursors({ keyFile: secretFile(settings, 'cursorKey'), production }),
    health,
  };
}
