import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKafkaClient, type KafkaClient, type Sasl, type SeenRecord } from '@credit/testing/servers';
import { environment } from './environment.ts';

const ofDepartment = /^credit\.(?:intake|receipts|screenings|notices)\.([a-z0-9-]+)\.v1$/;
const OPERATOR = 'operator';

/** The credential that provisioning made for this name; undefined where Kafka asks for none. */
export function credentialOf(principal: string): Sasl | undefined {
  const file = join(environment.stateDir, 'secrets', `kafka-${principal}.txt`);
  return environment.kafkaAuth !== 'none' && existsSync(file) ? { username: principal, password: readFileSync(file, 'utf8').trim() } : undefined;
}

/** A client that shows itself as this department, or as `operator`. */
export const kafkaAs = (principal: string): KafkaClient => openKafkaClient({ ...environment, group: principal, sasl: credentialOf(principal) });

/** The whole city on Kafka: what a department may send and read goes by its own credential, everything else is read by the operator's. */
export function cityKafka(): KafkaClient {
  const clients = new Map<string, KafkaClient>();
  const clientOf = (principal: string): KafkaClient => {
    const known = clients.get(principal) ?? kafkaAs(principal);
    clients.set(principal, known);
    return known;
  };
  const ownerOf = (topic: string): string => ofDepartment.exec(topic)?.[1] ?? OPERATOR;
  const readerOf = (topic: string): string => (/^credit\.(receipts|screenings|notices)\./.test(topic) ? ownerOf(topic) : OPERATOR);
  const byReader = (topics: readonly string[]): [KafkaClient, string[]][] =>
    [...new Set(topics.map(readerOf))].map((reader) => [clientOf(reader), topics.filter((topic) => readerOf(topic) === reader)]);
  return {
    send: (topic, record) => clientOf(ownerOf(topic)).send(topic, record),
    follow: async (topics, from, onRecord) => {
      const followers = await Promise.all(byReader(topics).map(([client, own]) => client.follow(own, from, onRecord)));
      return { stop: async () => void (await Promise.all(followers.map((follower) => follower.stop()))) };
    },
    readAll: async (topics) => {
      const records: SeenRecord[] = [];
      for (const [client, own] of byReader(topics)) records.push(...(await client.readAll(own)));
      return records;
    },
    topicNames: () => clientOf(OPERATOR).topicNames(),
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.close()))),
  };
}
