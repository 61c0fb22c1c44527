import { DomainError, maxDate, type LocalDate } from '@credit/kernel';
import { derivedId, type Cause, type UnitOfWork } from '@credit/persistence';
import { repairConditions, repairNoticeRule } from '@credit/rulebook';
import { serveNotice, tellNotice } from '../domain/repair-notice/repair-notice.decide.ts';
import type { NoticeContent, RepairNotice } from '../domain/repair-notice/repair-notice.ts';
import { ruledItem } from './apply-for-repair.ts';
import { sourceSpeakingFor, type Desk } from './desk.ts';
import type { ItemVersion } from './repair-items.ts';
import type { OfficersStep } from './carry-on.ts';

/** An item as its owner has just told it. */
export interface ToldItem {
  version: ItemVersion;
  businessDate: LocalDate | undefined;
  cause: Cause;
}

/**
 * 两书同达 — each penalty and listing that has reached us brings its repair notice, in the transaction that projects it; by the last statement of each item. What is over needs none, nor does a document before
 * the rule, one whose degree is not determined yet, or one for which no department of the city speaks.
 */
export async function tellRepairNotices(uow: UnitOfWork, desk: Desk, told: readonly ToldItem[]): Promise<void> {
  const last = [...new Map(told.map((one) => [`${one.version.kind} ${one.version.id}`, one])).values()];
  const steps = last.flatMap(({ version, businessDate, cause }) => {
    const content = version.live && version.repaired !== true ? noticeOf(desk, version) : undefined;
    if (content === undefined) return [];
    const dueOn = businessDate ?? uow.ctx.today;
    return [{ id: content.noticeId, decide: (state: RepairNotice) => tellNotice({ content, dueOn, today: maxDate(uow.ctx.today, dueOn) }, state), cause }];
  });
  for (const outcome of await desk.notices.updateMany(uow, steps)) if (!outcome.ok) throw outcome.error;
}

/** What the notice of an item says; undefined = the law wants none, or nothing can be said yet. */
function noticeOf(desk: Desk, { kind, id, state }: ItemVersion): NoticeContent | undefined {
  const rule = repairNoticeRule(desk.rulebook, state.documentDate);
  const source = sourceSpeakingFor(desk, state.authorityUscc) ?? state.source;
  if (rule === undefined || source === undefined) return undefined;
  try {
    const target = { kind, id, docNo: state.docNo, documentDate: state.documentDate, authority: { source, uscc: state.authorityUscc, name: state.authorityName } };
    return { noticeId: derivedId(['repair-notice', kind, id]), subject: state.subject, target, rule: repairConditions(desk.rulebook, ruledItem(desk, state, []), 'ordinary'), applyAt: rule.applyAt };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** 送达确认 — the day is today unless it is named. */
export const serve = ({ uow, desk, id, by, source }: OfficersStep, { servedOn }: { servedOn?: LocalDate }): Promise<RepairNotice> =>
  desk.notices.update(uow, id, (state) => serveNotice({ source, by, on: servedOn ?? uow.ctx.today, today: uow.ctx.today }, state));
