import { DomainError } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { KafkaBatchStrategy } from './kafka-batch-strategy.ts';

/** One line of the parked list. Never payload bytes. */
export interface ParkedSummary {
  id: string;
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  eventId: string | null;
  type: string | null;
  aggregateId: string | null;
  version: string | null;
  /** unreadable · invalid · unknown · refused · bug · gap (waits behind another one) */
  cause: string;
  code: string;
  message: string;
  attempts: number;
  /** waiting · requested · discarded · done · overtaken */
  state: string;
  parkedAt: string;
}

export interface ParkedDetail extends ParkedSummary {
  stack: string | null;
  decidedBy: string | null;
  decidedReason: string | null;
  decidedAt: string | null;
  /** Whether the bytes were kept (not when they showed an identity number). */
  bodyKept: boolean;
  /** Events waiting behind this one. */
  behind: number;
}

export interface ParkedFilter {
  topic?: string;
  code?: string;
  /** Default `waiting` and `requested`. */
  state?: string;
  /** Id of the last row of the page before. */
  after?: string;
  /** Default 100, at most 1,000. */
  limit?: number;
}

export interface ParkedOps {
  list(filter?: ParkedFilter): Promise<ParkedSummary[]>;
  /** @throws DomainError PARKED.NOT_FOUND */
  show(id: string): Promise<ParkedDetail>;
  /** Hands the event to its handlers again, then everything behind it in version order. @throws DomainError PARKED.NOT_FOUND, PARKED.NOT_WAITING */
  replay(id: string, reason: string, actor: string): Promise<ParkedDetail>;
  /** 放弃 — gives the event up for ever, with a reason that is kept; what waits behind it goes on. @throws DomainError PARKED.NOT_FOUND, PARKED.NOT_WAITING, PARKED.REASON_MISSING */
  discard(id: string, reason: string, actor: string): Promise<ParkedDetail>;
  /** Works off whatever may move. Returns how many events were applied. */
  drain(): Promise<number>;
}

const COLUMNS = `id, topic, part as "partition", off as "offset", key, event_id as "eventId", type, aggregate_id as "aggregateId", version, cause, code, message, attempts, state, parked_at as "parkedAt"`;
const LIST = `select ${COLUMNS} from parked where ($1::text is null or topic = $1) and ($2::text is null or code = $2)
  and (case when $3::text is null then state in ('waiting', 'requested') else state = $3 end) and ($4::uuid is null or id > $4) order by id limit $5`;
const SHOW = `select ${COLUMNS}, stack, decided_by as "decidedBy", decided_reason as "decidedReason", decided_at as "decidedAt", body is not null as "bodyKept",
  (select count(*)::int4 from parked b where b.stream = p.stream and b.aggregate_id = p.aggregate_id and b.version > p.version and b.state in ('waiting', 'requested')) as behind from parked p where id = $1`;
const DECIDE = `update parked set state = $2, decided_by = $3, decided_reason = $4, decided_at = now(), body = case when $2 = 'discarded' then null else body end where id = $1 and state = 'waiting'`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const notFound = (): DomainError => new DomainError({ code: 'PARKED.NOT_FOUND', message: 'no such parked event', userMessage: '没有该滞留事件' });

/** What operators do with parked events. Without a strategy of this process the replay is left to the instance that runs one. */
export function parkedOps(database: Database, strategy?: Pick<KafkaBatchStrategy, 'drain'>): ParkedOps {
  const drain = async (): Promise<number> => (strategy ? strategy.drain() : 0);
  const show = async (id: string): Promise<ParkedDetail> => {
    const row = UUID.test(id) ? (await database.pool.query<ParkedDetail>(SHOW, [id])).rows[0] : undefined;
    if (!row) throw notFound();
    return row;
  };
  const decide = async (id: string, state: 'requested' | 'discarded', reason: string, actor: string): Promise<ParkedDetail> => {
    await show(id);
    const done = await database.pool.query(DECIDE, [id, state, actor, reason]);
    if (done.rowCount === 0) throw new DomainError({ code: 'PARKED.NOT_WAITING', message: 'the parked event is not waiting', userMessage: '该滞留事件已处理或正在处理' });
    await drain();
    return show(id);
  };
  return {
    list: async (filter = {}) => {
      const limit = Math.min(Math.max(filter.limit ?? 100, 1), 1_000);
      return (await database.pool.query<ParkedSummary>(LIST, [filter.topic ?? null, filter.code ?? null, filter.state ?? null, filter.after ?? null, limit])).rows;
    },
    show,
    replay: (id, reason, actor) => decide(id, 'requested', reason, actor),
    discard: async (id, reason, actor) => {
      if (reason.trim() === '') throw new DomainError({ code: 'PARKED.REASON_MISSING', message: 'a discard needs a reason', userMessage: '放弃事件必须说明理由', pointer: '/reason' });
      return decide(id, 'discarded', reason, actor);
    },
    drain,
  };
}
