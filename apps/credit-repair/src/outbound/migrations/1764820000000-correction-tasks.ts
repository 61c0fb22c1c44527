import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 纠正任务 — one for each effect of what was wrong, done on a day that is not before its revocation. */
export class CorrectionTasks1764820000000 implements MigrationInterface {
  readonly name = 'CorrectionTasks1764820000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table correction_task (
        id uuid not null,
        version int8 not null,
        public_version int8 not null,
        status text not null,
        ending_id uuid not null,
        owner text not null,
        effect_kind text not null,
        effect_id uuid not null,
        recipient text not null,
        department text,
        wrong_on date not null,
        due_on date,
        escalated_on date,
        done_on date,
        state jsonb not null,
        constraint correction_task_pk primary key (id),
        constraint correction_task_once unique (ending_id, owner, effect_kind, effect_id, recipient),
        constraint correction_task_status_known check (status in ('open', 'done')),
        constraint correction_task_done_with_proof check ((status = 'done') = (done_on is not null) and (status = 'done') = (state #>> '{proof,docNo}' is not null)),
        constraint correction_task_not_before_its_revocation check (done_on >= wrong_on),
        constraint correction_task_of_ending foreign key (ending_id) references ending (id)
      )`);
    await runner.query(`create index correction_task_of_department on correction_task (department, id)`);
    await runner.query(`create index correction_task_late on correction_task (due_on, id) where status = 'open' and due_on is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table correction_task');
  }
}
