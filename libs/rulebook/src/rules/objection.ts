import { addWorkingDays, DomainError, workingDaysBetween } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { ObjectionGround } from '../codes/objection.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { ObjectionGroundRow } from '../tables/types.ts';

/** 异议事由 of the day. @throws DomainError `RULEBOOK.NO_RULE` when nobody could object on that ground then */
export function objectionGround(rb: Rulebook, ground: ObjectionGround, on: LocalDate): ObjectionGroundRow {
  const row = rowInForce(rb.tables.objectionGrounds, on, (r) => r.ground === ground);
  if (row) return row;
  throw new DomainError({ code: 'RULEBOOK.NO_RULE', message: `no rule for the ground ${ground} was in force on ${on}`, userMessage: '该日期没有适用的异议事由规则' });
}

/**
 * 鉴定、检测、专家评审时间不计入期限: as many working days are left after the pause as were left when it began (LH 41, LS 39, LZ 51). A day that had passed already stays passed.
 * @returns null while the due date is open, or enters a year whose calendar is not announced
 */
export function dueAfterPause(rb: Rulebook, { dueOn, begunOn, endedOn }: { readonly dueOn: LocalDate | null; readonly begunOn: LocalDate; readonly endedOn: LocalDate }): LocalDate | null {
  if (dueOn === null || dueOn < begunOn) return dueOn;
  const left = workingDaysBetween(rb.calendar, begunOn, dueOn);
  if (left === 'PROVISIONAL') return null;
  const due = addWorkingDays(rb.calendar, endedOn, left);
  return due.status === 'FIXED' ? due.date : null;
}
