import { NOTICE, type NoticeSentV1 } from '@credit/contracts/events';
import { noticesTopic } from '@credit/contracts/topics';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, textArray, type Cause, type JournalRow, type StepOutcome, type UnitOfWork } from '@credit/persistence';
import { dutyDueOn } from '@credit/rulebook';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import type { Authority, Designation } from '../domain/designation/designation.ts';
import { sendNotice } from '../domain/notice/notice.decide.ts';
import { NobodyToSendTo } from '../domain/notice/notice.errors.ts';
import type { Notice, NoticeSubstance } from '../domain/notice/notice.ts';
import { answerEntryEndings, type EndedEntry, type ToldOfEnd } from './answer-endings.ts';
import type { DesignationStore, Desk } from './desk.ts';
import { addresseeOf } from './notice-addressees.ts';
import { concernedBy, noticesDue, type Entry } from './notice-institutions.ts';

export type NoticeDesk = Pick<Desk, 'notices' | 'answers' | 'rulebook' | 'city'>;
/** A notice to be sent, and what caused it; `addressee`: who was told before, absent = whom the city names. */
export interface Due {
  substance: NoticeSubstance;
  addressee?: Authority;
  cause?: Cause | undefined;
}

const TOLD = { name: 'notices_told', text: `select state from notice where entry_id = any($1::text[]::uuid[]) and occasion = 'listed' and status in ('sent', 'received') order by id` };

/** 认定 store that tells who has to know: whichever step puts an entry in force or ends it, by whatever path, its notices and the answer to its ending are written in the same transaction (O62, O64, P-14). */
export function withNotices(designations: DesignationStore, desk: NoticeDesk): DesignationStore {
  const updateMany: DesignationStore['updateMany'] = async (uow, steps) => {
    const outcomes = await designations.updateMany(uow, steps);
    await notify(uow, desk, outcomes.map((outcome, n) => ({ outcome, cause: steps[n]!.cause })));
    return outcomes;
  };
  return {
    get table() {
      return designations.table;
    },
    updateMany,
    update: async (uow, id, decide, cause) => {
      const [outcome] = await updateMany(uow, [{ id, decide, ...(cause === undefined ? {} : { cause }) }]);
      if (!outcome!.ok) throw outcome!.error;
      return outcome!.state;
    },
    rebase: (uow, floors, whole) => designations.rebase(uow, floors, whole),
    load: (uow, ids) => designations.load(uow, ids),
  };
}

async function notify(uow: UnitOfWork, desk: NoticeDesk, done: readonly { outcome: StepOutcome<Designation, DesignationEvent>; cause: Cause | undefined }[]): Promise<void> {
  const listed: Due[] = [];
  const ended: EndedEntry[] = [];
  for (const { outcome, cause } of done) {
    if (!outcome.ok) continue;
    const { state, events, publicVersion } = outcome;
    if (state.status === 'in-force' && events.some(({ type }) => type === 'EntryTookEffect' || type === 'EntryTakenOver')) listed.push(...(await noticesOfEntry(uow, desk, state)).map((substance) => ({ substance, cause })));
    const end = events.find((event) => event.type === 'EntryDelisted' || event.type === 'DesignationRevoked');
    if (state.status === 'ended' && state.listing !== null && end !== undefined) ended.push({ entry: state, version: String(publicVersion), caseId: end.type === 'EntryDelisted' ? end.caseId : undefined, cause });
  }
  await sendNotices(uow, desk, listed);
  if (ended.length > 0) await answerEntryEndings(uow, desk, ended, await tellEndings(uow, desk, ended));
}

/** 列入通报 of an entry in force; none when it concerns no institution. */
export async function noticesOfEntry(uow: UnitOfWork, desk: NoticeDesk, entry: Extract<Entry, { status: 'in-force' }>): Promise<NoticeSubstance[]> {
  const concerned = await concernedBy(uow, entry);
  if (concerned === null) return [];
  const { designationId, subject, authority, listType: { code, ruleId, statute }, evidence, decision, term } = entry;
  return [...noticesDue(desk.rulebook, entry.listType.code, concerned, uow.ctx.today)].map(([addresseeKind, rule]) => ({
    noticeId: newEventId(), occasion: 'listed', addresseeKind, ruleId: rule.id, clause: rule.clause, sender: authority, subject, unit: concerned.unit, entryId: designationId, listType: { code, ruleId, statute }, decision, evidence, term,
  }));
}

/** 结束通报: whoever was told of the entry is told of its end, by the same department and for the same reason. */
async function tellEndings(uow: UnitOfWork, desk: NoticeDesk, ended: readonly EndedEntry[]): Promise<ToldOfEnd[]> {
  const told = await uow.query<{ state: Exclude<Notice, { status: 'absent' | 'unaddressed' }> }>(TOLD, [textArray(ended.map(({ entry }) => entry.designationId).sort())]);
  const due = ended.flatMap(({ entry, cause }) => told.filter(({ state }) => state.entryId === entry.designationId).map(({ state }) => ({ substance: endingOf(state, entry), addressee: state.addressee, since: state.sentOn, cause })));
  await sendNotices(uow, desk, due);
  const dueOn = receiptDueOn(desk, uow.ctx.today);
  return due.map(({ substance: { entryId, noticeId }, addressee, since }) => ({ entryId, noticeId, addressee: addressee.source, since, dueOn }));
}

/** Last day for the receipt of a notice that is sent today; null = it lies in a year whose calendar is not announced. */
function receiptDueOn({ rulebook }: Pick<Desk, 'rulebook'>, today: LocalDate): LocalDate | null {
  const { dueOn } = dutyDueOn(rulebook, 'notice-receipt', today);
  return dueOn.status === 'FIXED' ? dueOn.date : null;
}

function endingOf({ addresseeKind, ruleId, clause, sender, subject, unit, entryId, listType, decision, term }: NoticeSubstance, entry: EndedEntry['entry']): NoticeSubstance {
  const end = { ending: entry.ending, on: entry.endedOn, reason: maskIdentityNumbers(entry.reason) };
  return { noticeId: newEventId(), occasion: 'ended', addresseeKind, ruleId, clause, sender, subject, unit, entryId, listType, decision, evidence: entry.evidence, term: entry.listing?.term ?? term, end };
}

/** 发出通报 — each to its addressee's own topic; who has none is noted. @returns how many were sent */
export async function sendNotices(uow: UnitOfWork, { notices, rulebook, city }: NoticeDesk, due: readonly Due[]): Promise<number> {
  const { today } = uow.ctx;
  const lastDay = receiptDueOn({ rulebook }, today);
  const outcomes = await notices.updateMany(uow, due.map(({ substance, addressee: before, cause }) => {
    const addressee = before ?? addresseeOf(city, substance.addresseeKind, substance.unit, substance.sender);
    return { id: substance.noticeId, decide: (state: Notice) => sendNotice({ substance, addressee, dueOn: lastDay, today }, state), ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof NobodyToSendTo)) throw outcome.error;
  const sent = outcomes.flatMap((outcome, n) => (outcome.ok && outcome.state.status === 'sent' ? [noticeRow(uow, outcome.state, due[n]!.cause)] : []));
  if (sent.length > 0) uow.journal('receipts', sent);
  return sent.length;
}

/** The notice as its addressee reads it. */
export function noticeData(state: Extract<Notice, { status: 'sent' }>): NoticeSentV1 {
  const { noticeId, occasion, addresseeKind, addressee, sender, ruleId, clause, subject, unit, entryId, listType, decision, evidence, term, end, sentOn, dueOn } = state;
  return {
    noticeId, occasion, addresseeKind, addressee: addressee.source, sender: sender.source, senderName: sender.name, ruleId, clause, subject: { ...subject }, unit: { ...unit }, entryId, listType: listType.code,
    basis: { ruleId: listType.ruleId, statute: listType.statute }, decision: { ...decision }, evidence: evidence.map((document) => ({ ...document })), from: term.from, sentOn,
    ...(term.until === null ? {} : { until: term.until }), ...(end === undefined ? {} : { ending: end.ending, endedOn: end.on, endingReason: end.reason }), ...(dueOn === null ? {} : { dueOn }),
  };
}

function noticeRow(uow: UnitOfWork, state: Extract<Notice, { status: 'sent' }>, cause: Cause | undefined): JournalRow {
  const { ctx, service } = uow;
  const eventId = newEventId();
  const causation = cause?.causationId ?? ctx.causationId;
  const headers: Record<string, string> = {
    ce_type: NOTICE.sent, ce_source: `/services/${service}`, ce_subject: state.subject.subjectId, ce_time: ctx.now, ce_businessdate: ctx.today, ce_actor: cause?.actor ?? ctx.actor,
    ce_correlationid: cause?.correlationId ?? ctx.correlationId ?? eventId, ...(causation === undefined ? {} : { ce_causationid: causation }),
  };
  return { eventId, type: 'NoticeSent', aggregateType: 'notice', aggregateId: state.noticeId, fact: null, publish: { topic: noticesTopic(state.addressee.source), key: state.subject.subjectId, headers, payload: JSON.stringify(noticeData(state)) } };
}

