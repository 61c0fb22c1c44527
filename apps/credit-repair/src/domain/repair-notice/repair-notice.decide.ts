import type { LocalDate } from '@credit/kernel';
import { NoticeAlreadyServed, NoticeNotFound, ServiceOutOfOrder } from './repair-notice.errors.ts';
import type { NoticeContent, RepairNotice, RepairNoticeEvent } from './repair-notice.ts';

/** What a notice says, as far as it would have to be said again: the document and its authority, the rule with its days, the material. */
const said = ({ target, rule }: NoticeContent): string =>
  JSON.stringify([target.docNo, target.documentDate, target.authority.uscc, rule.ruleId, rule.clause, rule.earliestOn, rule.publicUntil, rule.requires]);

/**
 * 告知信用修复 — together with the penalty or the listing, on the same day; anew when a correction has changed what it says. 国办发〔2025〕22号:两书同达 (B2)
 * A later statement of the same content is no other notice: nothing happens.
 */
export function tellNotice({ content, dueOn, today }: { content: NoticeContent; dueOn: LocalDate; today: LocalDate }, state: RepairNotice): readonly RepairNoticeEvent[] {
  if (state.status !== 'absent' && said(state) === said(content)) return [];
  return [{ type: 'RepairNoticed', content, on: today, dueOn }];
}

/**
 * 送达 — confirmed by the authority of the document alone, once, on a day from that of the document to today. 国办发〔2025〕22号:两书同达 (B2)
 * @throws NoticeNotFound also to everybody else, NoticeAlreadyServed, ServiceOutOfOrder
 */
export function serveNotice(c: { source: string; by: string; on: LocalDate; today: LocalDate }, state: RepairNotice): readonly RepairNoticeEvent[] {
  if (state.status === 'absent' || state.target.authority.source !== c.source) throw new NoticeNotFound();
  if (state.status === 'served') throw new NoticeAlreadyServed(state.service.on);
  const { documentDate } = state.target;
  if (c.on < documentDate || c.on > c.today) throw new ServiceOutOfOrder(documentDate, c.today);
  return [{ type: 'RepairNoticeServed', service: { on: c.on, by: c.by } }];
}
