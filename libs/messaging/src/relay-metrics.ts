import type { Metrics } from '@credit/observability';
import type { Database, Lane } from '@credit/persistence';

interface LaneNow {
  lane: Lane;
  /** Seconds since some instance renewed the lease; Infinity when it was given back and nobody took it. */
  leaseAge: number;
  /** Seconds since the oldest row behind the cursor was committed; 0 when there is none. */
  pendingAge: number;
  refused: number;
}

const pendingIn = (journal: string): string => `(select j.at from ${journal} j where j.id > p.id order by j.id limit 1)`;
const LANES_NOW = {
  name: 'lanes_now',
  text: `select p.lane, extract(epoch from clock_timestamp() - (p.lease_until - interval '3 seconds'))::float8 as "leaseAge",
      coalesce(extract(epoch from clock_timestamp() - case p.lane when 'facts' then ${pendingIn('journal')} else ${pendingIn('journal_receipts')} end), 0)::float8 as "pendingAge",
      (select count(*)::int4 from outbox_refused r where r.lane = p.lane) as refused
    from relay_position p where p.lane = any($1::text[])`,
};
/** Gauges of one scrape share one look. */
const SAME_SCRAPE_MS = 500;

/**
 * Figures of the lanes, asked from the database at the scrape: they are those of the service, whichever instance sends, and stay true when no relay runs at all
 * or the broker is away. With the database away the last values stay; `credit_health_check{check="database"}` says so.
 */
export function relayMetrics(metrics: Metrics, database: Database, lanes: readonly Lane[]): { amnesia(): void } {
  let seen: { at: number; rows: Promise<readonly LaneNow[]> } | undefined;
  const look = (): Promise<readonly LaneNow[]> => {
    if (!seen || Date.now() - seen.at > SAME_SCRAPE_MS) seen = { at: Date.now(), rows: database.pool.query<LaneNow>({ ...LANES_NOW, values: [lanes] }).then(({ rows }) => rows) };
    return seen.rows;
  };
  const perLane = (name: string, help: string, value: (now: LaneNow) => number): void => {
    metrics.gauge(name, help, ['lane'], async (gauge) => (await look()).forEach((now) => gauge.set({ lane: now.lane }, value(now))));
  };
  perLane('credit_outbox_age_seconds', 'Age of the oldest committed event not yet on the broker', (now) => Math.max(0, now.pendingAge));
  perLane('credit_relay_lease_age_seconds', 'Seconds since an instance renewed the lease of the lane', (now) => Math.max(0, now.leaseAge));
  perLane('credit_outbox_refused', 'Events the broker refused, put aside in outbox_refused', (now) => now.refused);
  const amnesia = metrics.counter('credit_broker_amnesia_total', 'Times the broker was found to have lost what it had acknowledged', ['side']);
  amnesia.inc({ side: 'relay' }, 0); // a series that begins with its first event shows no increase
  return { amnesia: () => amnesia.inc({ side: 'relay' }) };
}
