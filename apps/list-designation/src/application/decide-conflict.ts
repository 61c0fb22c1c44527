import { maskIdentityNumbers } from '@credit/kernel';
import { ConflictNotFound } from '../domain/list-conflict/list-conflict.errors.ts';
import { decideDelisting } from '../domain/list-conflict/list-conflict.decide.ts';
import type { ListConflict } from '../domain/list-conflict/list-conflict.ts';
import { delistRedEntry } from '../domain/red-list/red-entry.decide.ts';
import type { Step } from './carry-on.ts';
import { compareLists } from './compare-lists.ts';
import { holdList } from './list-changes.ts';

/** 冲突处理决定 — the red list's own authority takes the subject off it; other cases of the same red entry are closed with it. The black entry is not touched. */
export async function delistForConflict({ uow, desk, id, by, source }: Step, { docNo, reasons }: { docNo: string; reasons: string }): Promise<ListConflict> {
  const { today } = uow.ctx;
  await holdList(uow);
  const found = (await desk.listConflicts.load(uow, [id])).get(id);
  if (found === undefined || found.status === 'absent' || ![found.red, found.black].some(({ authority }) => authority.source === source)) throw new ConflictNotFound();
  const decision = { by, today, docNo, reason: maskIdentityNumbers(reasons) };
  const decided = await desk.listConflicts.update(uow, id, (state) => decideDelisting({ ...decision, source }, state));
  await desk.redEntries.update(uow, found.red.entryId, (state) => delistRedEntry(decision, state));
  await compareLists(uow, desk, { subjects: [], today });
  return decided;
}
