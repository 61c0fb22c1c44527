import type { Clock } from '@credit/kernel';
import type { Logger } from '@credit/observability';
import { isTransient, textArray, withUnitOfWork } from '@credit/persistence';
import type { Database } from '@credit/persistence';
import { followState } from './follow-state.ts';
import type { StateRecord } from './follow-state.ts';
import type { KafkaPort } from './kafka-port.ts';
import type { OwnedTopic } from './reconcile.ts';

export interface KeepStateOptions {
  database: Database;
  kafka: KafkaPort;
  /** With `state`: the compacted topic. */
  owned: OwnedTopic & { state: string };
  /** `<app>.snapshot.<instanceId>.kept`. */
  group: string;
  clock: Clock;
  actor: string;
  logger: Logger;
}

export interface StateKeeper {
  stop(): Promise<void>;
}

const EVERY_MS = 5_000;
/** How long a newer statement that was sent may take to be read here. */
const PATIENCE_MS = 20_000;
/** Looked up at a time. */
const MOST = 2_000;
/** Keys of marks begin so. */
const MARK = '~';
/** What was last published under each key, and whether the relay has sent it. */
const PUBLISHED = `select j.aggregate_id as id, max(j.aggregate_version) as version, max(j.id) <= (select p.id from relay_position p where p.lane = 'facts') as sent
  from journal j where j.aggregate_id = any($1::text[]::uuid[]) and j.topic = $2 group by 1`;

/**
 * 回读 — the owner of a compacted topic reads it back (decision 13). Where an older statement came last, as when a frozen relay wakes in the middle of a send, the broker would forget the newer one:
 * the owner tells the whole state again in a higher epoch (P-20), so that nobody who begins to read later takes the older one for true.
 */
export function keepState({ database, kafka, owned, group, clock, actor, logger }: KeepStateOptions): StateKeeper {
  /** Last version seen per key since the last look. */
  const seen = new Map<string, number>();
  /** Keys whose last statement was an older one, and since when; those that are seen again are judged anew. */
  const behind = new Map<string, number>();
  let caughtUp = false;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const versions = new Map(seen);
    seen.clear();
    for (const key of versions.keys()) behind.delete(key);
    const due = new Set([...behind].filter(([, since]) => caughtUp && performance.now() - since > PATIENCE_MS).map(([key]) => key));
    const asked = [...versions.keys(), ...due];
    if (asked.length === 0) return;
    const { rows } = await database.pool.query<{ id: string; version: string; sent: boolean }>(PUBLISHED, [textArray(asked), owned.state]);
    const floors = new Map(rows.filter(({ id, sent }) => sent && due.has(id)).map(({ id, version }) => [id, Number(version)]));
    if (floors.size > 0) {
      const ctx = { actor, now: clock.now(), today: clock.today(), reason: 'an older statement came last' };
      const told = await withUnitOfWork(database, ctx, (uow) => owned.store.rebase(uow, floors, (states) => owned.whole(uow, states)));
      logger.error({ code: 'STATE.TOLD_AGAIN', topic: owned.state, keys: [...told] }, 'an older statement came last on the topic: the state was told again');
      for (const id of floors.keys()) behind.delete(id);
    }
    for (const { id, version } of rows) if ((versions.get(id) ?? Infinity) < Number(version)) behind.set(id, performance.now());
  };
  const lookSafely = (): Promise<void> => (looking = looking.then(look).catch((error: Error) => {
    if (!isTransient(error)) logger.error({ code: 'STATE.NOT_READ_BACK', topic: owned.state }, error.message);
  }));
  const take = async ({ key, version }: StateRecord): Promise<void> => {
    if (key.startsWith(MARK) || version === undefined) return;
    seen.set(key, Number(version));
    if (seen.size >= MOST) await lookSafely();
  };
  const follower = followState(kafka, { topic: owned.state, group, logger, onRecord: take, onCaughtUp: () => void (caughtUp = true), onBroken: () => void (caughtUp = false) });
  const timer = setInterval(() => void lookSafely(), EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await follower.stop();
      await looking;
    },
  };
}
