import { createLogger } from '@credit/observability';
import { createKafka, type KafkaPort } from '@credit/messaging';
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

/** Runs `work` with a connection to the configured brokers and closes it. The client's own chatter is silent: failures reach the caller. */
export async function withKafka<T>(settings: Settings, work: (kafka: KafkaPort) => Promise<T>): Promise<T> {
  const kafka = createKafka({
    brokers: need(settings, 'brokers'),
    clientId: 'creditctl',
    topicPrefix: settings.topicPrefix,
    ...(settings.sasl ? { sasl: settings.sasl } : {}),
    logger: createLogger({ service: 'creditctl', level: 'silent' }),
  });
  try {
    await inTime(kafka.clusterId(), CONNECT_MS, `brokers ${settings.brokers}`);
    return await work(kafka);
  } finally {
    await inTime(kafka.close(), 1_000, 'closing').catch(() => undefined);
  }
}
