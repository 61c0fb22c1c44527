import { topicManifest } from '@credit/contracts/topics';
import { applyTopics, planTopics, type TopicPlan } from '@credit/messaging';
import { EXIT } from '../exit.ts';
import { withKafka } from '../kafka.ts';
import { emit, table } from '../output.ts';
import { readCity } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** 主题计划 — compares the manifest of the configured city with the broker; changes nothing. */
export async function planManifest(context: CommandContext): Promise<number> {
  const manifest = topicManifest(readCity(context.settings));
  return withKafka(context.settings, async (kafka) => printed(context, await planTopics(kafka, manifest), false));
}

/** 建立主题 — creates missing topics and sets configuration that differs; deletes nothing, never changes a partition count (P-21). */
export async function applyManifest(context: CommandContext): Promise<number> {
  const manifest = topicManifest(readCity(context.settings));
  return withKafka(context.settings, async (kafka) => printed(context, await applyTopics(kafka, manifest), true));
}

function printed(context: CommandContext, plan: TopicPlan, applied: boolean): number {
  emit(context.output, { applied, plan }, JSON.stringify(plan));
  void table;
  return EXIT.ok;
}
