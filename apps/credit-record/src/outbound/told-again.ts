import { RECORD, SUBJECT, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import type { PublicFact } from '@credit/persistence';
import type { CreditRecord } from '../domain/record/record.ts';
import type { CreditSubject } from '../domain/subject/subject.ts';
import { recordStateOf, revocationOf } from './record.publisher.ts';
import { subjectStateOf } from './subject.publisher.ts';
import type { RecordStore, SubjectStore } from '../application/register.ts';
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

/** 主体重述 — subjects as the register holds them. One that it no longer holds is only listed: a name burdens nobody. */
export const subjectsToldAgain = (store: SubjectStore): OwnedTopic<CreditSubject> => ({
  topic: TOPICS.subjectEvents,
  aggregateType: 'subject',
  store,
  whole: async (uow, states) => new Map([...states].flatMap(([id, s]) =>
    (s.status === 'absent' || s.status === 'merged' ? [] : [[id, { type: s.status === 'unregistered' ? SUBJECT.identified : SUBJECT.registered, data: subjectStateOf(uow.ctx.today, s) }] as const]))),
});
