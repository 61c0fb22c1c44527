import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate } from '@credit/persistence';
import type { RepairStore } from '../application/desk.ts';
import { evolveCase, noCase, type RepairCase } from '../domain/repair-case/repair-case.ts';
import { publishRepair, wholeCase } from './repair-case.publisher.ts';
import { RepairCaseRow, toRow, toState } from './repair-case.row.ts';

/** 信用修复 store; the Kafka key is the subject at the birth of the case (P-15). */
export const repairCases: RepairStore = defineAggregate({
  type: 'repair_case', topic: TOPICS.repairEvents, entity: RepairCaseRow, initial: noCase, evolve: evolveCase, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishRepair,
});

/** 事实重述 — how cases are told again after a restore that lost commits. */
export const ownedCases: OwnedTopic<RepairCase> = {
  topic: TOPICS.repairEvents, aggregateType: 'repair_case', store: repairCases,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = wholeCase(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
