import type { EffectV1 } from '@credit/contracts/events';
import { epochMsOf, startOfLocalDay, type Instant, type LocalDate } from '@credit/kernel';
import { answerEndings, type Cause, type UnitOfWork } from '@credit/persistence';
import type { Designation } from '../domain/designation/designation.ts';
import type { Desk } from './desk.ts';
import type { RecordFact } from './evidence-falls.ts';

/** An entry that has ended, by which version of its public facts. */
export interface EndedEntry {
  entry: Extract<Designation, { status: 'ended' }>;
  version: string;
  /** the repair case whose grant ended it */
  caseId?: string | undefined;
  cause: Cause | undefined;
}

/** 结束通报 to somebody who was told of the entry: `since` the day of the first notice, `dueOn` the last day for its receipt. */
export interface ToldOfEnd {
  entryId: string;
  noticeId: string;
  addressee: string;
  since: LocalDate;
  dueOn: LocalDate | null;
}

/** What rested on a document and does so no longer. */
export interface Fallen {
  fact: RecordFact;
  effectId: string;
  recipient: string;
}

/** 答复条目的结束 — the entry itself, each notice of it (the addressee receives the notice of the end), and the entries of related persons that end with it (P-14). */
export const answerEntryEndings = (uow: UnitOfWork, { answers }: Pick<Desk, 'answers'>, ended: readonly EndedEntry[], told: readonly ToldOfEnd[]): Promise<void> =>
  answerEndings(uow, answers, 'list-designation', ended.map(({ entry, version, caseId, cause }) => ({
    ended: { kind: 'list-entry', id: entry.designationId, version, ending: entry.ending, on: entry.endedOn, ...(caseId === undefined ? {} : { caseId }) },
    subject: entry.subject, effects: [effectOf(uow, 'list-entry', entry), ...noticesOf(uow, entry, told), ...relatedOf(uow, entry, ended)], ...(cause === undefined ? {} : { cause }),
  })));

/** One that its term has ended burdened nobody any more from that day on, however late it is stated (P-11). */
const endedAt = ({ ctx: { now, today } }: UnitOfWork, { ending, endedOn }: EndedEntry['entry']): Instant => (ending === 'expired' && endedOn <= today ? earlier(now, startOfLocalDay(endedOn)) : now);
const earlier = (a: Instant, b: Instant): Instant => (epochMsOf(a) < epochMsOf(b) ? a : b);

const effectOf = (uow: UnitOfWork, kind: EffectV1['kind'], entry: EndedEntry['entry']): EffectV1 =>
  ({ effectId: entry.designationId, kind, recipient: entry.authority.source, ...(entry.listing === null ? {} : { since: entry.listing.term.from }), endedAt: endedAt(uow, entry), mustAcknowledge: false });

const noticesOf = ({ ctx: { now } }: UnitOfWork, { designationId }: EndedEntry['entry'], told: readonly ToldOfEnd[]): EffectV1[] =>
  told.filter(({ entryId }) => entryId === designationId)
    .map(({ noticeId, addressee, since, dueOn }) => ({ effectId: noticeId, kind: 'notice', recipient: addressee, since, endedAt: now, mustAcknowledge: true, ...(dueOn === null ? {} : { acknowledgeBy: dueOn }) }));

/** 相关责任人 of the unit, on the same list, whose entries end in the same step. */
const relatedOf = (uow: UnitOfWork, { subject, listType }: EndedEntry['entry'], ended: readonly EndedEntry[]): EffectV1[] =>
  ended.filter(({ entry }) => entry.related?.unitSubjectId === subject.subjectId && entry.listType.code === listType.code).map(({ entry }) => effectOf(uow, 'related-person-entry', entry));

/** 答复记录的结束 — the entries, procedures and orders that rested on the record and were re-based or fell with it; what rests on a repaired document stays (trap 11), but for a breach, with which the watch ends. */
export const answerRecordEndings = (uow: UnitOfWork, { answers }: Pick<Desk, 'answers'>, facts: readonly RecordFact[], fallen: readonly Fallen[]): Promise<void> =>
  answerEndings(uow, answers, 'list-designation', facts.flatMap((fact) => (fact.ended === undefined ? [] : [{
    ended: fact.ended, subject: fact.state.subject, cause: fact.cause,
    effects: fallen.filter((one) => one.fact === fact).map(({ effectId, recipient }): EffectV1 => ({ effectId, kind: 'evidence', recipient, endedAt: uow.ctx.now, mustAcknowledge: false })),
  }])));
