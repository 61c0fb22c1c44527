import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import type { InterviewKind } from '@credit/rulebook/codes';
import { holdInterview } from '../domain/interview/interview.decide.ts';
import { EntryUnknown, InterviewRecorded, NotDesignatingAuthority, OrderNotOfEntry } from '../domain/interview/interview.errors.ts';
import type { Interview } from '../domain/interview/interview.ts';
import { authorityOf, type Desk } from './desk.ts';
import type { Acting } from './propose-designation.ts';

/** 约谈记录 as an officer enters it. */
export interface InterviewAsked {
  docNo: string;
  kind: InterviewKind;
  entryId: string;
  orderId?: string;
  heldOn: LocalDate;
  place?: string;
  attended: boolean;
  attendees?: readonly string[];
  minutes: string;
  demands?: string;
  outcome: string;
}

/** 记录约谈 — told on the designation topic in the same transaction; the register makes a record of it. */
export async function recordInterview(uow: UnitOfWork, desk: Desk, { by, source }: Acting, asked: InterviewAsked): Promise<Interview> {
  const { today } = uow.ctx;
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new NotDesignatingAuthority(source);
  const entry = (await desk.designations.load(uow, [asked.entryId])).get(asked.entryId);
  if (entry === undefined || entry.status === 'absent' || entry.status === 'not-applicable') throw new EntryUnknown();
  const order = asked.orderId === undefined ? undefined : await orderOf(uow, desk, asked.orderId);
  const { docNo, kind, entryId, orderId, heldOn, place, attended, attendees = [], demands } = asked;
  const interviewId = newEventId();
  const record = {
    interviewId, docNo, kind, subject: entry.subject, authority, entryId, heldOn, attended, attendees: attendees.map(maskIdentityNumbers), minutes: maskIdentityNumbers(asked.minutes), outcome: maskIdentityNumbers(asked.outcome),
    recordedBy: by, recordedOn: today, ...(entry.personIndex === undefined ? {} : { personIndex: entry.personIndex }), ...(orderId === undefined ? {} : { orderId }),
    ...(place === undefined ? {} : { place: maskIdentityNumbers(place) }), ...(demands === undefined ? {} : { demands: maskIdentityNumbers(demands) }),
  };
  const term = entry.status === 'in-force' ? entry.term : null;
  return recordedOnce(() => desk.interviews.update(uow, interviewId, (state) => holdInterview({ record, entry: { source: entry.authority.source, term }, today, ...(order === undefined ? {} : { order }) }, state)));
}

async function orderOf(uow: UnitOfWork, desk: Desk, orderId: string): Promise<{ source: string; subjectId: string }> {
  const order = (await desk.rectificationOrders.load(uow, [orderId])).get(orderId);
  if (order === undefined || order.status === 'absent') throw new OrderNotOfEntry();
  return { source: order.authority.source, subjectId: order.subject.subjectId };
}

async function recordedOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'interview_once') throw new InterviewRecorded();
    throw error;
  }
}
