import { kafkaSecurity } from '@credit/messaging';
import { Kafka, logLevel } from 'kafkajs';

/** KafkaJS as it comes, with the credential of this run (KAFKA_SASL_*) and nothing of ours. */
export function bareKafka(clientId: string): Kafka {
  const { sasl } = kafkaSecurity(process.env);
  return new Kafka({ brokers: process.env['KAFKA_BROKERS']!.split(','), clientId, logLevel: logLevel.NOTHING, ...(sasl ? { sasl: { mechanism: 'scram-sha-512', ...sasl } } : {}) });
}
