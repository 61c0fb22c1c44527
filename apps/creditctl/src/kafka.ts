import { createLogger } from '@credit/observability';
import { createKafka, type KafkaPort } from '@credit/messaging';
import { need, type Settings } from './settings.ts';

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
    return await work(kafka);
  } finally {
    await kafka.close();
  }
}
