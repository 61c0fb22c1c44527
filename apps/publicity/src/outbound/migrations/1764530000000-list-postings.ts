import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 名单公布 — when each list entry was shown on this site and when it was withdrawn; a natural person can never be written here. */
export class ListPostings1764530000000 implements MigrationInterface {
  readonly name = 'ListPostings1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table list_posting (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        subject_class text not null,
        from_on date not null,
        until_on date,
        posted_on date,
        withdrawn_on date,
        reason text,
        state jsonb not null,
        constraint list_posting_pk primary key (id),
        constraint list_posting_status_known check (status in ('scheduled', 'posted', 'lapsed', 'withdrawn', 'forgone')),
        constraint list_posting_person_never_public check (subject_class <> 'NATURAL_PERSON'),
        constraint list_posting_shown_has_a_day check ((status in ('posted', 'lapsed', 'withdrawn')) = (posted_on is not null)),
        constraint list_posting_withdrawn_says_why check ((status in ('lapsed', 'withdrawn')) = (withdrawn_on is not null and reason is not null))
      )`);
    await runner.query(`create index list_posting_begins on list_posting (from_on, id) where status = 'scheduled'`);
    await runner.query(`create index list_posting_ends on list_posting (until_on, id) where status = 'posted' and until_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table list_posting');
  }
}
