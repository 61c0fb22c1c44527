import { correctableFieldsOf, RECORD, validateData } from '@credit/contracts/events';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { dueAfterPause } from '@credit/rulebook';
import type { ObjectionOutcome } from '@credit/rulebook/codes';
import { beginAppraisal, decideOutcome, endAppraisal, escalateObjection, explain, extendVerification, retractObjection, verify, type Clocks } from '../domain/objection/objection.decide.ts';
import { FieldUnknown, ObjectionNotFound, OutcomeNotApplicable } from '../domain/objection/objection.errors.ts';
import type { FieldCorrection, FieldValue, Objection } from '../domain/objection/objection.ts';
import { dueDay } from './lodge-objection.ts';
import type { ObjectionDesk, ObjectionStep } from './objection-desk.ts';
import { isLive, objectionItem, valueOf, type ItemState } from './objection-items.ts';
import { canonicalOf } from './repair-items.ts';

type Known = Exclude<Objection, { status: 'absent' }>;
export type OfficersObjectionStep = ObjectionStep & { source: string };

/** 核查. */
export const verifyObjection = ({ uow, desk, id, ...officer }: OfficersObjectionStep, { erroneous, reason }: { erroneous: boolean; reason: string }): Promise<Objection> =>
  desk.objections.update(uow, id, (state) => verify({ ...officer, today: uow.ctx.today, erroneous, reason: maskIdentityNumbers(reason) }, state));

/** 延长核查期限 — the days of the rule from each of the days that were set. */
export const extendObjection = ({ uow, desk, id, ...officer }: OfficersObjectionStep, { reason }: { reason: string }): Promise<Objection> =>
  desk.objections.update(uow, id, (state) => extendVerification({ ...officer, today: uow.ctx.today, reason: maskIdentityNumbers(reason), ...clocksOf(state, (dueOn) => (dueOn === null ? null : dueDay(desk, 'objection-extension', dueOn))) }, state));

/** 送交鉴定, or its end. */
export function appraise({ uow, desk, id, ...officer }: OfficersObjectionStep, { begin, what }: { begin: boolean; what?: string }): Promise<Objection> {
  const acting = { ...officer, today: uow.ctx.today };
  return desk.objections.update(uow, id, (state) => {
    if (begin) return beginAppraisal({ ...acting, what: maskIdentityNumbers(what ?? '') }, state);
    const begunOn = state.status === 'appraising' ? state.appraisal.begunOn : acting.today;
    return endAppraisal({ ...acting, ...clocksOf(state, (dueOn) => dueAfterPause(desk.rulebook, { dueOn, begunOn, endedOn: acting.today })) }, state);
  });
}

const clocksOf = (state: Objection, next: (dueOn: LocalDate | null) => LocalDate | null): Clocks =>
  (state.status === 'absent' ? { verificationDueOn: null, outcomeDueOn: null } : { verificationDueOn: next(state.verificationDueOn), outcomeDueOn: next(state.outcomeDueOn) });

/** 处理结果 as it is decided. */
export interface OutcomeAsked {
  kind: ObjectionOutcome;
  reason: string;
  docNo: string;
  changes?: readonly { field: string; newValue: FieldValue | null }[];
}

/** 作出处理 — judged against the item as it is now, which is locked until this is decided (P-6). */
export async function decideObjection({ uow, desk, id, ...officer }: OfficersObjectionStep & { centre: boolean }, { kind, reason, docNo, changes = [] }: OutcomeAsked): Promise<Objection> {
  const { target } = await objectionOf(uow, desk, id);
  const item = await objectionItem(uow, target.kind, target.id);
  if (item === null) throw new OutcomeNotApplicable('the item is not known', '没有找到该信息');
  const corrections = correctionsOf(item, changes);
  const command = { ...officer, today: uow.ctx.today, kind, docNo, reason: maskIdentityNumbers(reason), changes: corrections, item: { live: isLive(item), problems: problemsOf(item, corrections) } };
  return desk.objections.update(uow, id, (state) => decideOutcome(command, state));
}

/** The changes with what the fields say now. @throws FieldUnknown */
function correctionsOf(item: ItemState, changes: NonNullable<OutcomeAsked['changes']>): FieldCorrection[] {
  const correctable = item.kind === 'record' ? correctableFieldsOf(item.data.recordKind) : [];
  const unknown = changes.map(({ field }) => field).filter((field, n, all) => !correctable.includes(field) || all.indexOf(field) !== n);
  if (unknown.length > 0) throw new FieldUnknown(unknown);
  return changes.map(({ field, newValue }) => ({ field, oldValue: valueOf(item, field), newValue: typeof newValue === 'string' ? maskIdentityNumbers(newValue) : newValue }));
}

/** What the contract says against the corrected record. */
function problemsOf({ kind, data }: ItemState, corrections: readonly FieldCorrection[]): { code: string; field: string }[] {
  if (kind !== 'record' || corrections.length === 0) return [];
  const after: Record<string, unknown> = { ...data };
  const content: Record<string, unknown> = { ...data.content };
  for (const { field, newValue } of corrections) {
    const place = field in data && field !== 'content' ? after : content;
    if (newValue === null) delete place[field];
    else place[field] = newValue;
  }
  return validateData(RECORD.corrected, { ...after, content }).filter(({ severity }) => severity === 'error').map(({ code, pointer }) => ({ code, field: pointer.split('/').at(-1)! }));
}

/** 撤回 and 附说明 — by the objector; at the window for whoever objected there. */
export async function retractOwn({ uow, desk, id, by, subjectId }: ObjectionStep & { subjectId: string | undefined }): Promise<Objection> {
  await ownObjection(uow, desk, id, subjectId);
  return desk.objections.update(uow, id, (state) => retractObjection({ by, today: uow.ctx.today }, state));
}

export async function explainOwn({ uow, desk, id, by, subjectId }: ObjectionStep & { subjectId: string | undefined }, { text }: { text: string }): Promise<Objection> {
  const { objector, subject } = await ownObjection(uow, desk, id, subjectId);
  const about = objector.subjectId === undefined || (await canonicalOf(uow, objector.subjectId)) === (await canonicalOf(uow, subject.subjectId));
  return desk.objections.update(uow, id, (state) => explain({ by, today: uow.ctx.today, about, text: maskIdentityNumbers(text) }, state));
}

/** @throws ObjectionNotFound for an objection of somebody else, as for none */
async function ownObjection(uow: UnitOfWork, desk: ObjectionDesk, id: string, subjectId: string | undefined): Promise<Known> {
  const state = await objectionOf(uow, desk, id);
  if (subjectId !== undefined && (state.objector.subjectId === undefined || (await canonicalOf(uow, subjectId)) !== (await canonicalOf(uow, state.objector.subjectId)))) throw new ObjectionNotFound();
  return state;
}

async function objectionOf(uow: UnitOfWork, desk: ObjectionDesk, id: string): Promise<Known> {
  const state = (await desk.objections.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent') throw new ObjectionNotFound();
  return state;
}

const LATE = {
  name: 'objection_late',
  text: `select id from objection where escalated_on is null and due_on < $1 order by id limit $2 for update skip locked`,
};

/** 逾期督办 — objections with which somebody has let the last day pass. @returns how many were told */
export async function escalateLateObjections(uow: UnitOfWork, desk: ObjectionDesk, chunk: number): Promise<number> {
  const { today } = uow.ctx;
  const late = await uow.query<{ id: string }>(LATE, [today, chunk]);
  for (const outcome of await desk.objections.updateMany(uow, late.map(({ id }) => ({ id, decide: (state) => escalateObjection({ today }, state) })))) if (!outcome.ok) throw outcome.error;
  return late.length;
}
