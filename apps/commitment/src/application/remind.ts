import type { UnitOfWork } from '@credit/persistence';

/**
 * Reminders of one business date, set-based: what becomes due, and what is overdue. A reminder is a row for people to read and changes no commitment; a day that has passed breaches nothing (O11).
 * The rows of `commitment` are not touched, so that a million of them cost no new version; a kill between two chunks leaves what is told told, and the next run goes on behind it.
 */
const remind = (kind: 'due' | 'overdue', dueWhen: string, order: string): { name: string; text: string } => ({
  name: `commitment_remind_${kind}`,
  text: `with more as (
           select c.id, c.due_on from commitment c
           where ${dueWhen} and c.status in ('tracking', 'found', 'noticed', 'rectifying') and c.due_on is not null
             and not exists (select 1 from commitment_reminder r where r.commitment_id = c.id and r.kind = '${kind}' and r.due_on = c.due_on)
           order by ${order} limit $2)
         insert into commitment_reminder (commitment_id, kind, due_on, told_on) select id, '${kind}', due_on, $1::date from more on conflict do nothing returning 1`,
});
const DUE = remind('due', 'c.remind_on <= $1::date and c.due_on >= $1::date', 'c.remind_on, c.id');
const OVERDUE = remind('overdue', 'c.due_on < $1::date', 'c.due_on, c.id');

/** 到期提醒 — commitments whose day comes near. @returns how many were told of in this chunk */
export const remindDue = async (uow: UnitOfWork, chunk: number): Promise<number> => (await uow.query(DUE, [uow.ctx.today, chunk])).length;

/** 逾期提示 — commitments whose day has passed, for the department to look at. @returns how many */
export const remindOverdue = async (uow: UnitOfWork, chunk: number): Promise<number> => (await uow.query(OVERDUE, [uow.ctx.today, chunk])).length;
