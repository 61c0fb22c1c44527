import type { EffectsAnswerV1 } from '@credit/contracts/events';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { derivedId, textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import { correctionOf, dutyDueOn } from '@credit/rulebook';
import type { EffectOwner, EndedKind } from '@credit/rulebook/codes';
import { completeTask, discontinueTask, escalateTask, openTask } from '../domain/correction-task/correction-task.decide.ts';
import { evolveTask, type CorrectionEvent, type CorrectionTask, type Discontinuance, type TaskContent } from '../domain/correction-task/correction-task.ts';
import type { Effect, EndedDocument } from '../domain/lapse/lapse-certificate.ts';
import type { Desk, Step } from './desk.ts';

interface WrongRow {
  endingId: string;
  kind: EndedKind;
  id: string;
  version: string;
  on: LocalDate;
  source: string | null;
  document: EndedDocument;
  owner: EffectOwner;
  effects: readonly Effect[];
  /** the record has been reinstated since */
  undone: Discontinuance | null;
}

/** What the batch has brought: endings with their fact (all that was answered before), and answers (of those whose fact was known before). */
const WRONG = {
  name: 'effects_of_wrong',
  text: `select e.id as "endingId", e.kind, e.item_id as id, e.version, e.ended_on as "on", e.source, e.document, e.undone, a.owner, a.effects from ending e join ending_answer a on a.ending_id = e.id
         where e.ending = 'revoked' and e.document is not null
           and (e.id = any($1::text[]::uuid[]) or (a.ending_id, a.owner, a.part) in (select x.id::uuid, x.owner, x.part::int4 from unnest($2::text[], $3::text[], $4::text[]) as x (id, owner, part)))
         order by a.ending_id, a.owner, a.part`,
};
const OPEN_OF = { name: 'corrections_open_of', text: `select t.id, t.ending_id as "endingId", e.undone from correction_task t join ending e on e.id = t.ending_id where t.ending_id = any($1::text[]::uuid[]) and t.status = 'open' and e.undone is not null order by t.id` };
const LATE = { name: 'correction_late', text: `select id from correction_task where status = 'open' and escalated_on is null and due_on < $1 order by id limit $2 for update skip locked` };

/** The task of one effect of one ending: told twice, it is the same. */
export const taskIdOf = (endingId: string, owner: EffectOwner, { kind, effectId, recipient }: Pick<Effect, 'kind' | 'effectId' | 'recipient'>): string => derivedId(['correction-task', endingId, owner, kind, effectId, recipient]);

/**
 * 消除不良影响 — one task for each effect of what was revoked, in the transaction that takes the answer; when the answer came first, in the one that takes the revocation (O99, N6).
 * What is told after the record was reinstated is kept as a task that is discontinued from the first: every order of arrival ends in the same rows (P-13).
 * To be called behind the statements that wrote both: each locks the row of the ending, so the second sees the first (P-6).
 */
export async function openCorrections(uow: UnitOfWork, desk: Desk, told: readonly string[], answers: readonly (EffectsAnswerV1 & { endingId: string })[], causes: ReadonlyMap<string, Cause>): Promise<void> {
  const column = (of: (a: (typeof answers)[number]) => string): Buffer => textArray(answers.map(of));
  const rows = await uow.query<WrongRow>(WRONG, [textArray(told), column((a) => a.endingId), column((a) => a.owner), column((a) => String(a.part))]);
  if (rows.length === 0) return;
  const { today } = uow.ctx;
  const { dueOn } = dutyDueOn(desk.rulebook, 'correction', today);
  const steps = rows.flatMap((row) => row.effects.map((effect) => {
    const content = contentOf(desk, row, effect);
    const cause = causes.get(row.endingId);
    return { id: content.taskId, decide: (state: CorrectionTask) => openedFor(row.undone, openTask({ content, dueOn: dueOn.status === 'FIXED' ? dueOn.date : null, today }, state), state), ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of await desk.corrections.updateMany(uow, steps)) if (!outcome.ok) throw outcome.error;
}

const openedFor = (undone: Discontinuance | null, opened: readonly CorrectionEvent[], state: CorrectionTask): readonly CorrectionEvent[] =>
  undone === null || opened.length === 0 ? opened : [...opened, ...discontinueTask(undone, opened.reduce(evolveTask, state))];

/** 恢复记录 — the open tasks of revocations that were taken back end, with the reason; what was done stays done. */
export async function discontinueCorrections(uow: UnitOfWork, desk: Desk, endingIds: readonly string[], causes: ReadonlyMap<string, Cause>): Promise<void> {
  const open = await uow.query<{ id: string; endingId: string; undone: Discontinuance }>(OPEN_OF, [textArray(endingIds)]);
  const steps = open.map(({ id, endingId, undone }) => ({ id, decide: (state: CorrectionTask) => discontinueTask(undone, state), cause: causes.get(endingId)! }));
  for (const outcome of await desk.corrections.updateMany(uow, steps)) if (!outcome.ok) throw outcome.error;
}

function contentOf(desk: Desk, { endingId, kind, id, version, on, source, document, owner }: WrongRow, { effectId, kind: effectKind, recipient, since }: Effect): TaskContent {
  const { id: ruleId, action, clause } = correctionOf(desk.rulebook, effectKind, on);
  const department = desk.city.departments.some((one) => one.source === recipient) ? recipient : source;
  return {
    taskId: taskIdOf(endingId, owner, { kind: effectKind, effectId, recipient }), subject: document.subject, wrong: { endingId, kind, id, version, on },
    effect: { owner, effectId, kind: effectKind, recipient, ...(since === undefined ? {} : { since }) }, rule: { ruleId, action, clause }, ...(department === null ? {} : { department }),
  };
}

/** 办结 — the day is today unless it is named. */
export const complete = ({ uow, desk, id, by, source }: Step & { source: string | null }, { what, docNo, doneOn }: { what: string; docNo: string; doneOn?: LocalDate }): Promise<CorrectionTask> =>
  desk.corrections.update(uow, id, (state) => completeTask({ source, by, on: doneOn ?? uow.ctx.today, what: maskIdentityNumbers(what), docNo, today: uow.ctx.today }, state));

/** 逾期督办 — tasks whose day has passed. @returns how many were told */
export async function escalateTasks(uow: UnitOfWork, desk: Desk, chunk: number): Promise<number> {
  const { today } = uow.ctx;
  const late = await uow.query<{ id: string }>(LATE, [today, chunk]);
  for (const outcome of await desk.corrections.updateMany(uow, late.map(({ id }) => ({ id, decide: (state) => escalateTask({ today }, state) })))) if (!outcome.ok) throw outcome.error;
  return late.length;
}
