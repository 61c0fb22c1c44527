import { topicManifest, type TopicSpec } from '@credit/contracts/topics';
import { applyTopics, planTopics, type TopicPlan } from '@credit/messaging';
import { EXIT } from '../exit.ts';
import { withKafka } from '../kafka.ts';
import { emit, table } from '../output.ts';
import { readCity } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

const COLUMNS = { action: 'action', topic: 'topic', kind: 'kind', partitions: 'parts', cleanup: 'cleanup', keeps: 'keeps', writers: 'writers' };
const DAY_MS = 86_400_000;

/** 主题计划 — compares the manifest of the configured city with the broker; changes nothing. Conflicts → exit 3. */
export const planManifest = (context: CommandContext): Promise<number> => run(context, false);

/** 建立主题 — creates missing topics and sets configuration that differs; deletes nothing, never changes a partition count (P-21). Conflicts → exit 3. */
export const applyManifest = (context: CommandContext): Promise<number> => run(context, true);

async function run(context: CommandContext, apply: boolean): Promise<number> {
  const manifest = topicManifest(readCity(context.settings));
  const plan = await withKafka(context.settings, 'operator', (kafka) => (apply ? applyTopics(kafka, manifest) : planTopics(kafka, manifest)));
  emit(context.output, { applied: apply, ...plan }, text(manifest, plan, apply));
  return plan.conflicts.length > 0 ? EXIT.differences : EXIT.ok;
}

function text(manifest: readonly TopicSpec[], plan: TopicPlan, applied: boolean): string {
  const create = new Set(plan.create);
  const alter = new Map(plan.alter.map(({ topic, config }) => [topic, config]));
  const actionOf = (name: string): string => (create.has(name) ? (applied ? 'created 已建' : 'create 待建') : alter.has(name) ? (applied ? 'set 已校正' : 'set 待校正') : '');
  const rows = manifest.filter(({ name }) => actionOf(name) !== '').map((spec) => ({
    action: actionOf(spec.name), topic: spec.name, kind: spec.kind, partitions: spec.partitions, cleanup: spec.cleanup,
    keeps: spec.retentionMs < 0 ? 'for ever' : `${spec.retentionMs / DAY_MS} days`, writers: spec.writers.join(','),
  }));
  const counts = `${plan.create.length} ${applied ? 'created' : 'to create'} · ${plan.alter.length} ${applied ? 'set' : 'to set'} · ${plan.unchanged.length} unchanged 无变化`;
  return [...(rows.length > 0 ? [table(rows, COLUMNS)] : []), ...plan.conflicts.map(({ topic, message }) => `CONFLICT 冲突 ${topic}: ${message}`), counts].join('\n');
}
