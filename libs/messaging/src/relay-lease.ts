import { randomUUID } from 'node:crypto';
import type { Database, Lane } from '@credit/persistence';

/** Length of the lease in database time, ms (decision 13). */
export const LEASE_MS = 3_000;
/** A send starts only with at least this much of the lease left, on the monotonic clock. */
const MARGIN_MS = 1_000;

const TAKE = {
  name: 'relay_take',
  text: `update relay_position set token = $2::uuid, lease_until = clock_timestamp() + interval '3 seconds' where lane = $1 and (token = $2::uuid or lease_until < clock_timestamp())
    returning id, cluster_id`,
};
/** Losing the newest position only sends some events again, so this commit need not wait for the disk. */
const MOVE = {
  name: 'relay_move',
  text: `update relay_position set id = $3::int8, lease_until = clock_timestamp() + interval '3 seconds'
    where lane = $1 and token = $2::uuid and lease_until > clock_timestamp() and set_config('synchronous_commit', 'off', true) = 'off'`,
};
const FREE = `update relay_position set lease_until = '-infinity' where lane = $1 and token = $2::uuid`;
const CLUSTER = 'update relay_position set cluster_id = $3, id = $4::int8 where lane = $1 and token = $2::uuid';

/** The right to send a lane: a row with database-time expiry and a token, not a connection's lock (a frozen relay would keep that). */
export class RelayLease {
  private readonly database: Database;
  private readonly lane: Lane;
  private readonly token = randomUUID();
  private until = 0;
  /** Id of the last row sent, as the database has it. */
  position = 0;
  clusterId: string | null = null;

  constructor(database: Database, lane: Lane) {
    this.database = database;
    this.lane = lane;
  }

  /** Whether the lease still holds for a send that starts now. Counts on the monotonic clock from before the renewal was asked for, so a frozen process knows when it wakes. */
  get held(): boolean {
    return performance.now() < this.until - MARGIN_MS;
  }

  /** Whether the lease is in its last half. */
  get ageing(): boolean {
    return performance.now() > this.until - LEASE_MS / 2;
  }

  /** Takes or renews the lease and reads the position. @returns false when another instance has it */
  async take(): Promise<boolean> {
    const asked = performance.now();
    const row = (await this.database.pool.query<{ id: string; cluster_id: string | null }>({ ...TAKE, values: [this.lane, this.token] })).rows[0];
    if (!row) {
      this.until = 0;
      return false;
    }
    this.until = asked + LEASE_MS;
    this.position = Number(row.id);
    this.clusterId = row.cluster_id;
    return true;
  }

  /** Moves the position after the broker's answer and renews. @returns false when the lease is lost: stop */
  async move(id: number): Promise<boolean> {
    const asked = performance.now();
    const done = await this.database.pool.query({ ...MOVE, values: [this.lane, this.token, id] });
    if (done.rowCount === 0) {
      this.until = 0;
      return false;
    }
    this.until = asked + LEASE_MS;
    this.position = id;
    return true;
  }

  /** Sets the cluster this position belongs to, and the position itself. */
  async rewind(clusterId: string, id: number): Promise<void> {
    await this.database.pool.query(CLUSTER, [this.lane, this.token, clusterId, id]);
    this.clusterId = clusterId;
    this.position = id;
  }

  async free(): Promise<void> {
    this.until = 0;
    await this.database.pool.query(FREE, [this.lane, this.token]);
  }
}
