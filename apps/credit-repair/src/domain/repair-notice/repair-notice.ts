import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { RepairRule, RepairTarget } from '../repair-case/repair-case.ts';

/** 告知内容 — which penalty or listing, by which rule, from when, with what and where its subject may ask for repair. */
export interface NoticeContent {
  noticeId: string;
  subject: SubjectSnapshot;
  target: RepairTarget;
  rule: RepairRule;
  /** 申请途径 */
  applyAt: string;
}

/** 送达 — with the decision, as its authority confirms it. */
export interface Service {
  on: LocalDate;
  by: string;
}

/** `dueOn`: the day on which the document reached the city; the notice is to be served with it (两书同达). */
type Told = NoticeContent & { status: 'told'; noticedOn: LocalDate; dueOn: LocalDate };
type Served = Omit<Told, 'status'> & { status: 'served'; service: Service };

/** 信用修复告知 — absent → told → served; told anew when what it says has changed, and then to be served anew. Overdue is computed when read. 国办发〔2025〕22号:两书同达 (B2) */
export type RepairNotice = { status: 'absent' } | Told | Served;

export const noRepairNotice: RepairNotice = { status: 'absent' };

/** Private facts of a notice. */
export type RepairNoticeEvent =
  | { type: 'RepairNoticed'; content: NoticeContent; on: LocalDate; dueOn: LocalDate }
  | { type: 'RepairNoticeServed'; service: Service };

/** The one place where state changes. */
export function evolveRepairNotice(state: RepairNotice, event: RepairNoticeEvent): RepairNotice {
  switch (event.type) {
    case 'RepairNoticed': return { ...event.content, status: 'told', noticedOn: event.on, dueOn: event.dueOn };
    case 'RepairNoticeServed': return { ...(state as Told), status: 'served', service: event.service };
    default: return assertNever(event);
  }
}

/** 逾期未送达 — its day has passed and nobody has confirmed the service. Of what has ended nobody need be told any more: that the item is still in effect is for the reader to see. */
export const isNoticeOverdue = (state: RepairNotice, today: LocalDate): boolean => state.status === 'told' && state.dueOn < today;
