import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate, type AggregateStore } from '@credit/persistence';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import { absent, evolve, type Designation } from '../domain/designation/designation.ts';
import { publishDesignation } from './designation.publisher.ts';
import { DesignationRow, toRow, toState } from './designation.row.ts';
import { tallyEntries } from './list-marks.ts';

/** 名单认定 store; the Kafka key is the subject at the birth of the designation (P-15). */
export const designations: AggregateStore<Designation, DesignationEvent> = defineAggregate({
  type: 'designation',
  topic: TOPICS.designationEvents,
  entity: DesignationRow,
  initial: absent,
  evolve,
  toRow,
  toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: publishDesignation,
  tally: tallyEntries,
});
