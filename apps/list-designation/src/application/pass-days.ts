import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { DesignationEnded, TermNotOver, WrongStep } from '../domain/designation/designation.errors.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { beginOrClose, expireEntry } from '../domain/designation/entry.decide.ts';
import { compareLists } from './compare-lists.ts';
import type { Desk } from './desk.ts';
import { takeListVersions } from './list-changes.ts';
import { lookUp, questionOf } from './look-up.ts';

const BEGINNING = { name: 'designation_beginning', text: `select id from designation where status = 'served' and from_on <= $1 order by from_on, id limit $2` };
const OVER = { name: 'designation_over', text: `select id from designation where status = 'in-force' and until_on <= $1 order by until_on, id limit $2` };

type Served = Extract<Designation, { status: 'served' }>;

/**
 * 到日生效 — served decisions whose first day has come; one whose ground has gone meanwhile is closed with that reason. At most `limit`.
 * The last step of a day: what began or ended by its date alone, red entries too, is compared here (SR18).
 * @returns how many were taken up; 0 means that nothing is left
 */
export async function beginEntries(uow: UnitOfWork, desk: Desk, today: LocalDate, by: string, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(BEGINNING, [today, limit])).map(({ id }) => id);
  const served = [...(await desk.designations.load(uow, ids))].filter((found): found is [string, Served] => found[1].status === 'served');
  const looked = [];
  for (const [id, state] of served) looked.push({ id, facts: await lookUp(uow, desk, questionOf(id, state.authority.source, state, today)) });
  const listVersions = await takeListVersions(uow, looked.length);
  const outcomes = await desk.designations.updateMany(uow, looked.map(({ id, facts }, n) => ({ id, decide: (state) => beginOrClose({ by, today, facts, listVersion: listVersions[n]! }, state) })));
  for (const outcome of outcomes) if (!outcome.ok && !overtaken(outcome.error)) throw outcome.error;
  await compareLists(uow, desk, { subjects: null, today });
  return ids.length;
}

/**
 * 期满移出 — states what has ended by `today`, each with the day it was due; reading has ended it already (P-11). At most `limit`.
 * @returns how many were stated; 0 means that nothing is left
 */
export async function endEntries(uow: UnitOfWork, desk: Desk, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(OVER, [today, limit])).map(({ id }) => id);
  const listVersions = await takeListVersions(uow, ids.length);
  const outcomes = await desk.designations.updateMany(uow, ids.map((id, n) => ({ id, decide: (state) => expireEntry({ today, listVersion: listVersions[n]! }, state) })));
  for (const outcome of outcomes) if (!outcome.ok && !overtaken(outcome.error)) throw outcome.error;
  return ids.length;
}

/** Somebody else ended or extended it between the look and the lock: it is no longer the job's. */
const overtaken = (error: unknown): boolean => error instanceof WrongStep || error instanceof DesignationEnded || error instanceof TermNotOver;
