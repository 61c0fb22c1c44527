import type { CityConfig } from '../topics/city-config.ts';
import { topicManifest, type TopicSpec } from '../topics/manifest.ts';
import { ATTRIBUTES } from './attributes.ts';
import { eventType } from './registry.ts';
import { jsonSchemaOf } from './validate.ts';

type Node = { [member: string]: unknown };

const ref = (...path: string[]): Node => ({ $ref: `#/${path.map((p) => p.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}` });

const schemaWithoutId = (type: string): Node => {
  const { $id: _id, $schema: _dialect, ...schema } = jsonSchemaOf(type)!;
  return schema;
};

const headersSchema = (): Node => ({
  type: 'object',
  required: ['ce_specversion', ...ATTRIBUTES.filter((a) => a.required).map((a) => `ce_${a.wire}`)],
  properties: { ce_specversion: { type: 'string', const: '1.0' }, ...Object.fromEntries(ATTRIBUTES.map((a) => [`ce_${a.wire}`, { type: 'string' }])), 'content-type': { type: 'string' }, traceparent: { type: 'string' } },
});

const message = (type: string): Node => ({
  name: type,
  title: eventType(type)!.title,
  contentType: 'application/json',
  headers: ref('components', 'schemas', 'CloudEventHeaders'),
  payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: ref('components', 'schemas', type) },
});

const channelId = (topic: TopicSpec): string => topic.name;

const channel = (topic: TopicSpec): Node => ({
  address: topic.name,
  description: `Key: ${topic.key}. Writers: ${topic.writers.join(', ')}. Readers: ${topic.readers.join(', ') || '—'}.`,
  messages: Object.fromEntries(topic.types.map((type) => [type, ref('components', 'messages', type)])),
  bindings: { kafka: { topic: topic.name, partitions: topic.partitions, topicConfiguration: { 'cleanup.policy': [topic.cleanup], 'retention.ms': topic.retentionMs, 'max.message.bytes': topic.maxMessageBytes } } },
});

const operationsOf = (topic: TopicSpec): [string, Node][] => {
  const messages = topic.types.map((type) => ref('channels', channelId(topic), 'messages', type));
  const operation = (app: string, action: 'send' | 'receive'): [string, Node] => [
    `${app}.${action}.${topic.name}`,
    { action, channel: ref('channels', channelId(topic)), messages, tags: [{ name: app }] },
  ];
  return [...topic.writers.map((app) => operation(app, 'send')), ...topic.readers.map((app) => operation(app, 'receive'))];
};

/**
 * AsyncAPI 3.0 document of an installation, generated from the classes and the topic manifest: every topic (without `.dlq`) with its
 * key, settings, messages, and who sends and receives. Schemas are those of `jsonSchemaOf`.
 */
export const asyncApiDocument = (city: CityConfig): Node => {
  const topics = topicManifest(city).filter((t) => t.kind !== 'dlq');
  const types = [...new Set(topics.flatMap((t) => t.types))];
  return {
    asyncapi: '3.0.0',
    info: {
      title: `${city.city.name} 信用信息事件接口`,
      version: '1.0.0',
      description: 'CloudEvents 1.0 over Kafka, binary mode; structured mode is accepted at intake. 部门只写自己的报送主题，只读自己的回执主题。',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((t) => [channelId(t), channel(t)])),
    operations: Object.fromEntries(topics.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(types.map((type) => [type, message(type)])),
      schemas: { CloudEventHeaders: headersSchema(), ...Object.fromEntries(types.map((type) => [type, schemaWithoutId(type)])) },
    },
  };
};
