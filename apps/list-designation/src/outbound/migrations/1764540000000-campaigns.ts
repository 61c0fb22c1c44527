import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 专项治理 — campaigns; an order names one that there is (orders older than this may name one that there is not). */
export class Campaigns1764540000000 implements MigrationInterface {
  readonly name = 'Campaigns1764540000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaign (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        code text not null,
        from_on date not null,
        to_on date not null,
        state jsonb not null,
        constraint campaign_pk primary key (id),
        constraint campaign_status_known check (status in ('open', 'closed')),
        constraint campaign_has_days check (to_on >= from_on),
        constraint campaign_code unique (code)
      )`);
    await runner.query(`alter table rectification_order add constraint rectification_order_of_a_campaign foreign key (campaign) references campaign (code) not valid`);
    await runner.query(`create index rectification_order_in_campaign on rectification_order (campaign, source) where campaign is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rectification_order drop constraint rectification_order_of_a_campaign');
    await runner.query('drop index rectification_order_in_campaign');
    await runner.query('drop table campaign');
  }
}
