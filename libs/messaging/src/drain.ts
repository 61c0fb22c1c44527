import { DomainError, instantOf } from '@credit/kernel';
import { isTransient, withUnitOfWork } from '@credit/persistence';
import type { UnitOfWork } from '@credit/persistence';
import { sourceOfIntakeTopic } from '@credit/contracts/topics';
import { readInternal } from './incoming.ts';
import type { Item } from './incoming.ts';
import { readIntake } from './intake-batch.ts';
import { callHandlers } from './internal-batch.ts';
import type { RawRecord } from './kafka-port.ts';
import { openBody } from './parked-body.ts';
import { reasonOf } from './parking.ts';
import { batchContext, HandlerFailure } from './strategy-core.ts';
import type { Core } from './strategy-core.ts';
import { countTypes } from './strategy-metrics.ts';

interface ParkedRow {
  id: string;
  topic: string;
  part: number;
  off: string;
  at: string;
  cause: string;
  state: string;
  body: Buffer | null;
  version: string | null;
}

const COLUMNS = 'id, topic, part, off, at, cause, state, body, version';
const LOCK = 'select version from consumed where stream = $1 and aggregate_id = $2 for update';
const NEXT = `select ${COLUMNS} from parked where stream = $1 and aggregate_id = $2 and version = $3 and state in ('waiting', 'requested', 'discarded')
  order by (state = 'discarded'), off limit 1 for update`;
const RAISE = `update consumed set version = $3, parked = (select count(*) from parked where stream = $1 and aggregate_id = $2 and version > $3 and state in ('waiting', 'requested', 'discarded'))
  where stream = $1 and aggregate_id = $2`;
const DONE = `update parked set state = case when state = 'discarded' then state else 'done' end, body = null, decided_at = coalesce(decided_at, now()) where id = $1`;
const TWINS = `update parked set state = 'overtaken', body = null, decided_at = now() where stream = $1 and aggregate_id = $2 and version <= $3 and state in ('waiting', 'requested')`;
const FAILED = `update parked set state = 'waiting', cause = $2, code = $3, message = $4, stack = $5, attempts = attempts + 1 where id = $1`;
const ALONE = `select ${COLUMNS} from parked where id = $1 and state = 'requested' for update`;
const DUE = `select p.stream, p.aggregate_id as id from parked p join consumed c on c.aggregate_id = p.aggregate_id and c.stream = p.stream
  where p.version = c.version + 1 and (p.state in ('requested', 'discarded') or (p.state = 'waiting' and p.cause = 'gap')) group by 1, 2 limit 200`;
const REQUESTED = `select id from parked where state = 'requested' and aggregate_id is null order by parked_at limit 50`;

function recordOf(core: Core, row: ParkedRow): RawRecord {
  if (row.body === null) throw new DomainError({ code: 'PARKED.BODY_WITHHELD', message: 'the bytes of this event were not kept', userMessage: '该事件的原始内容未保留，不能重放' });
  const body = openBody(row.body, row.id, core.options.cipher);
  return { key: body.key, value: body.value, headers: body.headers, offset: row.off, timestamp: body.timestamp };
}

/** Hands one parked event of an internal topic to its handlers. @throws HandlerFailure, DomainError when it is still invalid */
async function apply(core: Core, row: ParkedRow, uow: UnitOfWork): Promise<string | null> {
  const item: Item = readInternal(recordOf(core, row), row.topic, row.part, (type) => core.handles(row.topic, type));
  if (item.park) throw new DomainError({ code: item.park.code, message: item.park.message, userMessage: '该事件仍不合规，不能重放' });
  if (item.ignored) return null;
  await callHandlers(core, row.topic, [item.event!], uow);
  return item.event!.type;
}

/** One step of a drain. @returns whether the aggregate moved on */
async function step(core: Core, stream: number, aggregateId: string): Promise<boolean> {
  const { database } = core.options;
  let tried: ParkedRow | undefined;
  try {
    return await withUnitOfWork(database, batchContext(core.options, []), async (uow) => {
      const standing = (await uow.query<{ version: string }>(LOCK, [stream, aggregateId]))[0];
      const next = Number(standing?.version ?? 0) + 1;
      const row = (await uow.query<ParkedRow>(NEXT, [stream, aggregateId, next]))[0];
      if (!standing || !row || (row.state === 'waiting' && row.cause !== 'gap')) return false;
      tried = row;
      const type = row.state === 'discarded' ? null : await apply(core, row, uow);
      await uow.query(DONE, [row.id]);
      await uow.query(TWINS, [stream, aggregateId, next]);
      await uow.query(RAISE, [stream, aggregateId, next]);
      if (type !== null) uow.afterCommit(() => countTypes(core.metrics, row.topic, [type]));
      return true;
    });
  } catch (error) {
    await failed(core, tried, error);
    return false;
  }
}

async function failed(core: Core, row: ParkedRow | undefined, error: unknown): Promise<void> {
  const original = error instanceof HandlerFailure ? error.original : error;
  if (isTransient(original) || row === undefined) throw original;
  const reason = reasonOf(original, original instanceof DomainError ? 'refused' : 'bug');
  await core.options.database.pool.query(FAILED, [row.id, reason.cause, reason.code, reason.message.slice(0, 2_000), reason.stack?.slice(0, 4_000) ?? null]);
  core.options.logger.error({ code: reason.code, parkedId: row.id, topic: row.topic }, 'replay of a parked event failed');
}

/** Works off what waits for an aggregate, in version order, one transaction each, until something is missing or fails. @returns how many it applied */
export async function drainAggregate(core: Core, stream: number, aggregateId: string): Promise<number> {
  let moved = 0;
  while (await step(core, stream, aggregateId)) moved += 1;
  return moved;
}

/** Replays one parked event that has no place in an order (intake, or unreadable before). */
async function replayAlone(core: Core, id: string): Promise<boolean> {
  let tried: ParkedRow | undefined;
  try {
    return await withUnitOfWork(core.options.database, batchContext(core.options, []), async (uow) => {
      const row = (await uow.query<ParkedRow>(ALONE, [id]))[0];
      if (!row) return false;
      tried = row;
      const source = sourceOfIntakeTopic(row.topic);
      if (source === undefined) await apply(core, row, uow);
      else {
        const { delivery, park } = readIntake(recordOf(core, row), row.topic, row.part);
        if (!delivery) throw new DomainError({ code: park!.code, message: park!.message, userMessage: '该事件仍无法读取，不能重放' });
        delivery.receivedAt = instantOf(Date.parse(row.at));
        for (const handler of core.handlersOf(row.topic)) await handler.call({ deliveries: [delivery], uow });
      }
      await uow.query(DONE, [row.id]);
      return true;
    });
  } catch (error) {
    await failed(core, tried, error);
    return false;
  }
}

/** Everything that can move: replays asked for, discards, and gaps that have closed. Safe in several instances at once (row locks). */
export async function drainDue(core: Core): Promise<number> {
  const { pool } = core.options.database;
  let moved = 0;
  for (const { id } of (await pool.query<{ id: string }>(REQUESTED)).rows) if (await replayAlone(core, id)) moved += 1;
  for (const { stream, id } of (await pool.query<{ stream: number; id: string }>(DUE)).rows) moved += await drainAggregate(core, stream, id);
  return moved;
}
