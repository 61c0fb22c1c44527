import { RECORD, SUBJECT, type RecordStateV1, type SubjectStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { textArray, type PublicFact, type UnitOfWork } from '@credit/persistence';
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

/** 记录重述 — records as the register holds them after a restore; one that it no longer holds is revoked, so that nobody is burdened without a record. */
export const recordsToldAgain = (store: RecordStore): OwnedTopic<CreditRecord> => ({
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
  gone: (uow, last) => ({ type: RECORD.revoked, data: { ...(last.data as RecordStateV1), status: 'revoked', heldReasons: [], change: { reason: NOT_RESTORED, effectiveOn: uow.ctx.today, changedFields: [] } } satisfies RecordStateV1 }),
});

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
