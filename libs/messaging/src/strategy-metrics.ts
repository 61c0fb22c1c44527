import { eventType } from '@credit/contracts/events';
import { sourceOfIntakeTopic } from '@credit/contracts/topics';
import type { Metrics } from '@credit/observability';
import type { GroupWatch } from './group-watch.ts';
import type { PendingEvents } from './pending-events.ts';

const AGES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600];

/** The series of ecosystem §4.2 that the transport owns. Increments are summed per batch: one call per type, not per event. */
export function strategyMetrics(metrics: Metrics) {
  const labels = ['topic', 'type'];
  const processed = metrics.counter('credit_events_processed_total', 'Events handled, by topic and type', labels);
  const duplicate = metrics.counter('credit_events_duplicate_total', 'Events seen before (duplicate or stale)', ['topic']);
  const ignored = metrics.counter('credit_events_ignored_total', 'Events of types this service does not handle', ['topic']);
  const rejected = metrics.counter('credit_events_rejected_total', 'Intake events with an error finding', labels);
  const parked = metrics.counter('credit_events_parked_total', 'Events parked, by cause', [...labels, 'cause']);
  const age = metrics.histogram('credit_event_age_seconds', 'Age of the oldest event of each type in a batch when it is committed, from the broker\'s timestamp; all intake topics are one', labels, AGES);
  const retries = metrics.counter('credit_events_retries_total', 'Batches run again after a transient fault', ['topic']);
  const amnesia = metrics.counter('credit_broker_amnesia_total', 'Times the broker was found to have lost what it had acknowledged', ['side']);
  amnesia.inc({ side: 'consumer' }, 0); // a series that begins with its first event shows no increase
  return { processed, duplicate, ignored, rejected, parked, age, retries, amnesia };
}
export type StrategyMetrics = ReturnType<typeof strategyMetrics>;

/** What is read at the scrape, so that it stays true while the loop or the database stands still. */
export function strategyGauges(metrics: Metrics, look: { watch: GroupWatch; pending: PendingEvents; lastAlive: { at: number } }): void {
  metrics.gauge('credit_consumer_last_poll_age_seconds', 'Seconds since the consumer loop last moved', [], (gauge) => gauge.set((performance.now() - look.lastAlive.at) / 1000));
  metrics.gauge('credit_event_pending_age_seconds', 'Age of the oldest event fetched and not yet committed; 0 when the topic is read to its end', ['topic'], (gauge) => {
    for (const [topic, ms] of look.pending.ages()) gauge.set({ topic }, ms / 1000);
  });
  metrics.gauge('credit_parked_keys', 'Aggregates with parked events; each intake event counts as one', [], (gauge) => gauge.set(look.watch.parkedKeys));
  metrics.gauge('credit_parked_oldest_age_seconds', 'Age of the oldest parked event', [], (gauge) => gauge.set(look.watch.oldestParkedAgeMs / 1000));
}

/** A type as a label: what the contracts do not know is one value, whatever a sender wrote. */
export const typeLabel = (type: string | null | undefined): string => (typeof type === 'string' && eventType(type) !== undefined ? type : 'unknown');

/** Counts per type, then one increment each. */
export function countTypes(metrics: StrategyMetrics, topic: string, types: Iterable<string>): void {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const [type, count] of counts) metrics.processed.inc({ topic, type }, count);
}

/** One observation per type: how old its oldest event of this batch is now. */
export function observeAges(metrics: StrategyMetrics, topic: string, events: Iterable<readonly [type: string, timestampMs: number]>): void {
  const oldest = new Map<string, number>();
  for (const [type, at] of events) if (at < (oldest.get(type) ?? Infinity)) oldest.set(type, at);
  const label = sourceOfIntakeTopic(topic) === undefined ? topic : 'intake';
  for (const [type, at] of oldest) metrics.age.observe({ topic: label, type }, Math.max(0, Date.now() - at) / 1000);
}
