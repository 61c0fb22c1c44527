import type { StrategyHealth, StrategyOptions } from './strategy-options.ts';

const PARKED = `select count(*)::int4 as rows, count(distinct coalesce(aggregate_id, id))::int4 as keys, coalesce(extract(epoch from now() - min(parked_at)), 0)::float8 as age from parked where state in ('waiting', 'requested')`;

/** What readiness and alerts look at beyond the loop itself: is every partition held by somebody, have we caught up once, what is parked. */
export class GroupWatch {
  parkedKeys = 0;
  oldestParkedAgeMs = 0;
  crashed: string | undefined;
  private parked = 0;
  private allAssigned = false;
  private caughtUp = false;
  private readonly options: StrategyOptions;
  private readonly held: () => ReadonlyMap<string, number>;

  constructor(options: StrategyOptions, held: () => ReadonlyMap<string, number>) {
    this.options = options;
    this.held = held;
  }

  /** The group was rebalanced. */
  changed(): void {
    this.allAssigned = false;
  }

  async look(): Promise<void> {
    const { kafka, database, group, topics } = this.options;
    const row = (await database.pool.query<{ rows: number; keys: number; age: number }>(PARKED)).rows[0]!;
    this.parked = row.rows;
    this.parkedKeys = row.keys;
    this.oldestParkedAgeMs = row.age * 1000;
    if (!this.allAssigned) {
      const assignments = await kafka.assignmentsOf(group);
      const counts = await kafka.partitionsOf(topics.map(({ name }) => name));
      this.allAssigned = topics.every(({ name }) => assignments.get(name)?.length === counts.get(name));
    }
    if (!this.caughtUp && this.held().size > 0) this.caughtUp = await this.reached();
  }

  private async reached(): Promise<boolean> {
    const held = this.held();
    for (const { name } of this.options.topics) {
      for (const { partition, high } of await this.options.kafka.offsetsOf(name)) {
        const next = held.get(`${name}/${partition}`);
        if (next !== undefined && next < Number(high)) return false;
      }
    }
    return true;
  }

  health(): Omit<StrategyHealth, 'assigned' | 'lastPollAgeMs'> {
    const { allAssigned, caughtUp, parked, oldestParkedAgeMs } = this;
    return { allAssigned, caughtUp, parked, oldestParkedAgeMs, ...(this.crashed === undefined ? {} : { crashed: this.crashed }) };
  }
}
