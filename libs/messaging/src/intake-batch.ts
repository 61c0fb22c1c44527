import { decodeKafka, findingOfFailure, intakeFindings } from '@credit/contracts/events';
import type { EventEnvelope } from '@credit/contracts/events';
import { sourceOfIntakeTopic } from '@credit/contracts/topics';
import { epochMsOf, instantOf } from '@credit/kernel';
import { textArray, withUnitOfWork } from '@credit/persistence';
import type { UnitOfWork } from '@credit/persistence';
import type { IntakeDelivery } from './event-batch.ts';
import { bodyHash, inboxId } from './incoming.ts';
import type { ParkReason } from './incoming.ts';
import type { Forced } from './internal-batch.ts';
import type { RawRecord } from './kafka-port.ts';
import { holdsIdentityNumber, park } from './parking.ts';
import type { ToPark } from './parking.ts';
import { aheadOfPositions, movePositions } from './positions.ts';
import { batchContext } from './strategy-core.ts';
import type { Core } from './strategy-core.ts';
import { countTypes, observeAges, typeLabel } from './strategy-metrics.ts';

/** One record of an intake topic; without a delivery it cannot be read and is parked. */
export interface Arrival {
  topic: string;
  partition: number;
  record: RawRecord;
  offset: number;
  eventId: string | null;
  inboxId?: string;
  body?: string;
  delivery?: IntakeDelivery;
  park?: ParkReason;
}

const INSERT = {
  name: 'inbox_insert',
  text: `insert into inbox (id, part, off, body) select i::uuid, p::int4, o::int8, b::int8 from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(i, p, o, b) order by 1 on conflict do nothing returning id`,
};
const KNOWN = { name: 'inbox_known', text: 'select id, part, off, body from inbox where id = any($1::text[]::uuid[])' };

/** Reads one record of an intake topic and finds everything that is wrong with it before any look-up. Never throws. */
export function readIntake(record: RawRecord, topic: string, partition: number): Arrival {
  const decoded = decodeKafka(record);
  const arrival: Arrival = { topic, partition, record, offset: Number(record.offset), eventId: null };
  const eventId = decoded.ok ? decoded.envelope.id : decoded.eventId;
  if (eventId === undefined) {
    const failure = decoded as { code: string; message: string };
    return { ...arrival, park: { cause: 'unreadable', code: failure.code, message: failure.message } };
  }
  const type = decoded.ok ? decoded.envelope.type : decoded.type;
  const delivery: IntakeDelivery = {
    key: decoded.key, topic, source: sourceOfIntakeTopic(topic)!, partition, offset: record.offset, receivedAt: instantOf(Number(record.timestamp)), eventId,
    findings: decoded.ok ? intakeFindings(decoded.key, decoded.envelope) : [findingOfFailure(decoded)],
  };
  if (type !== undefined) delivery.type = type;
  if (decoded.ok) delivery.envelope = decoded.envelope as EventEnvelope;
  return { ...arrival, eventId, inboxId: inboxId(topic, eventId), body: bodyHash(type, record.value), delivery };
}

/** Puts the ids into the inbox and marks the repeats; a record that the inbox knows by its own offset is dropped. */
async function markRepeats(uow: UnitOfWork, arrivals: readonly Arrival[]): Promise<Arrival[]> {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) if (arrival.inboxId !== undefined && !first.has(arrival.inboxId)) first.set(arrival.inboxId, arrival);
  const candidates = [...first.values()];
  if (candidates.length === 0) return [...arrivals];
  const inserted = await uow.query<{ id: string }>(INSERT, [
    textArray(candidates.map((a) => a.inboxId!)), textArray(candidates.map((a) => String(a.partition))), textArray(candidates.map((a) => a.record.offset)), textArray(candidates.map((a) => a.body!)),
  ]);
  const fresh = new Set(inserted.map(({ id }) => id));
  const missing = candidates.filter((a) => !fresh.has(a.inboxId!)).map((a) => a.inboxId!);
  const rows = missing.length === 0 ? [] : await uow.query<{ id: string; part: number; off: string; body: string }>(KNOWN, [textArray(missing)]);
  const known = new Map(rows.map((row) => [row.id, row]));
  return arrivals.filter((arrival) => {
    if (arrival.delivery === undefined) return true;
    delete arrival.delivery.repeat;
    const row = known.get(arrival.inboxId!);
    if (row === undefined && first.get(arrival.inboxId!) === arrival) return true;
    if (row !== undefined && row.part === arrival.partition && row.off === arrival.record.offset) return false;
    arrival.delivery.repeat = (row?.body ?? first.get(arrival.inboxId!)!.body!) === arrival.body ? 'duplicate' : 'reused';
    return true;
  });
}

/** What nobody may keep: plain identity numbers, data of a child. */
const NOT_KEPT: ReadonlySet<string> = new Set(['PERSON_ID_IN_PLAIN', 'CHILD_DATA']);
const withheld = (arrival: Arrival): boolean => arrival.delivery?.findings.some(({ code }) => NOT_KEPT.has(code)) === true || holdsIdentityNumber(arrival.record);

async function parkArrivals(core: Core, uow: UnitOfWork, arrivals: readonly Arrival[], forced: Forced): Promise<ToPark[]> {
  const rows: ToPark[] = [];
  for (const arrival of arrivals) {
    const bug = forced.get(arrival);
    const reason = bug?.reason ?? arrival.park;
    if (reason === undefined) continue;
    if (bug && !bug.silent && arrival.delivery) for (const handler of core.handlersOf(arrival.topic)) await handler.call({ uow, deliveries: [] }, arrival.delivery);
    rows.push({
      topic: arrival.topic, partition: arrival.partition, record: arrival.record, eventId: arrival.eventId, type: arrival.delivery?.type ?? null, reason, attempts: bug?.attempts ?? 1, withhold: withheld(arrival),
    });
  }
  await park(uow, rows, core.options.cipher);
  return rows;
}

/**
 * One transaction for records of intake topics, of whatever topics and partitions one fetch brought: positions, inbox, handlers (each delivery gets its receipt there), unreadable ones
 * and handler bugs parked without blocking anything, positions moved. Bytes with a plain identity number or data of a child are never kept.
 */
export async function commitIntake(core: Core, arrivals: readonly Arrival[], forced: Forced): Promise<void> {
  const context = batchContext(core.options, []);
  const done = await withUnitOfWork(core.options.database, context, async (uow) => {
    const ahead = await aheadOfPositions(uow, arrivals, core.remembered);
    const fresh = await markRepeats(uow, ahead);
    const deliveries = fresh.filter((arrival) => arrival.delivery !== undefined && !forced.has(arrival)).map((arrival) => arrival.delivery!);
    if (deliveries.length > 0) for (const handler of core.handlersOf(deliveries[0]!.topic)) await handler.call({ uow, deliveries });
    const parked = await parkArrivals(core, uow, fresh, forced);
    await movePositions(uow, ahead);
    return { deliveries, parked, fresh: new Set(fresh) };
  });
  for (const topic of new Set(arrivals.map((arrival) => arrival.topic))) report(core, topic, done.deliveries.filter((d) => d.topic === topic), arrivals.filter((a) => a.topic === topic && !done.fresh.has(a)).length);
  if (done.parked.length > 0) core.parkedNow();
  for (const row of done.parked) {
    core.metrics.parked.inc({ topic: row.topic, type: typeLabel(row.type), cause: row.reason.cause });
    core.options.logger.error({ code: row.reason.code, cause: row.reason.cause, topic: row.topic, partition: row.partition, offset: row.record.offset }, 'intake event parked');
  }
}

/** @param silent records dropped because they were committed before */
function report({ metrics }: Core, topic: string, deliveries: readonly IntakeDelivery[], silent: number): void {
  countTypes(metrics, topic, deliveries.map((delivery) => (delivery.envelope && delivery.findings.length === 0 ? delivery.envelope.type : 'faulty')));
  for (const { findings, type } of deliveries) if (findings.some(({ severity }) => severity === 'error')) metrics.rejected.inc({ topic, type: typeLabel(type) });
  const repeats = silent + deliveries.filter(({ repeat }) => repeat !== undefined).length;
  if (repeats > 0) metrics.duplicate.inc({ topic }, repeats);
  observeAges(metrics, topic, deliveries.map(({ type, receivedAt }) => [typeLabel(type), epochMsOf(receivedAt)]));
}
