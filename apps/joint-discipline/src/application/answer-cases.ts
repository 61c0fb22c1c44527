import { SCREENING, type ScreeningAnsweredV1, type AnswerOccasion } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { screeningsTopic } from '@credit/contracts/topics';
import { epochMsOf, type Instant } from '@credit/kernel';
import { newEventId, textArray, type Cause, type Database, type JournalRow, type UnitOfWork } from '@credit/persistence';
import { soughtOf } from '../domain/matching/explanation.ts';
import { entriesOfCases, identifiersOf, lockReading } from './rescreen-cases.ts';
import { screen, type ScreeningDesk } from './screen.ts';
import { AUTOMATIC, type Ask, type ScreeningAnswer } from './screening-answer.ts';

/** 事项比对台 — what answering cases needs beside the list. */
export interface CaseDesk extends ScreeningDesk {
  sign(answer: ScreeningAnswer): string;
  /** Departments that have a topic for their answers. */
  readonly answered: ReadonlySet<string>;
}

interface DueCase {
  matterId: string;
  department: string;
  caseId: string;
  matterKind: string;
  field: string | null;
  purpose: string;
  subject: SubjectSnapshot;
  subjectKey: string;
  uscc: string | null;
  personIndex: string | null;
  due: AnswerOccasion;
  dueSince: Instant;
  cause: Cause | null;
}

/** So long a case waits until the index has read what our rows say of its subject. The list has been checked to be whole meanwhile: then the index is believed. */
const INDEX_MS = 30_000;

const DUE = { name: 'open_case_due_now', text: `select matter_id as id, uscc, person_index as "personIndex" from open_case where due is not null and due_since <= clock_timestamp() order by due_since limit $1` };
const TAKE = {
  name: 'open_case_take',
  text: `select matter_id as "matterId", department, case_id as "caseId", matter_kind as "matterKind", field, purpose, subject, subject_key as "subjectKey", uscc, person_index as "personIndex", due, due_since as "dueSince", due_cause as cause
         from open_case where matter_id = any($1::text[]::uuid[]) and due is not null order by matter_id for update skip locked`,
};
const ANSWERED = {
  name: 'open_case_answered',
  text: `update open_case o set due = null, due_since = null, due_cause = null, answered_at = $1::timestamptz, screening_id = x.screening::uuid, weighed = x.weighed::jsonb
         from unnest($2::text[], $3::text[], $4::text[]) as x (id, screening, weighed) where o.matter_id = x.id::uuid`,
};
const POSTPONE = { name: 'open_case_postpone', text: `update open_case set due_since = clock_timestamp() + interval '1 minute' where matter_id = $1 and due is not null` };

/** A case that is due, with what identifies its subject. */
export interface DueKey {
  id: string;
  uscc: string | null;
  personIndex: string | null;
}

/** The cases that have been due the longest. */
export const dueCases = async (database: Database, limit: number): Promise<DueKey[]> => (await database.pool.query<DueKey>(DUE, [limit])).rows;

/** Puts a case off that cannot be answered for a fault of ours, so that the others go on. It stays on the list of unanswered ones. */
export const postponeCase = async (uow: UnitOfWork, id: string): Promise<void> => void (await uow.query(POSTPONE, [id]));

const askOf = (c: DueCase): Ask => ({
  matterId: c.caseId, matterKind: c.matterKind, field: c.field ?? undefined, purpose: c.purpose, subjectKey: c.subjectKey,
  sought: soughtOf({ uscc: c.uscc ?? undefined, personIndexes: c.personIndex === null ? undefined : [c.personIndex], name: c.subject.subjectClass === 'NATURAL_PERSON' ? undefined : c.subject.name }),
});

/** Whether the index has read every entry of the subject that our rows hold. */
const indexKnows = ({ list }: CaseDesk, entries: ReadonlyMap<string, number>): boolean => [...entries].every(([entryId, version]) => (list.current.rowOf(entryId)?.listVersion ?? -1) >= version);

function answeredRow(uow: UnitOfWork, c: DueCase, answer: ScreeningAnswer, signature: string): JournalRow {
  const eventId = newEventId();
  const data: ScreeningAnsweredV1 = { matterId: c.matterId, caseId: c.caseId, occasion: c.due, answer: answer as unknown as ScreeningAnsweredV1['answer'], signature };
  const headers: Record<string, string> = {
    ce_type: SCREENING.answered, ce_source: `/services/${uow.service}`, ce_subject: c.matterId, ce_time: uow.ctx.now, ce_businessdate: uow.ctx.today, ce_actor: uow.ctx.actor, ce_correlationid: c.cause?.correlationId ?? eventId,
    ...(c.cause?.causationId === undefined ? {} : { ce_causationid: c.cause.causationId }), ...(c.cause?.traceparent === undefined ? {} : { traceparent: c.cause.traceparent }),
  };
  return { eventId, type: 'ScreeningAnswered', aggregateType: 'screening', aggregateId: answer.screeningId, fact: null, publish: { topic: screeningsTopic(c.department), key: c.caseId, headers, payload: JSON.stringify(data) } };
}

/**
 * 自动响应 — screens the cases that are due with the same ladder, confirmation and signature as a look-up by REST, and tells each department once:
 * 1 no entry of their subjects may change meanwhile; 2 take the cases that nobody else answers; 3 those wait of whose subject the index has not read everything yet;
 * 4 screen, and keep which entries the answer has weighed; 5 the signed answers leave with this transaction. 《实施方案》逢办必查、自动触发、自动响应
 * @returns how many were answered
 * @throws ListStale
 */
export async function answerCases(uow: UnitOfWork, desk: CaseDesk, keys: readonly DueKey[]): Promise<number> {
  const { now, today } = uow.ctx;
  await lockReading(uow, keys.flatMap(identifiersOf));
  const taken = await uow.query<DueCase>(TAKE, [textArray(keys.map(({ id }) => id))]);
  const known = await entriesOfCases(uow, taken.map(({ matterId }) => matterId), today);
  const ready = taken.filter((c) => indexKnows(desk, known.get(c.matterId)!) || epochMsOf(now) - epochMsOf(c.dueSince) > INDEX_MS);
  if (ready.length === 0) return 0;
  const answers = new Map<string, ScreeningAnswer>();
  for (const department of new Set(ready.map((c) => c.department))) {
    const cases = ready.filter((c) => c.department === department);
    const given = await screen(uow, desk, { department, officer: AUTOMATIC }, cases.map(askOf));
    for (const [n, answer] of given.entries()) answers.set(cases[n]!.matterId, answer);
  }
  const weighed = await entriesOfCases(uow, ready.map(({ matterId }) => matterId), today);
  await uow.query(ANSWERED, [
    now, textArray(ready.map(({ matterId }) => matterId)), textArray(ready.map(({ matterId }) => answers.get(matterId)!.screeningId)),
    textArray(ready.map(({ matterId }) => JSON.stringify(Object.fromEntries(weighed.get(matterId)!)))),
  ]);
  uow.journal('facts', ready.filter(({ department }) => desk.answered.has(department)).map((c) => {
    const answer = answers.get(c.matterId)!;
    return answeredRow(uow, c, answer, desk.sign(answer));
  }));
  return ready.length;
}
