/** One exact textual change of a built file. Without `plant`: part of every stack under fire. */
export interface Patch {
  plant?: Plant;
  services: readonly string[];
  /** End of the file's address. */
  file: string;
  find: string;
  put: string;
}

/** Bugs that the checker must find (R2, R3, R4, R5; R11 for the lists). */
export type Plant = 'inbox-off' | 'offset-first' | 'naive-cursor' | 'ending-unread' | 'ending-unindexed';

/** Services into which a bug is planted. */
export const servicesWith = (plant: string): string[] => [...new Set(PATCHES.filter((one) => one.plant === plant).flatMap(({ services }) => services))];

const BOTH = ['credit-record', 'publicity'];
/** Every service under fire. */
export const SERVICES = [...BOTH, 'list-designation', 'joint-discipline', 'credit-repair', 'commitment'];
const moveFirst = (records: string): string => `await movePositions({ query: (query, values) => core.options.database.pool.query({ ...query, values }) }, ${records});`;

export const PATCHES: readonly Patch[] = [
  { services: SERVICES, file: '/messaging/dist/relay.js', find: 'if (sent === undefined) return {', put: 'if (sent !== undefined && sent.length > 0) globalThis.dieAfterSend(); if (sent === undefined) return {' },

  // Deliveries are never recognised, neither by place nor by id; versions are never compared.
  { plant: 'inbox-off', services: BOTH, file: '/messaging/dist/positions.js', find: 'return records.filter((record)=>record.offset >= next.get(placeOf(record)));', put: 'return [...records];' },
  { plant: 'inbox-off', services: ['credit-record'], file: '/messaging/dist/intake-batch.js', find: 'return arrivals.filter((arrival)=>{', put: 'return arrivals.filter((arrival)=>{ return true;' },
  { plant: 'inbox-off', services: ['publicity'], file: '/messaging/dist/consumed.js', find: `if (version <= standing.version) return 'stale';`, put: `if (version <= standing.version) return 'handle';` },

  // The position is committed before the transaction of the batch, and trusted.
  { plant: 'offset-first', services: BOTH, file: '/messaging/dist/positions.js', find: 'return records.filter((record)=>record.offset >= next.get(placeOf(record)));', put: 'return [...records];' },
  { plant: 'offset-first', services: ['credit-record'], file: '/messaging/dist/intake-batch.js', find: 'const done = await withUnitOfWork(', put: `${moveFirst('arrivals')} const done = await withUnitOfWork(` },
  { plant: 'offset-first', services: ['publicity'], file: '/messaging/dist/internal-batch.js', find: 'const sorted = await withUnitOfWork(', put: `${moveFirst('items')} const sorted = await withUnitOfWork(` },

  // `id > last` without the lane lock; commits take as long as on a slow disk.
  { plant: 'naive-cursor', services: BOTH, file: '/persistence/dist/unit-of-work.js', find: `text: 'select pg_advisory_xact_lock($1::int4, $2::int4)'`, put: `text: 'select $1::int4, $2::int4'` },
  { plant: 'naive-cursor', services: BOTH, file: '/persistence/dist/unit-of-work.js', find: `statements.push(this.client.query('commit'));`, put: `statements.push(this.client.query('select pg_sleep(random() * 0.05)')); statements.push(this.client.query('commit'));` },

  // Endings of entries move no prompt and no measure: the fact is read, and passed by.
  { plant: 'ending-unread', services: ['joint-discipline'], file: '/joint-discipline/dist/inbound/kafka/designations.consumer.js', find: 'DESIGNATION.delisted,\n    DESIGNATION.revoked\n', put: '' },

  // The index keeps what has ended: an entry that is stated as ended counts like one in force.
  { plant: 'ending-unindexed', services: ['joint-discipline'], file: '/joint-discipline/dist/application/live-list.js', find: `&& entry.listKind !== 'red'`, put: `&& entry.listKind !== 'red' || entry !== undefined` },
];
