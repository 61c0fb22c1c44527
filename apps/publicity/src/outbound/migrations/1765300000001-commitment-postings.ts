import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the column of the site is read by: newest first under each filter; type and state have few values and are enumerated, so they stand in every index and no filter is left over to be looked for row by row. */
const COLUMN = 'type, state, posted_on desc, commitment_id desc) include (id, ends_on)';

/** 信用承诺公示 — what is shown of each commitment and what it rests on; a natural person can never be written here. */
export class CommitmentPostings1765300000001 implements MigrationInterface {
  readonly name = 'CommitmentPostings1765300000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table commitment_posting (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        commitment_id uuid,
        record_id uuid,
        subject_id uuid not null,
        subject_class text,
        type text,
        item_code text,
        department text,
        state text,
        posted_on date,
        ends_on date,
        withdrawn_on date,
        reason text,
        content jsonb,
        known jsonb not null,
        constraint commitment_posting_pk primary key (id),
        constraint commitment_posting_one_per_commitment unique (commitment_id),
        constraint commitment_posting_status_known check (status in ('awaited', 'withheld', 'posted', 'withdrawn')),
        constraint commitment_posting_person_never_public check (subject_class <> 'NATURAL_PERSON'),
        constraint commitment_posting_awaits_its_commitment check ((status = 'awaited') = (commitment_id is null) and (status = 'awaited') = (subject_class is null)),
        constraint commitment_posting_shown_has_a_day check ((status in ('posted', 'withdrawn')) = (posted_on is not null) and (posted_on is null) = (state is null)),
        constraint commitment_posting_state_known check (state in ('tracking', 'kept', 'breached')),
        constraint commitment_posting_breach_rests_on_record check (status <> 'posted' or state <> 'breached' or record_id is not null),
        constraint commitment_posting_posted_has_content check (status <> 'posted' or (content is not null and type is not null)),
        constraint commitment_posting_says_why check ((status in ('withheld', 'withdrawn')) = (reason is not null) and (status = 'withdrawn') = (withdrawn_on is not null))
      )`);
    await runner.query(`create index commitment_posting_column on commitment_posting (${COLUMN} where status = 'posted'`);
    await runner.query(`create index commitment_posting_column_department on commitment_posting (department, ${COLUMN} where status = 'posted'`);
    await runner.query(`create index commitment_posting_column_item on commitment_posting (item_code, ${COLUMN} where status = 'posted'`);
    await runner.query(`create index commitment_posting_column_item_department on commitment_posting (item_code, department, ${COLUMN} where status = 'posted'`);
    await runner.query(`create index commitment_posting_subject on commitment_posting (subject_id) where status = 'posted'`);
    await runner.query(`create index commitment_posting_expires on commitment_posting (ends_on, id) where status = 'posted' and ends_on is not null`);
    await runner.query('create index commitment_posting_record on commitment_posting (record_id) where record_id is not null');
    await runner.query('drop index journal_taken_down');
    await runner.query(`create index journal_taken_down on journal (id) where type in ('EntryWithdrawn', 'PostingLapsed', 'ListEntryWithdrawn', 'CommitmentWithdrawn')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table commitment_posting');
    await runner.query('drop index journal_taken_down');
    await runner.query(`create index journal_taken_down on journal (id) where type in ('EntryWithdrawn', 'PostingLapsed', 'ListEntryWithdrawn')`);
  }
}
