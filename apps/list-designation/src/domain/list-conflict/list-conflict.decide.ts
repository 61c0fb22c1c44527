import type { LocalDate } from '@credit/kernel';
import { ConflictEnded, ConflictKnown, ConflictNotFound, NotRedAuthority } from './list-conflict.errors.ts';
import type { Closing, ConflictCase, ConflictEvent, ListConflict } from './list-conflict.ts';

/** 发现冲突 — a subject is on a red and on a joint-discipline list at once: told to both authorities. 《实施方案》红黑名单交叉比对 (O84) */
export function openConflict(c: { case: ConflictCase }, state: ListConflict): readonly ConflictEvent[] {
  if (state.status !== 'absent') throw new ConflictKnown(state.status);
  return [{ type: 'ConflictOpened', case: c.case }];
}

/** 移出红名单的决定 — by the red list's own authority, and by nobody else. (SR18) @throws NotRedAuthority before anything else is told to a stranger */
export function decideDelisting(c: { by: string; source: string; today: LocalDate; docNo: string; reason: string }, state: ListConflict): readonly ConflictEvent[] {
  assertOpen(state, c.source);
  return [{ type: 'ConflictDelisted', on: c.today, docNo: c.docNo, reason: c.reason, by: c.by }];
}

/** 自行消除 — one of the entries has ended; the case says which, and why. */
export function closeConflict(c: { on: LocalDate; because: Closing; reason: string }, state: ListConflict): readonly ConflictEvent[] {
  assertOpen(state);
  return [{ type: 'ConflictClosed', on: c.on, because: c.because, reason: c.reason }];
}

function assertOpen(state: ListConflict, source?: string): void {
  if (state.status === 'absent') throw new ConflictNotFound();
  if (source !== undefined && state.red.authority.source !== source) throw new NotRedAuthority(source);
  if (state.status !== 'open') throw new ConflictEnded(state.status);
}
