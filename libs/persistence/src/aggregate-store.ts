import { DomainError } from '@credit/kernel';
import type { EntityClass } from './database.ts';
import type { JournalRow } from './journal.ts';
import { headersOf } from './public-headers.ts';
import type { Cause, PublicFact } from './public-headers.ts';
import { nextEpoch, rebaseRows } from './rebase.ts';
import { mapRows } from './row-mapping.ts';
import type { RowMapping } from './row-mapping.ts';
import { statedRow } from './stated-row.ts';
import { textArray } from './text-array.ts';
import { ConcurrencyClash } from './transient.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { newEventId } from './uuid-source.ts';

export interface AggregateDefinition<S extends { status: string }, E extends { type: string }> {
  /** Short name, e.g. `record`; also names the prepared statements. */
  type: string;
  /** Topic of its public events, without prefix. */
  topic: string;
  /** Entity of the state table: id uuid, version int8, publicVersion int8, status text + own columns, every column with an explicit `type`. */
  entity: EntityClass;
  initial: S;
  evolve(state: S, event: E): S;
  /** Values of the own columns by property name; id, version, publicVersion, status are filled by the store. */
  toRow(state: S): object;
  /** The row by property names, `id`, `version`, `publicVersion` included (int8 as strings). */
  toState(row: never): S;
  /** Kafka key: the subjectId at birth, for life (P-15). */
  keyOf(state: S): string;
  /** Public or private, decided for every private event; the state is the one after the event. */
  publish: { [K in E['type']]: (event: Extract<E, { type: K }>, state: S) => PublicFact | null };
  /** What the journal keeps of a private event; default: all of an unpublished one, nothing of a published one. */
  fact?(event: E): object | null;
  /** Called after the rows were written, in the same unit of work: what the owner keeps of all aggregates together, by change (a count, a digest). */
  tally?(uow: UnitOfWork, changes: readonly AggregateChange<S>[]): Promise<void>;
}

/** An aggregate as it was before a unit of work and as it is after. Public versions as `ce_aggregateversion` says them; 0 = never published. */
export interface AggregateChange<S> {
  id: string;
  before: { state: S; publicVersion: number };
  after: { state: S; publicVersion: number };
}

export interface AggregateStep<S, E> {
  id: string;
  decide: (state: S) => readonly E[];
  cause?: Cause;
}

/** A refused step changed nothing: neither its aggregate nor any other step. */
export type StepOutcome<S, E = unknown> = { ok: true; state: S; events: readonly E[]; publicVersion: number } | { ok: false; error: DomainError };

export interface AggregateStore<S, E> {
  readonly table: string;
  /** One step on one aggregate. @throws DomainError what `decide` refused; ConcurrencyClash when another transaction created the aggregate first */
  update(uow: UnitOfWork, id: string, decide: (state: S) => readonly E[], cause?: Cause): Promise<S>;
  /**
   * Steps in the order given, folded per aggregate: one locking SELECT (ids sorted), decisions in memory, at most one INSERT and one UPDATE, journal rows in step order.
   * @throws whatever `decide` throws that is not a DomainError; ConcurrencyClash
   */
  updateMany(uow: UnitOfWork, steps: readonly AggregateStep<S, E>[]): Promise<StepOutcome<S, E>[]>;
  /**
   * 重定基准 — after a restore that lost commits: each aggregate that exists gets a version of a higher epoch than `floor` (the highest one on its topic) and publishes its whole state, as `whole` gives it.
   * Aggregates without a row, and those for which `whole` gives nothing, are left alone. @returns ids that were rebased
   */
  rebase(uow: UnitOfWork, floors: ReadonlyMap<string, number>, whole: (states: ReadonlyMap<string, S>) => Promise<ReadonlyMap<string, PublicFact>>): Promise<Set<string>>;
  /** Present states, unlocked; absent ids are absent. */
  load(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, S>>;
}

/** A store that also takes aggregates which are known to be new. */
export interface AddingStore<S, E> extends AggregateStore<S, E> {
  /**
   * Aggregates that the caller has looked for and not found, each with what brings it into being: no second look, and nobody waits for their rows. Whoever adds one of them at the same
   * moment makes this unit of work fail with a ConcurrencyClash, at the latest at its end. @throws whatever `decide` throws
   */
  add(uow: UnitOfWork, steps: readonly AggregateStep<S, E>[]): Promise<Map<string, S>>;
}

interface Held<S> {
  state: S;
  version: number;
  publicVersion: number;
  readonly before: number;
  readonly was: { state: S; publicVersion: number };
}

const UNIQUE_VIOLATION = '23505';

/** A store for one kind of aggregate. Pure definition in, set-based SQL out; no ORM call at run time. */
export function defineAggregate<S extends { status: string }, E extends { type: string }>(def: AggregateDefinition<S, E>): AddingStore<S, E> {
  let built: RowMapping | undefined;
  const mapping = (): RowMapping => (built ??= mapRows(def.entity));

  const journalRows = (uow: UnitOfWork, id: string, held: Held<S>, event: E, cause: Cause | undefined): JournalRow[] => {
    const eventId = newEventId();
    const publish = def.publish[event.type as E['type']] as (e: E, s: S) => PublicFact | null;
    const fact = publish(event, held.state);
    held.version += 1;
    const row = { eventId, type: event.type, aggregateType: def.type, aggregateId: id, fact: def.fact ? def.fact(event) : fact === null ? event : null };
    if (fact === null) return [{ ...row, publish: null }];
    held.publicVersion += 1;
    const key = def.keyOf(held.state);
    const headers = headersOf(uow, fact, key, cause, eventId);
    const published = { ...row, aggregateVersion: String(held.publicVersion), publish: { topic: def.topic, key, headers, payload: JSON.stringify(fact.data) } };
    return [published, ...statedRow(uow, published, fact, cause)];
  };

  const rowOf = (id: string, held: Held<S>): Record<string, unknown> => ({
    ...(def.toRow(held.state) as Record<string, unknown>), id, version: held.version, publicVersion: held.publicVersion, status: held.state.status,
  });

  const clashOr = (error: Error & { code?: string; constraint?: string }): Error =>
    error.code === UNIQUE_VIOLATION && mapping().keys.has(error.constraint ?? '') ? new ConcurrencyClash(def.type) : error;

  const write = async (uow: UnitOfWork, changed: readonly [string, Held<S>][]): Promise<void> => {
    const m = mapping();
    const born = changed.filter(([, held]) => held.before === 0);
    const grown = changed.filter(([, held]) => held.before > 0);
    if (born.length > 0) await uow.query(m.insert, m.parameters(born.map(([id, held]) => rowOf(id, held)))).catch((error: Error) => Promise.reject(clashOr(error)));
    if (grown.length > 0) {
      const expected = textArray(grown.map(([, held]) => String(held.before)));
      const done = await uow.query(m.update, [...m.parameters(grown.map(([id, held]) => rowOf(id, held))), expected]);
      if (done.length !== grown.length) throw new ConcurrencyClash(def.type);
    }
    if (changed.length > 0) await def.tally?.(uow, changed.map(([id, { was, state, publicVersion }]) => ({ id, before: was, after: { state, publicVersion } })));
  };

  const absent = (): Held<S> => ({ state: def.initial, version: 0, publicVersion: 0, before: 0, was: { state: def.initial, publicVersion: 0 } });

  const lock = async (uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, Held<S>>> => {
    const sorted = [...new Set(ids)].sort();
    const rows = sorted.length === 0 ? [] : await uow.query<{ id: string; version: string; publicVersion: string }>(mapping().selectForUpdate, [textArray(sorted)]);
    const held = new Map<string, Held<S>>();
    const hold = (id: string, state: S, version: number, publicVersion: number): void => void held.set(id, { state, version, publicVersion, before: version, was: { state, publicVersion } });
    for (const row of rows) hold(row.id, def.toState(row as never), Number(row.version), Number(row.publicVersion));
    for (const id of sorted) if (!held.has(id)) held.set(id, absent());
    return held;
  };

  const updateMany = async (uow: UnitOfWork, steps: readonly AggregateStep<S, E>[]): Promise<StepOutcome<S, E>[]> => {
    if (steps.length === 0) return [];
    const all = await lock(uow, steps.map((step) => step.id));
    const rows: JournalRow[] = [];
    const outcomes = steps.map((step): StepOutcome<S, E> => {
      const held = all.get(step.id)!;
      let events: readonly E[];
      try {
        events = step.decide(held.state);
      } catch (error) {
        if (error instanceof DomainError) return { ok: false, error };
        throw error;
      }
      for (const event of events) {
        held.state = def.evolve(held.state, event);
        rows.push(...journalRows(uow, step.id, held, event, step.cause));
      }
      return { ok: true, state: held.state, events, publicVersion: held.publicVersion };
    });
    await write(uow, [...all].filter(([, held]) => held.version > held.before));
    uow.journal('facts', rows);
    return outcomes;
  };

  return {
    get table() {
      return mapping().table;
    },
    updateMany,
    add: async (uow, steps) => {
      const born = new Map(steps.map(({ id }): [string, Held<S>] => [id, absent()]));
      const rows = steps.flatMap(({ id, decide, cause }) => {
        const held = born.get(id)!;
        return decide(held.state).flatMap((event) => {
          held.state = def.evolve(held.state, event);
          return journalRows(uow, id, held, event, cause);
        });
      });
      const added = [...born].filter(([, held]) => held.version > 0);
      if (added.length > 0) uow.send(mapping().insert, mapping().parameters(added.map(([id, held]) => rowOf(id, held))), clashOr);
      if (added.length > 0) await def.tally?.(uow, added.map(([id, { was, state, publicVersion }]) => ({ id, before: was, after: { state, publicVersion } })));
      uow.journal('facts', rows);
      return new Map(added.map(([id, { state }]) => [id, state]));
    },
    update: async (uow, id, decide, cause) => {
      const [outcome] = await updateMany(uow, [cause === undefined ? { id, decide } : { id, decide, cause }]);
      if (!outcome!.ok) throw outcome!.error;
      return outcome!.state;
    },
    rebase: async (uow, floors, whole) => {
      const present = [...(await lock(uow, [...floors.keys()]))].filter(([, held]) => held.before > 0);
      const facts = await whole(new Map(present.map(([id, held]) => [id, held.state])));
      const changed = present.filter(([id]) => facts.has(id));
      const rows = changed.flatMap(([id, held]) => {
        held.version += 1;
        held.publicVersion = nextEpoch(Math.max(held.publicVersion, floors.get(id)!));
        return rebaseRows(uow, { aggregateType: def.type, aggregateId: id, topic: def.topic, key: def.keyOf(held.state), version: held.publicVersion, fact: facts.get(id)! });
      });
      await write(uow, changed);
      uow.journal('facts', rows);
      return new Set(changed.map(([id]) => id));
    },
    load: async (uow, ids) => {
      const rows = ids.length === 0 ? [] : await uow.query<{ id: string }>(mapping().select, [textArray([...new Set(ids)])]);
      return new Map(rows.map((row) => [row.id, def.toState(row as never)]));
    },
  };
}
