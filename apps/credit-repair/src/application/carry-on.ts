import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { dutyDueOn, repairBarredUntil } from '@credit/rulebook';
import { acceptRepair, decideRepair, escalate, extendDecision, rejectRepair, requireSupplement, retractRepair, revokeRepair, supplement } from '../domain/repair-case/repair-case.decide.ts';
import { RepairNotFound } from '../domain/repair-case/repair-case.errors.ts';
import type { RepairCase } from '../domain/repair-case/repair-case.ts';
import { maskedEvidence, type RepairAsked } from './apply-for-repair.ts';
import type { Desk, Step } from './desk.ts';
import { canonicalOf } from './repair-items.ts';
import { accreditedBodies } from './training-bodies.ts';

/** A step of an officer; `source` is his department. */
export type OfficersStep = Step & { source: string };

const dayOf = (due: ReturnType<typeof dutyDueOn>): LocalDate | null => (due.dueOn.status === 'FIXED' ? due.dueOn.date : null);

/** 受理, or refusal with its reason. */
export function accept({ uow, desk, id, ...officer }: OfficersStep, { accept: accepted, reason }: { accept: boolean; reason?: string }): Promise<RepairCase> {
  const acting = { ...officer, today: uow.ctx.today };
  const decisionDueOn = dayOf(dutyDueOn(desk.rulebook, 'repair-decision', acting.today));
  return desk.cases.update(uow, id, (state) => (accepted ? acceptRepair({ ...acting, decisionDueOn }, state) : rejectRepair({ ...acting, reason: maskIdentityNumbers(reason ?? '') }, state)));
}

/** 告知补正. */
export const askSupplement = ({ uow, desk, id, ...officer }: OfficersStep, { what }: { what: string }): Promise<RepairCase> =>
  desk.cases.update(uow, id, (state) => requireSupplement({ ...officer, today: uow.ctx.today, what: maskIdentityNumbers(what) }, state));

/** 延长办理期限 — ten working days from the last day of the first term. */
export function extend({ uow, desk, id, ...officer }: OfficersStep, { reason }: { reason: string }): Promise<RepairCase> {
  return desk.cases.update(uow, id, (state) => {
    const from = state.status === 'accepted' ? state.decisionDueOn : null;
    const decisionDueOn = from === null ? null : dayOf(dutyDueOn(desk.rulebook, 'repair-extension', from));
    return extendDecision({ ...officer, today: uow.ctx.today, reason: maskIdentityNumbers(reason), decisionDueOn }, state);
  });
}

/** 修复决定. */
export const decide = ({ uow, desk, id, ...officer }: OfficersStep, { approve, reason, docNo }: { approve: boolean; reason: string; docNo: string }): Promise<RepairCase> =>
  desk.cases.update(uow, id, (state) => decideRepair({ ...officer, today: uow.ctx.today, approve, docNo, reason: maskIdentityNumbers(reason) }, state));

/** 撤销修复 — false material. */
export function revoke({ uow, desk, id, ...officer }: OfficersStep, { reason }: { reason: string }): Promise<RepairCase> {
  const { today } = uow.ctx;
  return desk.cases.update(uow, id, (state) => revokeRepair({ ...officer, today, reason: maskIdentityNumbers(reason), barredUntil: repairBarredUntil(desk.rulebook, today) }, state));
}

/** 补正 and 撤回 — by the applicant, of its own case only. */
export async function addEvidence({ uow, desk, id, by, subjectId }: Step & { subjectId: string | undefined }, { evidence }: Pick<RepairAsked, 'evidence'>): Promise<RepairCase> {
  await ownCase(uow, desk, id, subjectId);
  const { today } = uow.ctx;
  const accredited = await accreditedBodies(uow, evidence);
  const acceptanceDueOn = dayOf(dutyDueOn(desk.rulebook, 'repair-acceptance', today));
  return desk.cases.update(uow, id, (state) => supplement({ by, today, evidence: maskedEvidence(evidence), acceptanceDueOn, accredited }, state));
}

export async function retract({ uow, desk, id, by, subjectId }: Step & { subjectId: string | undefined }): Promise<RepairCase> {
  await ownCase(uow, desk, id, subjectId);
  return desk.cases.update(uow, id, (state) => retractRepair({ by, today: uow.ctx.today }, state));
}

/** @throws RepairNotFound for a case of somebody else, as for none */
async function ownCase(uow: UnitOfWork, desk: Desk, id: string, subjectId: string | undefined): Promise<void> {
  const state = (await desk.cases.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent') throw new RepairNotFound();
  if (subjectId !== undefined && (await canonicalOf(uow, subjectId)) !== (await canonicalOf(uow, state.subject.subjectId))) throw new RepairNotFound();
}

const LATE = {
  name: 'repair_late',
  text: `select id from repair_case where escalated_on is null and due_on < $1 order by id limit $2 for update skip locked`,
};

/** 逾期督办 — cases whose authority has let its day pass. @returns how many were told */
export async function escalateLate(uow: UnitOfWork, desk: Desk, chunk: number): Promise<number> {
  const { today } = uow.ctx;
  const late = await uow.query<{ id: string }>(LATE, [today, chunk]);
  for (const outcome of await desk.cases.updateMany(uow, late.map(({ id }) => ({ id, decide: (state) => escalate({ today }, state) })))) if (!outcome.ok) throw outcome.error;
  return late.length;
}
