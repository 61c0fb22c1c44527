import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, textArray, type UnitOfWork } from '@credit/persistence';
import { evidenceRule, reminderOn } from '@credit/rulebook';
import { evidenceKindOf } from '@credit/rulebook/codes';
import { SubjectUnknown } from '../domain/designation/designation.errors.ts';
import { concludeRectification, extendDeadline, orderRectification, submitEvidence } from '../domain/rectification/rectification-order.decide.ts';
import { AlreadyOrdered, EntryOfAnotherSubject, NotYourMatter, OrderNotFound } from '../domain/rectification/rectification-order.errors.ts';
import type { RectificationOrder } from '../domain/rectification/rectification-order.ts';
import type { Step } from './carry-on.ts';
import { authorityOf, speaksForOf, type Desk } from './desk.ts';
import type { Acting } from './propose-designation.ts';
import { citedDocuments, subjectOf } from './register-facts.ts';
import { mayName } from './run-campaigns.ts';

/** 责令整改 as an officer asks for it. */
export interface OrderAsked {
  docNo: string;
  subjectId: string;
  recordIds: readonly string[];
  facts: string;
  demands: string;
  dueOn: LocalDate;
  entryId?: string;
  campaign?: string;
}

/** Locked in id order: a document that falls meanwhile waits, and then finds the order that rests on it (P-6). */
const FIT = { name: 'rectification_basis', text: `select record_id, record_kind from evidence where record_id = any($1::text[]::uuid[]) and status = 'effective' and repaired_on is null order by record_id for share` };

/**
 * 责令限期整改 — on documents of the kinds on which a subject may be watched.
 * POLICY-ASSUMPTION(ORDER-BASIS): the text names no documents for an order; those that may lead to the watch list may lead to an order.
 */
export async function order(uow: UnitOfWork, desk: Desk, { by, source }: Acting, asked: OrderAsked): Promise<RectificationOrder> {
  const { today } = uow.ctx;
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new NotYourMatter(source);
  const subject = await subjectOf(uow, asked.subjectId);
  if (subject === null) throw new SubjectUnknown(asked.subjectId);
  const entry = asked.entryId === undefined ? undefined : await entryOf(uow, desk, asked.entryId);
  const kinds = evidenceRule(desk.rulebook, 'KEY_ATTENTION', today)?.evidence ?? [];
  const found = await uow.query<{ record_id: string; record_kind: string }>(FIT, [textArray([...asked.recordIds].sort())]);
  const effective = found.filter(({ record_kind }) => kinds.some((kind) => kind === evidenceKindOf(record_kind))).map(({ record_id }) => record_id);
  const basis = await citedDocuments(uow, asked.recordIds);
  const orderId = newEventId();
  const { dueOn, docNo } = asked;
  const campaign = asked.campaign === undefined ? undefined : { code: asked.campaign, running: await mayName(uow, asked.campaign) };
  return orderedOnce(() => desk.rectificationOrders.update(uow, orderId, (state) => orderRectification({
    orderId, docNo, subject: subject.snapshot, authority, basis, dueOn, by, today, effective, facts: maskIdentityNumbers(asked.facts), demands: maskIdentityNumbers(asked.demands),
    remindOn: reminderOn(desk.rulebook, { dueOn, on: today }), speaksFor: speaksForOf(desk, source), ...(entry === undefined ? {} : { entry }), ...(campaign === undefined ? {} : { campaign }),
  }, state)));
}

/** 提交整改材料. */
export async function submit({ uow, desk, id, by, source }: Step, { statement }: { statement: string }): Promise<RectificationOrder> {
  await ownOrder(uow, desk, id, source);
  return desk.rectificationOrders.update(uow, id, (state) => submitEvidence({ by, today: uow.ctx.today, statement: maskIdentityNumbers(statement) }, state));
}

/** 整改结论. */
export async function conclude({ uow, desk, id, by, source }: Step, { rectified, finding }: { rectified: boolean; finding: string }): Promise<RectificationOrder> {
  await ownOrder(uow, desk, id, source);
  return desk.rectificationOrders.update(uow, id, (state) => concludeRectification({ by, today: uow.ctx.today, rectified, finding: maskIdentityNumbers(finding) }, state));
}

/** 延期. */
export async function extend({ uow, desk, id, by, source }: Step, { dueOn, reason }: { dueOn: LocalDate; reason: string }): Promise<RectificationOrder> {
  await ownOrder(uow, desk, id, source);
  const { today } = uow.ctx;
  const remindOn = reminderOn(desk.rulebook, { dueOn, on: today });
  return desk.rectificationOrders.update(uow, id, (state) => extendDeadline({ by, today, dueOn, remindOn, reason: maskIdentityNumbers(reason) }, state));
}

async function ownOrder(uow: UnitOfWork, desk: Desk, id: string, source: string): Promise<void> {
  const state = (await desk.rectificationOrders.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent' || state.authority.source !== source) throw new OrderNotFound();
}

async function entryOf(uow: UnitOfWork, desk: Desk, entryId: string): Promise<{ entryId: string; subjectId: string; source: string }> {
  const state = (await desk.designations.load(uow, [entryId])).get(entryId);
  if (state === undefined || state.status === 'absent' || state.status === 'not-applicable') throw new EntryOfAnotherSubject();
  return { entryId, subjectId: state.subject.subjectId, source: state.authority.source };
}

/** The number of a document stands for one order to one subject. */
async function orderedOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'rectification_order_once') throw new AlreadyOrdered('ordered');
    throw error;
  }
}
