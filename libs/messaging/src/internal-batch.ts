import { textArray, withUnitOfWork } from '@credit/persistence';
import type { UnitOfWork } from '@credit/persistence';
import { judgeVersion, lockConsumed, storeConsumed } from './consumed.ts';
import type { Standing } from './consumed.ts';
import type { IncomingEvent } from './event-batch.ts';
import type { Item, ParkReason } from './incoming.ts';
import { park } from './parking.ts';
import type { ToPark } from './parking.ts';
import { aheadOfPositions, movePositions } from './positions.ts';
import { batchContext } from './strategy-core.ts';
import type { Core } from './strategy-core.ts';
import { countTypes, observeAges, typeLabel } from './strategy-metrics.ts';

/** Events that must be parked whatever the version says: a single handler failed on them. */
export type Forced = ReadonlyMap<object, { reason: ParkReason; attempts: number; /** Intake: the handler failed on the hold receipt too. */ silent?: boolean }>;

const OVERTAKE = {
  name: 'parked_overtake',
  text: `update parked as p set state = 'overtaken', body = null, decided_at = now() from unnest($2::text[], $3::text[]) as x(i, v)
    where p.stream = $1::int2 and p.aggregate_id = x.i::uuid and p.version <= x.v::int8 and p.state in ('waiting', 'requested', 'discarded') returning p.aggregate_id as id`,
};

interface Sorted {
  fresh: IncomingEvent[];
  parked: ToPark[];
  /** Aggregates that an ending carried over waiting events. */
  overtaken: Set<string>;
  /** Aggregates that moved on although events wait behind: the drain looks at them. */
  toDrain: Set<string>;
  stale: number;
  ignored: number;
}

function sort(core: Core, topic: string, items: readonly Item[], standings: ReadonlyMap<string, Standing>, forced: Forced): Sorted {
  const out: Sorted = { fresh: [], parked: [], overtaken: new Set(), toDrain: new Set(), stale: 0, ignored: 0 };
  const stream = core.streams.get(topic)!;
  const parkIt = (item: Item, reason: ParkReason, attempts: number): void => {
    const row: ToPark = { topic, partition: item.partition, record: item.record, eventId: item.eventId, type: item.type, reason, attempts };
    if (item.version !== undefined && item.aggregateId !== undefined) {
      Object.assign(row, { stream, aggregateId: item.aggregateId, version: item.version });
      const standing = standings.get(item.aggregateId)!;
      standing.parked += 1;
      standing.changed = true;
    }
    out.parked.push(row);
  };
  for (const item of items) {
    const must = forced.get(item);
    const reason = must?.reason ?? item.park;
    if (item.aggregateId === undefined) {
      parkIt(item, reason!, must?.attempts ?? 1);
      continue;
    }
    const standing = standings.get(item.aggregateId)!;
    const verdict = judgeVersion(standing, item);
    if (verdict === 'stale') out.stale += 1;
    else if (reason !== undefined) parkIt(item, reason, must?.attempts ?? 1);
    else if (verdict === 'gap') parkIt(item, { cause: 'gap', code: 'EVENT.VERSION_GAP', message: `version ${item.version} arrived while ${standing.version + 1} is missing` }, 0);
    else {
      if (standing.parked > 0) (verdict === 'overtake' ? out.overtaken : out.toDrain).add(item.aggregateId);
      standing.version = item.version!;
      standing.changed = true;
      if (item.ignored) out.ignored += 1;
      else out.fresh.push(item.event!);
    }
  }
  return out;
}

/** Gives the handlers of the topic their events, in the order of registration. */
export async function callHandlers(core: Core, topic: string, events: readonly IncomingEvent[], uow: UnitOfWork): Promise<void> {
  for (const handler of core.handlersOf(topic)) {
    const mine = handler.types === undefined ? events : events.filter((event) => handler.types!.has(event.type));
    if (mine.length > 0) await handler.call({ topic, events: mine, uow });
  }
}

async function overtake(uow: UnitOfWork, stream: number, ids: ReadonlySet<string>, standings: ReadonlyMap<string, Standing>): Promise<void> {
  if (ids.size === 0) return;
  const list = [...ids];
  const gone = await uow.query<{ id: string }>(OVERTAKE, [stream, textArray(list), textArray(list.map((id) => String(standings.get(id)!.version)))]);
  for (const { id } of gone) standings.get(id)!.parked -= 1;
}

/**
 * One transaction for records of one internal topic, of whatever partitions one fetch brought:
 * 1. lock the positions, then the standings of the aggregates in id order; 2. sort in offset order into fresh, stale, ignored, parked;
 * 3. handlers; 4. parked rows, standings, positions; the unit of work flushes and commits.
 * @returns aggregates with events waiting directly behind what was handled
 */
export async function commitInternal(core: Core, topic: string, items: readonly Item[], forced: Forced): Promise<ReadonlySet<string>> {
  const { database, cipher } = core.options;
  const stream = core.streams.get(topic)!;
  const context = batchContext(core.options, items.map((item) => item.event?.businessDate));
  const sorted = await withUnitOfWork(database, context, async (uow) => {
    const ids = items.flatMap((item) => (item.aggregateId === undefined ? [] : [item.aggregateId]));
    const [ahead, standings] = await Promise.all([aheadOfPositions(uow, items, core.remembered), lockConsumed(uow, stream, ids)]);
    const result = sort(core, topic, ahead, standings, forced);
    result.stale += items.length - ahead.length;
    if (result.fresh.length > 0) await callHandlers(core, topic, result.fresh, uow);
    await overtake(uow, stream, result.overtaken, standings);
    await Promise.all([park(uow, result.parked, cipher), storeConsumed(uow, stream, standings), movePositions(uow, ahead)]);
    return result;
  });
  report(core, topic, sorted);
  return sorted.toDrain;
}

function report(core: Core, topic: string, sorted: Sorted): void {
  const { metrics, options } = core;
  countTypes(metrics, topic, sorted.fresh.map((event) => event.type));
  if (sorted.stale > 0) metrics.duplicate.inc({ topic }, sorted.stale);
  if (sorted.ignored > 0) metrics.ignored.inc({ topic }, sorted.ignored);
  if (sorted.parked.length > 0) core.parkedNow();
  for (const row of sorted.parked) {
    metrics.parked.inc({ topic, type: typeLabel(row.type), cause: row.reason.cause });
    options.logger.error({ code: row.reason.code, cause: row.reason.cause, topic, partition: row.partition, offset: row.record.offset, eventId: row.eventId }, 'event parked');
  }
  observeAges(metrics, topic, sorted.fresh.map((event) => [event.type, event.timestampMs]));
}
