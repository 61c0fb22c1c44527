import { randomUUID } from 'node:crypto';
import { LOG_LEVELS } from '@credit/observability';
import { SANDBOX_ISSUER } from '@credit/access';
import { list, oneOf, optionalFile, optionalText, port, text } from './settings.ts';
import type { SettingsOf } from './settings.ts';

/** Settings of every process that serves HTTP (gateway too). */
export const edgeSettings = (defaultPort: number) => ({
  port: port('PORT', defaultPort),
  host: text('HOST', '127.0.0.1'),
  mode: oneOf('CREDIT_MODE', ['sandbox', 'production'], 'sandbox'),
  issuer: text('CREDIT_ISSUER', SANDBOX_ISSUER),
  jwksFile: optionalText('CREDIT_JWKS_FILE'),
  jwksUrl: optionalText('CREDIT_JWKS_URL'),
  secretsDir: text('CREDIT_SECRETS_DIR'),
  instanceId: text('CREDIT_INSTANCE_ID', randomUUID().slice(0, 8)),
  logLevel: oneOf('LOG_LEVEL', [...LOG_LEVELS, 'silent'], 'info'),
});

/** Settings of every service behind the gateway: the edge, Kafka, the city and its rules. Add `databaseUrl(…)` and your own. */
export const serviceSettings = (defaultPort: number) => ({
  ...edgeSettings(defaultPort),
  kafkaBrokers: list('KAFKA_BROKERS'),
  kafkaUsername: optionalText('KAFKA_SASL_USERNAME'),
  kafkaPassword: optionalText('KAFKA_SASL_PASSWORD'),
  kafkaPasswordFile: optionalFile('KAFKA_SASL_PASSWORD_FILE'),
  kafkaSsl: oneOf('KAFKA_SSL', ['true', 'false'], 'false'),
  kafkaCa: optionalFile('KAFKA_SSL_CA_FILE'),
  topicPrefix: text('CREDIT_TOPIC_PREFIX', ''),
  cityConfig: text('CREDIT_CITY_CONFIG'),
  rulebookOverlay: optionalText('CREDIT_RULEBOOK_OVERLAY'),
});

export type EdgeSettings = SettingsOf<ReturnType<typeof edgeSettings>>;
export type ServiceSettings = SettingsOf<ReturnType<typeof serviceSettings>>;
