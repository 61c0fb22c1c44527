import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Called by the role a service runs with, done with the rights of the owner; the search path is fixed so that nobody puts a table of his own in between. */
const AS_OWNER = 'language plpgsql security definer set search_path = public, pg_temp';

const BOUNDS = (table: string): string => `select c.relname as name, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::int8 as upper
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${table}::regclass and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'`;

const FUNCTIONS = `
create function keep_journal() returns void ${AS_OWNER} as $$
declare
  size constant int8 := 2000000;
  kept constant interval := interval '30 days';
  lane text;
  newest int8;
  used int8;
  old record;
  young boolean;
begin
  foreach lane in array array['journal', 'journal_receipts'] loop
    select coalesce(max(b.upper), 0) into newest from (${BOUNDS('lane')}) b;
    execute format('select last_value from %I', lane || '_id_seq') into used;
    if used + size / 2 >= newest then
      execute format('create table if not exists %I partition of %I for values from (%s) to (%s)', lane || '_' || (newest + size) / size, lane, newest, newest + size);
    end if;
  end loop;
  for old in select * from (select b.name, b.upper from (${BOUNDS(`'journal_receipts'`)}) b order by b.upper desc offset 2) o order by o.upper loop
    exit when old.upper > (select p.id from relay_position p where p.lane = 'receipts');
    execute format('select exists (select 1 from %I where at > now() - %L::interval)', old.name, kept) into young;
    exit when young;
    execute format('drop table %I', old.name);
  end loop;
end $$;

create function shadow_make(live text) returns void ${AS_OWNER} as $$
begin
  perform may_empty(live);
  execute format('drop table if exists %1$I; create table %1$I (like %2$I including all)', live || '_shadow', live);
  execute format('grant select, insert, update, delete on %I to %I', live || '_shadow', session_user);
end $$;

create function shadow_drop(live text) returns void ${AS_OWNER} as $$
begin
  perform may_empty(live);
  execute format('drop table %I', live || '_shadow');
end $$;

create function may_empty(live text) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if not has_table_privilege(session_user, format('public.%I', live), 'delete') then
    raise exception '% may not empty %, so not rebuild it either', session_user, live using errcode = 'insufficient_privilege';
  end if;
end $$;
`;

/** What the owner of the tables does for the role that a service runs with (ADR 0005): the next journal partition, whole partitions of receipts past their 30 days, the shadow table of a rebuild. */
export class OwnerFunctions1700000000002 implements MigrationInterface {
  readonly name = 'OwnerFunctions1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
  }

  async down(): Promise<void> {
    throw new Error('the journal needs its next partition');
  }
}
