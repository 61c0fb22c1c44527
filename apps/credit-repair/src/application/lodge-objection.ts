import { shownFieldsOf } from '@credit/contracts/events';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { dutyDueOn, objectionGround, type ReminderDuty } from '@credit/rulebook';
import type { Duty, ObjectionGround, ObjectionTargetKind } from '@credit/rulebook/codes';
import { lodge } from '../domain/objection/objection.decide.ts';
import { AlreadyLodged, ItemUnknown } from '../domain/objection/objection.errors.ts';
import type { Claim, Objection, Objector } from '../domain/objection/objection.ts';
import type { ObjectionDesk } from './objection-desk.ts';
import { objectionItem, subjectOfItem, targetOf } from './objection-items.ts';

/** 异议 as it is lodged. */
export interface ObjectionAsked {
  target: { kind: ObjectionTargetKind | 'publicity-entry'; id: string };
  claims: readonly Claim[];
  ground: ObjectionGround;
  statement: string;
}

export const dueDay = (desk: Pick<ObjectionDesk, 'rulebook'>, duty: Exclude<Duty, ReminderDuty>, on: LocalDate): LocalDate | null => {
  const { dueOn } = dutyDueOn(desk.rulebook, duty, on);
  return dueOn.status === 'FIXED' ? dueOn.date : null;
};

const masked = ({ field, shown, shouldBe }: Claim): Claim => ({ field, ...(shown === undefined ? {} : { shown: maskIdentityNumbers(shown) }), ...(shouldBe === undefined ? {} : { shouldBe: maskIdentityNumbers(shouldBe) }) });

/** 提出异议 — by anyone, on any item and any field of it; at once with the provider, and marked at once. A publication is that of its record. */
export async function lodgeObjection(uow: UnitOfWork, desk: ObjectionDesk, objector: Objector, { target: asked, claims, ground, statement }: ObjectionAsked): Promise<Objection> {
  const { today, now } = uow.ctx;
  const item = await objectionItem(uow, asked.kind === 'publicity-entry' ? 'record' : asked.kind, asked.id);
  if (item === null) throw new ItemUnknown('no such item is known', '没有找到该信息');
  const target = targetOf(desk, item);
  if (target === undefined) throw new ItemUnknown('no department here answers for the item', '该信息的提供单位未接入本平台，请向其提出异议');
  const { id: ruleId, ownScope } = objectionGround(desk.rulebook, ground, today);
  const clocks = ownScope ? { verificationDueOn: null, outcomeDueOn: dueDay(desk, 'objection-own-scope', today) } : { verificationDueOn: dueDay(desk, 'objection-check', today), outcomeDueOn: dueDay(desk, 'objection-outcome', today) };
  const objectionId = newEventId();
  const shownFields = shownFieldsOf(item.kind, item.kind === 'record' ? item.data.recordKind : undefined);
  return once(() => desk.objections.update(uow, objectionId, (was) => lodge({
    objectionId, subject: subjectOfItem(item), target, claims: claims.map(masked), ground, ruleId, ownScope, statement: maskIdentityNumbers(statement), objector, lodgedAt: now, ...clocks, today, shownFields,
  }, was)));
}

/** One open objection per item, fields and objector: who lodges it twice at once meets here. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'objection_once') throw new AlreadyLodged();
    throw error;
  }
}
