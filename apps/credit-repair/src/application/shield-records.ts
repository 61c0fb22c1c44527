import { DomainError, maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { repairScope } from '@credit/rulebook';
import { applyForShielding, decideShielding, endShielding, type ShieldStanding } from '../domain/shielding/shielding.decide.ts';
import { RecordNotShieldable, ShieldedAlready } from '../domain/shielding/shielding.errors.ts';
import type { Outcome, Shielding } from '../domain/shielding/shielding.ts';
import type { Applicant } from './apply-for-repair.ts';
import type { OfficersStep } from './carry-on.ts';
import { sourceSpeakingFor, type Desk } from './desk.ts';
import { canonicalOf, itemOf, type RepairItemState } from './repair-items.ts';

/** 屏蔽申请 as it is asked for. */
export interface ShieldingAsked {
  recordId: string;
  ruling: { rulingNo: string; on: LocalDate };
}

const OTHER = { name: 'shielding_other', text: `select status from shielding where record_id = $1 and status in ('applied', 'shielded')` };
const REPAIRED = { name: 'shielding_record_repaired', text: `select 1 from repair_case where target_kind = 'record' and target_id = $1 and status = 'approved' for share` };

const isRepaired = async (uow: UnitOfWork, recordId: string): Promise<boolean> => (await uow.query(REPAIRED, [recordId])).length > 0;

/**
 * 申请重整期间屏蔽 — of one record, by the firm, or at the window by its administrator; pushed at once to whoever made the document.
 * A list entry is not shielded: it is never without being in force and never reopened (trap 13).
 */
export async function applyToShield(uow: UnitOfWork, desk: Desk, { by, subjectId }: Applicant, { recordId, ruling }: ShieldingAsked): Promise<Shielding> {
  const item = await itemOf(uow, 'record', recordId);
  const source = item === null ? undefined : (sourceSpeakingFor(desk, item.state.authorityUscc) ?? item.state.source);
  if (item === null || source === undefined) throw new RecordNotShieldable('no such record is known', '没有找到该信息');
  const { state } = item;
  const [other] = await uow.query<{ status: string }>(OTHER, [recordId]);
  const unfit = unfitOf(desk, state, { live: item.live, repaired: await isRepaired(uow, recordId) });
  const standing: ShieldStanding = { own: subjectId === undefined || (await canonicalOf(uow, subjectId)) === item.subjectId, ...(unfit === undefined ? {} : { unfit }), ...(other === undefined ? {} : { other: other.status }) };
  const target = { kind: 'record' as const, id: recordId, docNo: state.docNo, documentDate: state.documentDate, authority: { source, uscc: state.authorityUscc, name: state.authorityName } };
  const shieldingId = newEventId();
  try {
    return await desk.shieldings.update(uow, shieldingId, (was) => applyForShielding({ shieldingId, subject: state.subject, target, ruling: { ...ruling, rulingNo: maskIdentityNumbers(ruling.rulingNo) }, appliedBy: by, appliedOn: uow.ctx.today, standing }, was));
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'shielding_once') throw new ShieldedAlready('applied');
    throw error;
  }
}

function unfitOf(desk: Desk, { recordKind = 'administrative-penalty', kept, documentDate }: RepairItemState, { live, repaired }: { live: boolean; repaired: boolean }): ShieldStanding['unfit'] {
  if (!live) return { why: 'the record is not in effect', userMessage: '该信息已不再有效，无需屏蔽' };
  if (repaired) return { why: 'the record has been repaired', userMessage: '该信息已经信用修复，无需屏蔽' };
  try {
    const { degree, why } = repairScope(desk.rulebook, recordKind, documentDate, kept);
    return degree === 'NONE' ? { why: `a ${recordKind} is no dishonesty of its own`, userMessage: why } : undefined;
  } catch (error) {
    if (error instanceof DomainError) return { why: error.message, userMessage: error.userMessage };
    throw error;
  }
}

/** 准予或者不予屏蔽. */
export const decideToShield = ({ uow, desk, id, ...officer }: OfficersStep, { approve, reason }: { approve: boolean; reason: string }): Promise<Shielding> =>
  desk.shieldings.update(uow, id, (state) => decideShielding({ ...officer, today: uow.ctx.today, grant: approve, reason: maskIdentityNumbers(reason) }, state));

/** 终止屏蔽 — that the record is repaired is locked until it has been decided (P-6). */
export async function endToShield({ uow, desk, id, ...officer }: OfficersStep, { outcome, reason }: { outcome: Outcome; reason: string }): Promise<Shielding> {
  const known = (await desk.shieldings.load(uow, [id])).get(id);
  const repaired = known !== undefined && known.status !== 'absent' && (await isRepaired(uow, known.target.id));
  return desk.shieldings.update(uow, id, (state) => endShielding({ ...officer, today: uow.ctx.today, outcome, repaired, reason: maskIdentityNumbers(reason) }, state));
}
