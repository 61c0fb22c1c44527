import { DomainError, maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { dutyDueOn, isPublishedKind, penaltyTier, repairConditions, repairScope, type RepairConditions, type RepairItem } from '@credit/rulebook';
import type { RepairEvidenceKind, RepairTargetKind, RepairWay } from '@credit/rulebook/codes';
import { applyForRepair, type Standing } from '../domain/repair-case/repair-case.decide.ts';
import { AlreadyApplied, NotRepairable } from '../domain/repair-case/repair-case.errors.ts';
import type { RepairCase, RepairEvidence, RepairTarget } from '../domain/repair-case/repair-case.ts';
import { sourceSpeakingFor, type Desk } from './desk.ts';
import { canonicalOf, itemOf, type RepairItemState } from './repair-items.ts';
import { accreditedBodies } from './training-bodies.ts';

/** 修复申请 as it is asked for. */
export interface RepairAsked {
  target: { kind: RepairTargetKind; id: string };
  way: RepairWay;
  evidence: readonly { kind: RepairEvidenceKind; statement: string; on: LocalDate; bodyUscc?: string; rulingNo?: string; commitmentId?: string }[];
}

/** Who asks: the subject itself, or an officer of the service window on its behalf. */
export interface Applicant {
  by: string;
  /** undefined = at the window, for whoever the item is about */
  subjectId?: string | undefined;
}

const BARRED = { name: 'repair_barred_until', text: `select max(c.barred_until) as until from repair_case c left join subject_alias a on a.subject_id = c.subject_id where c.status = 'revoked' and coalesce(a.canonical_id, c.subject_id) = $1` };
const OTHER = { name: 'repair_other_case', text: `select status from repair_case where target_kind = $1 and target_id = $2 and status in ('submitted', 'supplement-required', 'accepted', 'extended', 'approved')` };

/** Statements of applicants: an identity number in them goes no further. */
export const maskedEvidence = (evidence: RepairAsked['evidence']): RepairEvidence[] => evidence.map((one) => ({ ...one, statement: maskIdentityNumbers(one.statement) }));

/** What the periods of the item depend on. @throws NotRepairable when the law knows no repair of its kind, or its degree is not determined */
export function ruledItem(desk: Desk, { penalty, recordKind = 'administrative-penalty', kept, entry, documentDate, subject }: RepairItemState, evidence: RepairAsked['evidence']): RepairItem {
  if (entry !== undefined) {
    const correctedOn = evidence.find(({ kind }) => kind === 'rectification')?.on;
    return { kind: 'list-entry', documentDate, ...entry, ...(correctedOn === undefined ? {} : { correctedOn }) };
  }
  const { degree, why, id } = repairScope(desk.rulebook, recordKind, documentDate, kept);
  if (degree === 'NONE') throw new NotRepairable(`${id}: a ${recordKind} is no dishonesty of its own`, why);
  if (degree !== 'BY_PENALTY') return { kind: 'record', documentDate, tier: degree, ...(isPublishedKind(desk.rulebook, recordKind, documentDate) ? {} : { published: false }) };
  const found = penaltyTier(desk.rulebook, { ...penalty!, subjectClass: subject.subjectClass, decisionDate: documentDate });
  if ('undetermined' in found) throw new NotRepairable('the degree of dishonesty is not determined', '该处罚的失信程度尚未核定，请先由认定单位核定');
  return { kind: 'record', documentDate, tier: found.tier, ...(found.transition === undefined ? {} : { transitionTier: found.transition.tier }), ...(penalty!.sector === undefined ? {} : { sector: penalty!.sector }) };
}

/** 修复条件 of the item. @throws NotRepairable where no rule of that day is known: its authority can still end it by its own */
function conditionsOf(desk: Desk, state: RepairItemState, way: RepairWay, evidence: RepairAsked['evidence']): RepairConditions {
  try {
    return repairConditions(desk.rulebook, ruledItem(desk, state, evidence), way);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'RULEBOOK.NO_RULE') throw error;
    throw new NotRepairable(error.message, `${state.documentDate}作出的该信息没有可适用的信用修复规则，请直接向认定单位${state.authorityName}申请${state.entry === undefined ? '停止公示' : '移出名单'}`);
  }
}

/** 申请信用修复 — one entrance for penalties and lists; pushed at once to whoever made the document (谁认定、谁修复). */
export async function apply(uow: UnitOfWork, desk: Desk, { by, subjectId }: Applicant, { target, way, evidence }: RepairAsked): Promise<RepairCase> {
  const { today } = uow.ctx;
  const item = await itemOf(uow, target.kind, target.id);
  if (item === null) throw new NotRepairable('no such item is known', '没有找到该信息');
  const { state } = item;
  const source = sourceSpeakingFor(desk, state.authorityUscc) ?? state.source;
  if (source === undefined) throw new NotRepairable('no department here speaks for its authority', '该信息的认定单位未接入本平台，请向认定单位申请');
  const conditions = conditionsOf(desk, state, way, evidence);
  const [{ until } = { until: null }] = await uow.query<{ until: LocalDate | null }>(BARRED, [item.subjectId]);
  const [other] = await uow.query<{ status: string }>(OTHER, [target.kind, target.id]);
  const standing: Standing = {
    own: subjectId === undefined || (await canonicalOf(uow, subjectId)) === item.subjectId, accredited: await accreditedBodies(uow, evidence),
    ...(item.live ? {} : { notRepairable: { why: 'the item is not in effect', userMessage: '该信息已不再有效，无需修复' } }), ...(until === null ? {} : { barredUntil: until }), ...(other === undefined ? {} : { otherCase: other.status }),
  };
  const caseId = newEventId();
  const asked: RepairTarget = { ...target, docNo: state.docNo, documentDate: state.documentDate, authority: { source, uscc: state.authorityUscc, name: state.authorityName } };
  const { dueOn } = dutyDueOn(desk.rulebook, 'repair-acceptance', today);
  return once(() => desk.cases.update(uow, caseId, (was) => applyForRepair({
    caseId, subject: state.subject, target: asked, way, rule: conditions, evidence: maskedEvidence(evidence), appliedBy: by, acceptanceDueOn: dueOn.status === 'FIXED' ? dueOn.date : null, today, standing,
  }, was)));
}

/** One open or granted case per item: two who apply at once meet here. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'repair_case_once') throw new AlreadyApplied('submitted');
    throw error;
  }
}
