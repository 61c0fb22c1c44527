import { RECORD, SUBJECT, type EffectV1, type RecordStateV1, type SubjectStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { startOfLocalDay } from '@credit/kernel';
import type { OwnedTopic } from '@credit/messaging';
import { answerEndings, textArray, type EffectsAnswerStore, type PublicFact, type UnitOfWork } from '@credit/persistence';
import type { CreditRecord } from '../domain/record/record.ts';
import type { Matter, MatterFact, Reported } from '../domain/matter/matter.ts';
import type { CreditSubject } from '../domain/subject/subject.ts';
import { MATTER_TYPES, matterDataOf } from './matter.publisher.ts';
import { recordStateOf, revocationOf } from './record.publisher.ts';
import { subjectStateOf } from './subject.publisher.ts';
import type { MatterStore, RecordStore, SubjectStore } from '../application/register.ts';
import { lockSubjects, snapshotOf } from '../application/subject-registry.ts';

const RESTORED = '登记数据恢复后按现存内容重新发布';
const NOT_RESTORED = '登记数据恢复后该记录不复存在，待报送部门重新报送';

const ABOUT_RECORDS: readonly string[] = Object.values(RECORD);

/** 记录重述 — records as the register holds them after a restore; one that it no longer holds is revoked, so that nobody is burdened without a record, and its ending answered like every other (P-14). One that had been revoked is told as it was. */
export const recordsToldAgain = (store: RecordStore, answers: EffectsAnswerStore): OwnedTopic<CreditRecord> => ({
  topic: TOPICS.recordEvents,
  aggregateType: 'record',
  store,
  whole: async (uow, states) => {
    const subjects = await lockSubjects(uow, [...states.values()].flatMap((s) => (s.status === 'absent' ? [] : [s.subjectId])));
    return new Map([...states].flatMap(([id, s]) => {
      const subject = s.status === 'absent' ? undefined : subjects.get(s.subjectId);
      const fact = subject === undefined ? undefined : factOf(s, recordStateOf(s, snapshotOf(subject), revocationOf(s) ?? { reason: RESTORED, effectiveOn: uow.ctx.today, changedFields: [] }));
      return fact === undefined ? [] : [[id, fact] as const];
    }));
  },
  gone: (uow, { type, data }) => {
    if (!ABOUT_RECORDS.includes(type)) return undefined;
    const last = data as RecordStateV1;
    return { type: RECORD.revoked, data: last.status === 'revoked' ? last : ({ ...last, status: 'revoked', heldReasons: [], change: { reason: NOT_RESTORED, effectiveOn: uow.ctx.today, changedFields: [] } } satisfies RecordStateV1) };
  },
  answerGone: (uow, gone) => answerEndings(uow, answers, 'credit-record', gone.flatMap(({ last, fact, version }) => {
    const [before, after] = [last.data as RecordStateV1, fact.data as RecordStateV1];
    return before.status === 'revoked' ? [] : [{ ended: { kind: 'record' as const, id: after.recordId, version, ending: 'revoked' as const, on: after.change!.effectiveOn! }, subject: after.subject, effects: useOf(uow, before) }];
  })),
});

/** What is known of the use of a record of which nothing is left but its last fact: who had read it is lost with it. */
const useOf = ({ ctx: { now } }: UnitOfWork, { recordId, status, receivedOn, repaired }: RecordStateV1): EffectV1[] =>
  (status === 'effective' ? [{ effectId: recordId, kind: 'record-use', recipient: 'credit-record', since: receivedOn, endedAt: repaired === undefined ? now : startOfLocalDay(repaired.on), mustAcknowledge: false }] : []);

const TYPE = { held: RECORD.held, effective: RECORD.amended, revoked: RECORD.revoked } as const;

const factOf = (s: CreditRecord, data: RecordStateV1 | undefined): PublicFact | undefined =>
  (data === undefined || s.status === 'absent' || s.status === 'awaited' ? undefined : { type: TYPE[s.status], data });

/** 主体重述 — subjects as the register holds them, a person with the blind indexes of document and name that were told before. One that it no longer holds is only listed: a name burdens nobody. */
export const subjectsToldAgain = (store: SubjectStore): OwnedTopic<CreditSubject> => ({
  topic: TOPICS.subjectEvents,
  aggregateType: 'subject',
  store,
  whole: async (uow, states) => {
    const indexes = await personIndexes(uow, [...states].flatMap(([id, s]) => (s.status !== 'absent' && s.subjectClass === 'NATURAL_PERSON' ? [id] : [])));
    return new Map([...states].flatMap(([id, s]) => {
      if (s.status === 'absent' || s.status === 'merged') return [];
      const data = { ...subjectStateOf(uow.ctx.today, s), ...indexes.get(id) };
      return [[id, { type: s.status === 'unregistered' || s.subjectClass === 'NATURAL_PERSON' ? SUBJECT.identified : SUBJECT.registered, data }] as const];
    }));
  },
});

const INDEXES = {
  name: 'person_indexes_told',
  text: `select p.subject_id as id, encode(p.blind_index, 'hex') as person,
           (select j.payload::jsonb ->> 'nameIndex' from journal j where j.aggregate_id = p.subject_id and j.topic is not null and j.payload::jsonb ? 'nameIndex' order by j.id limit 1) as name
         from subject_person p where p.subject_id = any($1::text[]::uuid[])`,
};

/** Blind indexes (hex) of each natural person among the subjects. That of the name stands in what was told first only: names are sealed. */
async function personIndexes(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, Pick<SubjectStateV1, 'personIndex' | 'nameIndex'>>> {
  const rows = ids.length === 0 ? [] : await uow.query<{ id: string; person: string; name: string | null }>(INDEXES, [textArray(ids)]);
  return new Map(rows.map(({ id, person, name }) => [id, { personIndex: person, ...(name === null ? {} : { nameIndex: name }) }]));
}

/** 事项重述 — matters as the register holds them: an entry as last reported, a case as far as it has come. One that it no longer holds is only listed: who judged it keeps what it decided, and the department reports again. */
export const mattersToldAgain = (store: MatterStore): OwnedTopic<Matter> => ({
  topic: TOPICS.matterEvents,
  aggregateType: 'matter',
  store,
  whole: async (uow, states) => {
    const subjects = await lockSubjects(uow, [...states.values()].flatMap((s) => (s.status === 'forwarded' ? [s.subjectId] : [])));
    return new Map([...states].flatMap(([id, s]) => {
      const subject = s.status === 'forwarded' ? subjects.get(s.subjectId) : undefined;
      if (s.status !== 'forwarded' || subject === undefined) return [];
      const [fact, reported] = lastOf(s.facts);
      return [[id, { type: MATTER_TYPES[fact], data: matterDataOf(s, snapshotOf(subject), reported) }] as const];
    }));
  },
});

const FURTHEST: readonly MatterFact[] = ['case-decided', 'case-opened', 'list-entry', 'prompt-decision', 'measure-execution', 'lift-confirmation', 'notice-receipt', 'commitment', 'commitment-performance', 'integrity-education', 'self-declaration'];
function lastOf(facts: Readonly<Partial<Record<MatterFact, Reported>>>): [MatterFact, Reported] {
  const fact = FURTHEST.find((one) => facts[one] !== undefined)!;
  return [fact, facts[fact]!];
}
