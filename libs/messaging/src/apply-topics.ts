import type { TopicSpec } from '@credit/contracts/topics';
import type { KafkaPort, TopicSettings } from './kafka-port.ts';

/** What `creditctl topics plan` shows. */
export interface TopicPlan {
  create: string[];
  /** Topics whose settings differ, with the values wanted. */
  alter: { topic: string; config: Record<string, string> }[];
  /** Differences that are never changed by a tool: partition counts of keyed topics (P-21). */
  conflicts: { topic: string; message: string }[];
  unchanged: string[];
}

/**
 * The broker's settings of a topic of the manifest. Every record carries the broker's own time. At intake, because the day on which a statement reached us decides whether it was
 * reported late, so it must not be the sender's word; elsewhere, because a broker refuses a record whose sender's clock is an hour ahead (R20).
 */
export function settingsOf(spec: TopicSpec): TopicSettings {
  const config = { 'cleanup.policy': spec.cleanup, 'retention.ms': String(spec.retentionMs), 'max.message.bytes': String(spec.maxMessageBytes), 'message.timestamp.type': 'LogAppendTime' };
  return { name: spec.name, partitions: spec.partitions, config };
}

/** Compares the manifest with the broker; changes nothing. */
export async function planTopics(kafka: KafkaPort, manifest: readonly TopicSpec[]): Promise<TopicPlan> {
  const plan: TopicPlan = { create: [], alter: [], conflicts: [], unchanged: [] };
  const existing = new Set(await kafka.topicNames());
  const counts = await kafka.partitionsOf(manifest.map(({ name }) => name).filter((name) => existing.has(name)));
  for (const spec of manifest) {
    const { name, partitions, config } = settingsOf(spec);
    if (!existing.has(name)) {
      plan.create.push(name);
      continue;
    }
    const count = counts.get(name);
    if (count !== partitions) plan.conflicts.push({ topic: name, message: `has ${count} partitions, the manifest says ${partitions}: never changed, order per key would break` });
    const actual = await kafka.configOf(name);
    const different = Object.fromEntries(Object.entries(config).filter(([key, value]) => actual[key] !== value));
    if (Object.keys(different).length > 0) plan.alter.push({ topic: name, config });
    else if (count === partitions) plan.unchanged.push(name);
  }
  return plan;
}

/** Creates missing topics and sets differing settings. Idempotent; never deletes, never changes partition counts. */
export async function applyTopics(kafka: KafkaPort, manifest: readonly TopicSpec[]): Promise<TopicPlan> {
  const plan = await planTopics(kafka, manifest);
  const wanted = new Set(plan.create);
  await kafka.createTopics(manifest.filter(({ name }) => wanted.has(name)).map(settingsOf));
  for (const { topic, config } of plan.alter) await kafka.alterConfig(topic, config);
  return plan;
}
