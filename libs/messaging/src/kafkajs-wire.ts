// @ts-expect-error KafkaJS has no types for its internals
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { Kafka } from 'kafkajs';
import { kafkajsConfig } from './kafkajs-driver.ts';
import type { KafkaOptions } from './kafkajs-driver.ts';
import { patchRequestQueueTimer } from './kafkajs-timer-patch.ts';

/** One authenticated connection to the broker that is the active controller (or stands for it), for requests that the client library does not know. */
export interface KafkaWire {
  /** Sends one request. `body`: everything after the client id of the request header; resolves with everything after the correlation id. */
  call(request: { apiKey: number; apiVersion: number; body: Buffer }): Promise<Buffer>;
  close(): Promise<void>;
}

interface Broker {
  connect(): Promise<void>;
  connectionPool: { send(options: { request: object; response: object }): Promise<Buffer> };
}
interface Cluster {
  connect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  findControllerBroker(): Promise<Broker>;
  disconnect(): Promise<void>;
}

const CREATE_CLUSTER = 'private:Kafka:createCluster';

/** Opens it. @throws Error of KafkaJS when no broker answers or the credential is refused */
export async function openKafkaWire(options: KafkaOptions): Promise<KafkaWire> {
  patchRequestQueueTimer();
  const kafka = new Kafka(kafkajsConfig(options)) as unknown as Record<symbol, (options: object) => Cluster>;
  const create = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === CREATE_CLUSTER)!;
  const cluster = kafka[create]!({});
  try {
    await cluster.connect();
    await cluster.refreshMetadata();
    const broker = await cluster.findControllerBroker();
    return {
      call: ({ apiKey, apiVersion, body }) => broker.connectionPool.send({
        request: { apiKey, apiVersion, apiName: `request ${apiKey}`, encode: async () => {
          const encoder = new Encoder();
          encoder.writeBufferInternal(body);
          return encoder;
        } },
        response: { decode: async (answer: Buffer) => answer, parse: async (answer: Buffer) => answer },
      }),
      close: () => cluster.disconnect(),
    };
  } catch (error) {
    await cluster.disconnect().catch(() => undefined);
    throw error;
  }
}
