import type { MigrationInterface, QueryRunner } from 'typeorm';

const journal = (table: string, partition: string): string => `
create sequence ${table}_id_seq;
create table ${table} (
  id bigint not null default nextval('${table}_id_seq'),
  event_id uuid not null,
  at timestamptz not null default now(),
  type text,
  aggregate_type text not null,
  aggregate_id uuid not null,
  aggregate_version int8,
  actor text not null,
  reason text,
  fact text,
  topic text,
  key text,
  headers text,
  payload text,
  constraint ${table}_pk primary key (id),
  constraint ${table}_publication check (topic is null or (key is not null and headers is not null))
) partition by range (id);
alter sequence ${table}_id_seq owned by ${table}.id;
create table ${table}_1 partition of ${table} for values from (0) to (2000000);
create table ${table}_2 partition of ${table} for values from (2000000) to (4000000);
create table ${table}_default partition of ${table} default;
${partition}`;

const TABLES = `
${journal('journal', 'create index journal_aggregate on journal (aggregate_id);')}
${journal('journal_receipts', '')}

create table inbox (
  id uuid not null,
  part int4 not null,
  off int8 not null,
  body int8 not null,
  seen_on date not null default current_date,
  constraint inbox_pk primary key (id)
) partition by hash (id);

create table stream (
  id int2 generated always as identity,
  topic text not null,
  constraint stream_pk primary key (id),
  constraint stream_topic unique (topic)
);
create table consumed (
  aggregate_id uuid not null,
  stream int2 not null,
  version int8 not null,
  parked int4 not null default 0,
  constraint consumed_pk primary key (aggregate_id, stream)
) with (fillfactor = 80);
create table consumer_position (
  topic text not null,
  part int4 not null,
  next_offset int8 not null,
  last_event_id text,
  constraint consumer_position_pk primary key (topic, part)
) with (fillfactor = 50);

create table parked (
  id uuid not null,
  topic text not null,
  part int4 not null,
  off int8 not null,
  at timestamptz not null,
  stream int2,
  aggregate_id uuid,
  version int8,
  key text,
  event_id text,
  type text,
  cause text not null,
  code text not null,
  message text not null,
  stack text,
  attempts int4 not null default 1,
  state text not null default 'waiting',
  body bytea,
  copied boolean not null default false,
  parked_at timestamptz not null default now(),
  decided_by text,
  decided_reason text,
  decided_at timestamptz,
  constraint parked_pk primary key (id),
  constraint parked_cause check (cause in ('unreadable', 'invalid', 'unknown', 'refused', 'bug', 'gap')),
  constraint parked_state check (state in ('waiting', 'requested', 'discarded', 'done', 'overtaken')),
  constraint parked_discard_reason check (state <> 'discarded' or decided_reason is not null),
  constraint parked_offset unique (topic, part, off, id)
);
create index parked_aggregate on parked (aggregate_id, stream, version) where state in ('waiting', 'requested', 'discarded');
create index parked_open on parked (parked_at) where state in ('waiting', 'requested');
create index parked_uncopied on parked (parked_at) where not copied;

create table relay_position (
  lane text not null,
  id int8 not null default 0,
  token uuid,
  lease_until timestamptz not null default '-infinity',
  cluster_id text,
  constraint relay_position_pk primary key (lane)
) with (fillfactor = 50);
insert into relay_position (lane) values ('facts'), ('receipts');
create table relay_sent (
  lane text not null,
  topic text not null,
  part int4 not null,
  base_offset int8 not null,
  count int4 not null,
  first_id int8 not null,
  last_id int8 not null,
  sent_at timestamptz not null default now(),
  constraint relay_sent_pk primary key (lane, topic, part, last_id)
);
create table outbox_refused (
  id int8 not null,
  lane text not null,
  topic text not null,
  code text not null,
  message text not null,
  refused_at timestamptz not null default now(),
  constraint outbox_refused_pk primary key (lane, id)
);

create table idempotency (
  client text not null,
  method text not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  status int4,
  response jsonb,
  headers jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_pk primary key (client, method, route, key)
);
create table job_run (
  name text not null,
  completed_on date,
  completed_at timestamptz,
  token uuid,
  lease_until timestamptz not null default '-infinity',
  constraint job_run_pk primary key (name)
);
`;

const INBOX_PARTITIONS = 8;

/** Journal lanes, inbox, consumed versions, positions, parked events, relay, idempotency, jobs. */
export class PlatformTables1700000000001 implements MigrationInterface {
  readonly name = 'PlatformTables1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (let n = 0; n < INBOX_PARTITIONS; n++) await runner.query(`create table inbox_${n} partition of inbox for values with (modulus ${INBOX_PARTITIONS}, remainder ${n})`);
  }

  async down(): Promise<void> {
    throw new Error('the journal is never dropped');
  }
}
