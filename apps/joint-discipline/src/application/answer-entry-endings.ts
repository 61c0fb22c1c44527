import { endedEntry, type EffectV1, type ListEntryV1 } from '@credit/contracts/events';
import { epochMsOf, startOfLocalDay, type Instant, type LocalDate } from '@credit/kernel';
import { answerEndings, textArray, type Cause, type EffectsAnswerStore, type UnitOfWork } from '@credit/persistence';
import { disciplineDeadline, type Rulebook } from '@credit/rulebook';
import { recallAnswers } from './recall-answers.ts';

/** Nest token of the store of the answers. */
export const ANSWERS = Symbol('ANSWERS');

/** An entry that has ended, by which version of its facts, and what caused that. */
export interface EntryEnding {
  readonly state: ListEntryV1;
  /** `ce_aggregateversion` of the fact. */
  readonly version: string;
  readonly cause?: Cause | undefined;
}

/** 答复台 — what answering endings needs. */
export interface EndingDesk {
  readonly answers: EffectsAnswerStore;
  readonly rulebook: Rulebook;
  /** Departments that have a topic for their answers. */
  readonly answered: ReadonlySet<string>;
}

interface Found {
  entryId: string;
  id: string;
  recipient: string;
  since: LocalDate;
}
const LOOKED_UP = {
  name: 'screenings_of_entries',
  text: `select e.entry_id as "entryId", s.id, s.department as recipient, s.business_date as since from screening_entry e join screening s on s.id = e.screening_id where e.entry_id = any($1::text[]::uuid[]) order by e.entry_id, s.id`,
};
const PROMPTED = {
  name: 'prompts_of_entries',
  text: `select entry_id as "entryId", id, department as recipient, prompted_on as since, status, ended_on as "endedOn" from prompt where entry_id = any($1::text[]::uuid[]) order by entry_id, id`,
};
/** `liftedOn` only of one that was lifted in the name of this entry and whose undoing nobody has confirmed. */
const MEASURED = {
  name: 'measures_of_entries',
  text: `select e.entry_id as "entryId", m.id, m.department as recipient, e.since, e.ended_at as "endedAt", case when m.status = 'lifted' and (m.facts #>> '{basis,entryId}')::uuid = e.entry_id then m.lifted_on end as "liftedOn"
         from measure_entry e join discipline_measure m on m.id = e.measure_id where e.entry_id = any($1::text[]::uuid[]) order by e.entry_id, m.id`,
};

/**
 * 答复名单条目的结束 — says of each entry that has ended every answer that named it, every prompt and every measure, also those that were decided, lifted or carried on by another entry before (P-14), and tells
 * the departments which answers not to use any more. To be called in the transaction that has closed and lifted, after it did.
 */
export async function answerEntryEndings(uow: UnitOfWork, desk: EndingDesk, endings: readonly EntryEnding[]): Promise<void> {
  if (endings.length === 0) return;
  const ids = [textArray(endings.map(({ state }) => state.entryId))];
  const effects = new Map(endings.map(({ state }) => [state.entryId, [] as EffectV1[]]));
  const add = (kind: EffectV1['kind'], { entryId, id, recipient, since }: Found, endedAt: Instant, duty: Pick<EffectV1, 'mustAcknowledge' | 'acknowledgeBy'> = { mustAcknowledge: false }): void =>
    void effects.get(entryId)!.push({ effectId: id, kind, recipient, since, endedAt, ...duty });
  const { now, today } = uow.ctx;
  for (const found of await uow.query<Found>(LOOKED_UP, ids)) add('look-up-answer', found, now);
  for (const found of await uow.query<Found & { status: string; endedOn: LocalDate }>(PROMPTED, ids)) add('prompt', found, found.status === 'closed' && found.endedOn >= today ? now : earlier(now, startOfLocalDay(found.endedOn)));
  for (const found of await uow.query<Found & { endedAt: Instant; liftedOn: LocalDate | null }>(MEASURED, ids)) add('measure', found, found.endedAt, dutyToUndo(desk.rulebook, found.liftedOn));
  await answerEndings(uow, desk.answers, 'joint-discipline', endings.map((ending) => ({
    ended: endedEntry(ending.state, ending.version)!, subject: ending.state.subject, effects: effects.get(ending.state.entryId)!, ...(ending.cause === undefined ? {} : { cause: ending.cause }),
  })));
  await recallAnswers(uow, desk.answered, endings);
}

const earlier = (a: Instant, b: Instant): Instant => (epochMsOf(a) < epochMsOf(b) ? a : b);

/** 解除指令 — a lifted measure whose undoing waits to be confirmed, until the day of the deadline where it is known. */
function dutyToUndo(rulebook: Rulebook, liftedOn: LocalDate | null): Pick<EffectV1, 'mustAcknowledge' | 'acknowledgeBy'> {
  if (liftedOn === null) return { mustAcknowledge: false };
  const dueOn = disciplineDeadline(rulebook, 'confirm-lift', liftedOn)?.dueOn;
  return { mustAcknowledge: true, ...(dueOn?.status === 'FIXED' ? { acknowledgeBy: dueOn.date } : {}) };
}
