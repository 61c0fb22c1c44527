import type { LocalDate } from '@credit/kernel';
import type { Authority } from '../designation/designation.ts';
import { AlreadyReceived, AlreadySent, NobodyToSendTo, NoticeNotFound, ReceiptOutOfOrder } from './notice.errors.ts';
import type { Notice, NoticeEvent, NoticeSubstance } from './notice.ts';

export interface SendNotice {
  substance: NoticeSubstance;
  /** undefined = the city has configured nobody of that kind */
  addressee: Authority | undefined;
  dueOn: LocalDate | null;
  today: LocalDate;
}

/**
 * 通报 — to whom the rule names; where the city has nobody of that kind, it stands on the list as unaddressed, and is sent as soon as there is one.
 * 《实施方案》二（三）要通报上级主管单位和审计部门；要通报所在单位以及相关纪检监察、组织人事部门 (O62, O64)
 * @throws AlreadySent; NobodyToSendTo when there is still nobody
 */
export function sendNotice({ substance, addressee, dueOn, today }: SendNotice, state: Notice): readonly NoticeEvent[] {
  if (state.status === 'sent' || state.status === 'received') throw new AlreadySent();
  if (addressee !== undefined) return [{ type: 'NoticeSent', substance, addressee, on: today, dueOn }];
  if (state.status === 'unaddressed') throw new NobodyToSendTo(substance.addresseeKind);
  return [{ type: 'NoticeUnaddressed', substance, on: today }];
}

/**
 * 签收 — by its addressee alone, once, on a day from the sending to today. 《实施方案》二（三）要通报……
 * @throws NoticeNotFound also to everybody else, ReceiptOutOfOrder, AlreadyReceived
 */
export function receiveNotice(c: { source: string; on: LocalDate; by: string; today: LocalDate }, state: Notice): readonly NoticeEvent[] {
  if (state.status === 'absent' || state.status === 'unaddressed' || state.addressee.source !== c.source) throw new NoticeNotFound();
  if (state.status === 'received') throw new AlreadyReceived(state.receipt.on);
  if (c.on < state.sentOn || c.on > c.today) throw new ReceiptOutOfOrder(state.sentOn, c.today);
  return [{ type: 'NoticeReceived', receipt: { on: c.on, by: c.by } }];
}
