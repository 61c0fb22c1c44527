import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '@credit/observability';
import { createKafka, type KafkaOptions, type KafkaPort, type Sasl } from '@credit/messaging';
import { CommandFailure, EXIT } from './exit.ts';
import { need, type Settings } from './settings.ts';

const CONNECT_MS = 10_000;

/** Gives the answer, or fails when it does not come in time: the client itself retries for minutes. @throws CommandFailure KAFKA.UNREACHABLE (exit 69) */
export async function inTime<T>(answer: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CommandFailure(EXIT.unreachable, 'KAFKA.UNREACHABLE', `${what}: no answer from Kafka within ${ms / 1000} s`, `Kafka 在 ${ms / 1000} 秒内没有应答`)), ms);
  });
  answer.catch(() => undefined);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Where the password of a credential lies. */
export const passwordFile = (settings: Settings, principal: string): string => join(settings.secretsDir, `kafka-${principal}.txt`);

/** The credential of a department, the operator or the administrator: KAFKA_SASL_* stands above the file of the secrets folder; none = anonymous. */
export function credentialOf(settings: Settings, principal: string): Sasl | undefined {
  if (settings.security.sasl) return settings.security.sasl;
  const file = passwordFile(settings, principal);
  return settings.credentials && existsSync(file) ? { username: principal, password: readFileSync(file, 'utf8').trim() } : undefined;
}

/** How the configured brokers are reached as `principal`. The client's own chatter is silent: failures reach the caller. */
export function kafkaOptions(settings: Settings, principal: string): KafkaOptions {
  const sasl = credentialOf(settings, principal);
  const { ssl } = settings.security;
  return {
    brokers: need(settings, 'brokers'), clientId: 'creditctl', topicPrefix: settings.topicPrefix, ...(sasl ? { sasl } : {}), ...(ssl ? { ssl } : {}),
    logger: createLogger({ service: 'creditctl', level: 'silent' }),
  };
}

/** Opens a connection as `principal` (a department's source, or `operator`). @throws CommandFailure KAFKA.UNREACHABLE (exit 69) */
export async function openKafka(settings: Settings, principal: string): Promise<KafkaPort> {
  const kafka = createKafka(kafkaOptions(settings, principal));
  try {
    await inTime(kafka.clusterId(), CONNECT_MS, `brokers ${settings.brokers}`);
    return kafka;
  } catch (error) {
    await closeKafka(kafka);
    throw error;
  }
}

/** Closes it; a broker that does not answer any more is not waited for. */
export const closeKafka = (kafka: KafkaPort): Promise<void> => inTime(kafka.close(), 1_000, 'closing').catch(() => undefined);

/** Runs `work` with such a connection and closes it. */
export async function withKafka<T>(settings: Settings, principal: string, work: (kafka: KafkaPort) => Promise<T>): Promise<T> {
  const kafka = await openKafka(settings, principal);
  try {
    return await work(kafka);
  } finally {
    await closeKafka(kafka);
  }
}
