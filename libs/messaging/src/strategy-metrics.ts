import type { Metrics } from '@credit/observability';

/** The series of ecosystem §4.2 that the transport owns. Increments are summed per batch: one call per type, not per event. */
export function strategyMetrics(metrics: Metrics) {
  const labels = ['topic', 'type'];
  const processed = metrics.counter('credit_events_processed_total', 'Events handled, by topic and type', labels);
  const duplicate = metrics.counter('credit_events_duplicate_total', 'Events seen before (duplicate or stale)', ['topic']);
  const ignored = metrics.counter('credit_events_ignored_total', 'Events of types this service does not handle', ['topic']);
  const rejected = metrics.counter('credit_events_rejected_total', 'Intake events with an error finding', ['topic']);
  const parked = metrics.counter('credit_events_parked_total', 'Events parked, by cause', ['topic', 'cause']);
  const age = metrics.histogram('credit_event_age_seconds', 'Age of the oldest event of a batch when it is committed', ['topic']);
  const retries = metrics.counter('credit_events_retries_total', 'Batches run again after a transient fault', ['topic']);
  const parkedKeys = metrics.gauge('credit_parked_keys', 'Aggregates with parked events', []);
  const parkedAge = metrics.gauge('credit_parked_oldest_age_seconds', 'Age of the oldest parked event', []);
  const pollAge = metrics.gauge('credit_consumer_last_poll_age_seconds', 'Seconds since the consumer loop last moved', []);
  return { processed, duplicate, ignored, rejected, parked, age, retries, parkedKeys, parkedAge, pollAge };
}
export type StrategyMetrics = ReturnType<typeof strategyMetrics>;

/** Counts per type, then one increment each. */
export function countTypes(metrics: StrategyMetrics, topic: string, types: Iterable<string>): void {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const [type, count] of counts) metrics.processed.inc({ topic, type }, count);
}
