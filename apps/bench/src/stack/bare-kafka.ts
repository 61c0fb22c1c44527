import { kafkaSecurity } from '@credit/messaging';
import { Kafka, logLevel } from 'kafkajs';

/** KafkaJS as it comes, with the credential and the authority of this run (KAFKA_SASL_*, KAFKA_SSL_CA_FILE) and nothing of ours. */
export function bareKafka(clientId: string): Kafka {
  const { sasl, ssl } = kafkaSecurity(process.env);
  return new Kafka({ brokers: process.env['KAFKA_BROKERS']!.split(','), clientId, logLevel: logLevel.NOTHING, ...(sasl ? { sasl: { mechanism: 'scram-sha-512', ...sasl } } : {}), ...(ssl ? { ssl: ssl === true ? true : { ca: [ssl.ca] } } : {}) });
}
