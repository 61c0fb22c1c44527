import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';

/** 提醒种类: what becomes due, and what is overdue. */
export type ReminderKind = 'due' | 'overdue';

/** A chunk of reminders of `uow.ctx.today`. @returns how many rows it went through; 0 = nothing is left */
export type Remind = (uow: UnitOfWork, chunk: number) => Promise<number>;

interface Chunk { passed: number; lastDay: LocalDate | null; lastId: string | null }

const statement = (kind: ReminderKind, day: 'remind_on' | 'due_on', when: string): { name: string; text: string } => ({
  name: `commitment_remind_${kind}`,
  text: `with more as (
           select c.id, c.due_on, c.${day} as day from commitment c
           where ${when} and (c.${day}, c.id) > ($2::date, $3::uuid) and c.status in ('tracking', 'found', 'noticed', 'rectifying') and c.due_on is not null
           order by c.${day}, c.id limit $4),
         told as (insert into commitment_reminder (commitment_id, kind, due_on, told_on) select id, '${kind}', due_on, $1::date from more on conflict do nothing)
         select (select count(*)::int4 from more) as passed, day as "lastDay", id as "lastId" from more order by day desc, id desc limit 1`,
});
const STATEMENTS = { due: statement('due', 'remind_on', 'c.remind_on <= $1::date and c.due_on >= $1::date'), overdue: statement('overdue', 'due_on', 'c.due_on < $1::date') } as const;

const BEGINNING = { day: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' } as const;

/**
 * 到期提醒、逾期提示 — set-based and in the order of their days: a reminder is a row for people to read and changes no commitment; a day that has passed breaches nothing (O11). The rows of `commitment` are not touched, so that a million of
 * them cost no new version. Each chunk goes on behind the one before; a kill loses only that place: the next run begins anew. What was told is passed over by the key of the reminder alone: a plan that looked for it
 * beforehand was made while the table was empty, and read it whole for each commitment once it was not.
 */
export function reminders(kind: ReminderKind): Remind {
  let place: { day: string; id: string } = BEGINNING;
  return async (uow, chunk) => {
    const [found] = await uow.query<Chunk>(STATEMENTS[kind], [uow.ctx.today, place.day, place.id, chunk]);
    uow.afterCommit(() => (place = found === undefined ? BEGINNING : { day: found.lastDay!, id: found.lastId! }));
    return found === undefined ? 0 : found.passed;
  };
}
