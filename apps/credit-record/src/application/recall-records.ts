import { RECEIPT, type EffectV1, type EndedItemV1, type RecordRecalledV1 } from '@credit/contracts/events';
import { receiptsTopic } from '@credit/contracts/topics';
import { epochMsOf, startOfLocalDay, type Instant, type LocalDate } from '@credit/kernel';
import { answerEndings, derivedId, headersOf, newEventId, textArray, type Cause, type EffectsAnswerStore, type JournalRow, type UnitOfWork } from '@credit/persistence';
import { dutyDueOn, type Rulebook } from '@credit/rulebook';
import { sendRecall } from '../domain/recall/recall.decide.ts';
import type { Recall, RecallFacts } from '../domain/recall/recall.ts';
import { currentContent, type CreditRecord } from '../domain/record/record.ts';
import type { RecordFactEvent } from '../domain/record/record.events.ts';
import type { RecallStore, RecordStore } from './register.ts';

/** What ending records needs beside their store. */
export interface RecallDesk {
  readonly recalls: RecallStore;
  readonly answers: EffectsAnswerStore;
  readonly rulebook: Rulebook;
  /** Departments that have a topic for what they are told. */
  readonly told: ReadonlySet<string>;
}

interface Ending {
  ended: EndedItemV1;
  subject: RecordFactEvent['about'];
  before: CreditRecord;
  state: Exclude<CreditRecord, { status: 'absent' }>;
  cause: Cause | undefined;
}

/** 信用记录 store that answers endings: whichever step repairs, revokes or corrects a record, by whatever path, what it was used for and who has read it is answered, and those are told, in the same transaction (P-14, B31). */
export function withRecalls(records: RecordStore, desk: RecallDesk): RecordStore {
  const updateMany: RecordStore['updateMany'] = async (uow, steps) => {
    const before: CreditRecord[] = new Array(steps.length);
    const outcomes = await records.updateMany(uow, steps.map((step, n) => ({ ...step, decide: (state) => step.decide((before[n] = state)) })));
    const endings = outcomes.flatMap((outcome, n): Ending[] => {
      const event = outcome.ok ? outcome.events.at(-1) : undefined;
      const ended = event === undefined || !outcome.ok ? undefined : endedBy(event, outcome.state, String(outcome.publicVersion));
      return ended === undefined || !outcome.ok || outcome.state.status === 'absent' ? [] : [{ ended, subject: event!.about, before: before[n]!, state: outcome.state, cause: steps[n]!.cause }];
    });
    if (endings.length > 0) await answer(uow, desk, endings);
    return outcomes;
  };
  return {
    get table() {
      return records.table;
    },
    updateMany,
    update: async (uow, id, decide, cause) => {
      const [outcome] = await updateMany(uow, [{ id, decide, ...(cause === undefined ? {} : { cause }) }]);
      if (!outcome!.ok) throw outcome!.error;
      return outcome!.state;
    },
    rebase: (uow, floors, whole) => records.rebase(uow, floors, whole),
    load: (uow, ids) => records.load(uow, ids),
  };
}

/** What of a record has ended by an event that says so in public; a revocation that came first is told with the record. */
function endedBy(event: RecordFactEvent, state: CreditRecord, version: string): EndedItemV1 | undefined {
  if (state.status === 'absent') return undefined;
  const item = { kind: 'record' as const, id: state.recordId, version };
  switch (event.type) {
    case 'RecordRepaired': return { ...item, ending: 'repaired', on: event.repair.on, caseId: event.repair.caseId };
    case 'RecordRevoked': return { ...item, ending: 'revoked', on: event.revocation.revokedOn };
    case 'RevokedContentUpdated': return event.first && state.status === 'revoked' ? { ...item, ending: 'revoked', on: state.revocation.revokedOn } : undefined;
    case 'RecordCorrected': return { ...item, ending: 'corrected', on: event.on };
    default: return undefined;
  }
}

const READ_BY = { name: 'record_read_by', text: 'select record_id as "recordId", department, first_read_on as "firstReadOn" from record_disclosure where record_id = any($1::text[]::uuid[]) order by record_id, department' };

/** 1 who has read them; 2 a recall for each, sent to its department; 3 the answers: the use of the record, and each disclosure, to be acknowledged. */
async function answer(uow: UnitOfWork, { recalls, answers, rulebook, told }: RecallDesk, endings: readonly Ending[]): Promise<void> {
  const { dueOn } = dutyDueOn(rulebook, 'recall-acknowledgement', uow.ctx.today);
  const acknowledgeBy = dueOn.status === 'FIXED' ? dueOn.date : null;
  const readBy = await uow.query<{ recordId: string; department: string; firstReadOn: LocalDate }>(READ_BY, [textArray([...new Set(endings.map(({ ended }) => ended.id))])]);
  const readers = grouped(readBy, ({ recordId }) => recordId);
  const due = endings.flatMap((ending) => (readers.get(ending.ended.id) ?? []).map(({ department, firstReadOn }) => ({ ending, since: firstReadOn, facts: factsOf(uow, ending, department, acknowledgeBy) })));
  const sent = await recalls.updateMany(uow, due.map(({ ending: { cause }, facts }) => ({ id: facts.recallId, decide: (state: Recall) => sendRecall(facts, state), ...(cause === undefined ? {} : { cause }) })));
  for (const outcome of sent) if (!outcome.ok) throw outcome.error;
  const rows = due.filter(({ facts }) => told.has(facts.department)).map(({ facts, ending }) => recallRow(uow, facts, ending.cause));
  if (rows.length > 0) uow.journal('receipts', rows);
  const disclosures = grouped(due, ({ ending }) => ending);
  await answerEndings(uow, answers, 'credit-record', endings.map((ending) => ({
    ended: ending.ended, subject: ending.subject, ...(ending.cause === undefined ? {} : { cause: ending.cause }),
    effects: [...useOf(uow, ending), ...(disclosures.get(ending) ?? []).map(({ facts, since }): EffectV1 => ({
      effectId: facts.recallId, kind: 'record-disclosure', recipient: facts.department, since, endedAt: uow.ctx.now, mustAcknowledge: true, ...(acknowledgeBy === null ? {} : { acknowledgeBy }),
    }))],
  })));
}

/** 共享和使用 of a record that was in effect; of one that was repaired before it had ended with the repair. */
function useOf({ ctx: { now } }: UnitOfWork, { ended: { id }, before }: Ending): EffectV1[] {
  if (before.status !== 'effective') return [];
  const endedAt = before.repair === null ? now : earlier(now, startOfLocalDay(before.repair.on));
  return [{ effectId: id, kind: 'record-use', recipient: 'credit-record', since: before.receivedOn, endedAt, mustAcknowledge: false }];
}
function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const earlier = (a: Instant, b: Instant): Instant => (epochMsOf(a) < epochMsOf(b) ? a : b);

const factsOf = ({ ctx: { today } }: UnitOfWork, { ended: { id, version, ending, on }, state }: Ending, department: string, acknowledgeBy: LocalDate | null): RecallFacts => ({
  recallId: derivedId(['recall', id, version, department]), recordId: id, subjectId: state.subjectId, department, docNo: state.docNo, authorityUscc: state.authorityUscc,
  authorityName: String(currentContent(state)?.['authorityName'] ?? state.authorityUscc), ending, on, sentOn: today, acknowledgeBy,
});

function recallRow(uow: UnitOfWork, { recallId, recordId, department, docNo, authorityUscc, authorityName, ending, on, acknowledgeBy }: RecallFacts, cause: Cause | undefined): JournalRow {
  const eventId = newEventId();
  const data: RecordRecalledV1 = { recallId, recordId, docNo, authorityUscc, authorityName, ending, on, ...(acknowledgeBy === null ? {} : { acknowledgeBy }) };
  const headers = headersOf(uow, { type: RECEIPT.recordRecalled, data }, recallId, cause, eventId);
  return { eventId, type: 'RecallSent', aggregateType: 'recall', aggregateId: recallId, fact: null, publish: { topic: receiptsTopic(department), key: recallId, headers, payload: JSON.stringify(data) } };
}
