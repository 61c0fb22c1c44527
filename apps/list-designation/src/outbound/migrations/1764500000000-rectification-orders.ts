import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 限期整改 — orders to rectify; one that is open rests on a document in effect, by foreign key. */
export class RectificationOrders1764500000000 implements MigrationInterface {
  readonly name = 'RectificationOrders1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rectification_order (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_id uuid not null,
        source text not null,
        doc_no text not null,
        campaign text,
        ordered_on date not null,
        due_on date not null,
        remind_on date not null,
        basis_ids uuid[] not null,
        basis_id uuid,
        basis_status text,
        state jsonb not null,
        constraint rectification_order_pk primary key (id),
        constraint rectification_order_status_known check (status in ('ordered', 'reminded', 'evidence-submitted', 'rectified', 'not-rectified', 'revoked')),
        constraint rectification_order_gives_time check (due_on > ordered_on),
        constraint rectification_order_open_has_basis check ((status in ('ordered', 'reminded', 'evidence-submitted')) = ((basis_id is not null and basis_status = 'effective') is true)),
        constraint rectification_order_rests_on_a_document foreign key (basis_id, basis_status) references evidence (record_id, status) deferrable initially deferred,
        constraint rectification_order_once unique (source, doc_no, subject_id)
      )`);
    await runner.query(`create index rectification_order_cites on rectification_order using gin (basis_ids)`);
    await runner.query(`create index rectification_order_to_remind on rectification_order (remind_on, id) where status = 'ordered'`);
    await runner.query(`create index rectification_order_overdue on rectification_order (source, due_on) where status in ('ordered', 'reminded')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rectification_order');
  }
}
