import type { EventEnvelope } from '@credit/contracts/events';
import type { Clock } from '@credit/kernel';
import { newEventId, nextEpoch, rebaseRows, textArray, VERSIONS_PER_EPOCH, withUnitOfWork } from '@credit/persistence';
import type { AggregateStore, Database, PublicFact, UnitOfWork } from '@credit/persistence';
import { readInternal } from './incoming.ts';
import type { Item } from './incoming.ts';
import type { KafkaPort } from './kafka-port.ts';
import { batchesToEnd } from './read-to-end.ts';

/** A fact topic of this service, and how it says its whole state again. */
export interface OwnedTopic<S = unknown> {
  topic: string;
  /** Compacted topic on which its facts are stated too, under the aggregate's id; read back while the service runs. */
  state?: string;
  /** `aggregate_type` of the journal. */
  aggregateType: string;
  store: Pick<AggregateStore<S, never>, 'rebase' | 'load'>;
  /** The whole public state of aggregates that exist; absent = nothing of it is public. */
  whole(uow: UnitOfWork, states: ReadonlyMap<string, S>): Promise<ReadonlyMap<string, PublicFact>>;
  /** What readers are told of an aggregate that the topic knows and the owner no longer does, from its last event; undefined: it is none of these, or nothing is told of it. Absent: only listed. */
  gone?(uow: UnitOfWork, last: EventEnvelope): PublicFact | undefined;
  /** What else the owner does in the transaction that tells what is gone: an ending is answered by whoever makes it (P-14). */
  answerGone?(uow: UnitOfWork, gone: readonly Gone[]): Promise<void>;
}

/** 已不复存在 — an aggregate that the owner no longer knows: its last event on the topic, and what readers are told of it under which version. */
export interface Gone {
  last: EventEnvelope;
  fact: PublicFact;
  version: string;
}

/** A published fact that the journal does not hold. */
export interface LostFact {
  topic: string;
  aggregateId: string;
  version: number;
  type: string | null;
  eventId: string;
  time: string;
  /** rebased: the owner's state was published anew · ended: the owner no longer knows the aggregate and said so · mended: done before · listed: nothing could be told */
  outcome: 'rebased' | 'ended' | 'mended' | 'listed';
}

export interface ReconcileReport {
  dryRun: boolean;
  /** Facts read from the owned topics. */
  read: number;
  lost: LostFact[];
  rebased: number;
  ended: number;
}

export interface ReconcileOptions {
  owned: readonly OwnedTopic[];
  dryRun: boolean;
  app: string;
  clock: Clock;
  actor: string;
}

type Read = Item & { event: NonNullable<Item['event']>; aggregateId: string; version: number };

const CHUNK = 500;
const UNKNOWN = `select x.e as id from unnest($1::text[], $2::text[]) as x(a, e) where not exists (select 1 from journal j where j.aggregate_id = x.a::uuid and j.event_id = x.e::uuid)`;
const KNOWN_VERSIONS = 'select aggregate_id as id, max(aggregate_version) as version from journal where aggregate_id = any($1::text[]::uuid[]) and topic = $2 group by 1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const epochOf = (version: number): number => Math.floor(version / VERSIONS_PER_EPOCH);

/** Facts on the topic that the journal does not hold, in the order of the topic. */
async function lostOn(database: Database, kafka: KafkaPort, options: ReconcileOptions, topic: string): Promise<{ read: number; lost: Read[] }> {
  const found = { read: 0, lost: [] as Read[] };
  for await (const batch of batchesToEnd(kafka, `${options.app}.rebuild.${newEventId()}`, [topic])) {
    const items = batch.records.map((record) => readInternal(record, topic, batch.partition, () => true)).filter((item): item is Read => item.event !== undefined && item.version !== undefined && UUID.test(item.eventId ?? ''));
    found.read += items.length;
    for (let at = 0; at < items.length; at += CHUNK) {
      const some = items.slice(at, at + CHUNK);
      const { rows } = await database.pool.query<{ id: string }>(UNKNOWN, [textArray(some.map((item) => item.aggregateId)), textArray(some.map((item) => item.eventId!))]);
      const unknown = new Set(rows.map(({ id }) => id));
      found.lost.push(...some.filter((item) => unknown.has(item.eventId!)));
    }
  }
  return found;
}

/** The last lost fact of each aggregate that no higher epoch has answered yet. */
async function unanswered(database: Database, topic: string, lost: readonly Read[]): Promise<Map<string, Read>> {
  const last = new Map<string, Read>();
  for (const item of lost) if (item.version > (last.get(item.aggregateId)?.version ?? 0)) last.set(item.aggregateId, item);
  const { rows } = await database.pool.query<{ id: string; version: string }>(KNOWN_VERSIONS, [textArray([...last.keys()]), topic]);
  for (const { id, version } of rows) if (epochOf(Number(version)) > epochOf(last.get(id)!.version)) last.delete(id);
  return last;
}

/** One transaction: rows lock, state is told as it is now, in a higher epoch than anything on the topic. */
async function answer(database: Database, owned: OwnedTopic, chunk: ReadonlyMap<string, Read>, options: ReconcileOptions): Promise<Map<string, LostFact['outcome']>> {
  const ctx = { actor: options.actor, now: options.clock.now(), today: options.clock.today(), reason: 'reconcile' };
  return withUnitOfWork(database, ctx, async (uow) => {
    const floors = new Map([...chunk].map(([id, { version }]) => [id, version]));
    const there = new Set((await owned.store.load(uow, [...chunk.keys()])).keys());
    const rebased = options.dryRun ? there : await owned.store.rebase(uow, floors, (states) => owned.whole(uow, states));
    const outcomes = new Map<string, LostFact['outcome']>();
    const told: Gone[] = [];
    for (const [id, { event, version }] of chunk) {
      const gone = rebased.has(id) || there.has(id) ? undefined : owned.gone?.(uow, event);
      outcomes.set(id, rebased.has(id) ? 'rebased' : gone ? 'ended' : 'listed');
      if (!gone || options.dryRun) continue;
      uow.journal('facts', rebaseRows(uow, { aggregateType: owned.aggregateType, aggregateId: id, topic: owned.topic, key: event.key, version: nextEpoch(version), fact: gone }));
      told.push({ last: event, fact: gone, version: String(nextEpoch(version)) });
    }
    if (told.length > 0) await owned.answerGone?.(uow, told);
    return outcomes;
  });
}

/**
 * 对账 — after a restore that lost commits (decision 15): compares the owned topics with the journal by event id, lists the facts that only the topics know, and, unless `dryRun`,
 * raises the version epoch of their aggregates: those that exist publish their whole state as a rebase, those that are gone end (P-20). Several kinds of aggregates on one topic are each answered by their own owner. May run beside the work, and again.
 */
export async function reconcile(database: Database, kafka: KafkaPort, options: ReconcileOptions): Promise<ReconcileReport> {
  const report: ReconcileReport = { dryRun: options.dryRun, read: 0, lost: [], rebased: 0, ended: 0 };
  const topics = new Map<string, OwnedTopic[]>();
  for (const owned of options.owned) topics.set(owned.topic, [...(topics.get(owned.topic) ?? []), owned]);
  for (const [topic, owners] of topics) {
    const { read, lost } = await lostOn(database, kafka, options, topic);
    const open = [...(await unanswered(database, topic, lost))];
    const outcomes = new Map<string, LostFact['outcome']>();
    for (const owned of owners) {
      const left = open.filter(([id]) => (outcomes.get(id) ?? 'listed') === 'listed');
      for (let at = 0; at < left.length; at += CHUNK) for (const [id, outcome] of await answer(database, owned, new Map(left.slice(at, at + CHUNK)), options)) outcomes.set(id, outcome);
    }
    report.read += read;
    report.lost.push(...lost.map(({ aggregateId, version, type, eventId, event }) => ({ topic, aggregateId, version, type, eventId: eventId!, time: event.time, outcome: outcomes.get(aggregateId) ?? 'mended' as const })));
    for (const outcome of outcomes.values()) if (outcome === 'rebased' || outcome === 'ended') report[outcome] += 1;
  }
  return report;
}
