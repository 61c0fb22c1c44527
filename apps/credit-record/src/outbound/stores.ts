import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate } from '@credit/persistence';
import { absent, evolve, type CreditRecord } from '../domain/record/record.ts';
import { absentSubject, evolveSubject, type CreditSubject } from '../domain/subject/subject.ts';
import type { RecordFactEvent } from '../domain/record/record.events.ts';
import type { MatterFactEvent } from '../domain/matter/matter.events.ts';
import { absentMatter, evolveMatter, type Matter } from '../domain/matter/matter.ts';
import type { SubjectEvent } from '../domain/subject/subject.events.ts';
import { CreditRecordRow, toRow, toState } from './credit-record.row.ts';
import { CreditSubjectRow, toSubjectRow, toSubjectState } from './credit-subject.row.ts';
import { matterFact, publishMatter } from './matter.publisher.ts';
import { MatterRow, toMatterRow, toMatterState } from './matter.row.ts';
import { publishRecord, recordFact } from './record.publisher.ts';
import { publishSubject, subjectFact } from './subject.publisher.ts';

/** 信用记录 store. Kafka key: the subject at the record's birth, for life (P-15). */
export const recordStore = () => defineAggregate<CreditRecord, RecordFactEvent>({
  type: 'record', topic: TOPICS.recordEvents, entity: CreditRecordRow, initial: absent, evolve, toRow, toState, publish: publishRecord, fact: recordFact,
  keyOf: (s) => (s.status === 'absent' ? '' : s.subjectId),
});

/** 信用主体 store. Kafka key: its own id. */
export const subjectStore = () => defineAggregate<CreditSubject, SubjectEvent>({
  type: 'subject', topic: TOPICS.subjectEvents, entity: CreditSubjectRow, initial: absentSubject, evolve: evolveSubject, toRow: toSubjectRow, toState: toSubjectState, publish: publishSubject, fact: subjectFact,
  keyOf: (s) => (s.status === 'absent' ? '' : s.subjectId),
});

/** 报送事项 store. Kafka key: the subject at the matter's birth, for life (P-15). */
export const matterStore = () => defineAggregate<Matter, MatterFactEvent>({
  type: 'matter', topic: TOPICS.matterEvents, entity: MatterRow, initial: absentMatter, evolve: evolveMatter, toRow: toMatterRow, toState: toMatterState, publish: publishMatter, fact: matterFact,
  keyOf: (s) => (s.status === 'absent' ? '' : s.subjectId),
});
