import { SHIELDING, type ShieldingV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { ShieldingStore } from '../application/desk.ts';
import { evolveShielding, noShielding, type Shielding } from '../domain/shielding/shielding.ts';
import { ShieldingRow, toRow, toState } from './shielding.row.ts';

/** 重整期间屏蔽 store; the Kafka key is the subject at the birth of the shielding (P-15). What was only applied for or refused changes nothing for anybody: private. */
export const shieldings: ShieldingStore = defineAggregate({
  type: 'shielding', topic: TOPICS.repairEvents, entity: ShieldingRow, initial: noShielding, evolve: evolveShielding, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: { ShieldingApplied: () => null, ShieldingRefused: () => null, ShieldingGranted: (_, state) => shieldingFact(state), ShieldingEnded: (_, state) => shieldingFact(state) },
});

/** The fact that a shielding stands for; null while it burdens or relieves nobody. */
export function shieldingFact(state: Shielding): PublicFact | null {
  if (state.status !== 'shielded' && state.status !== 'ended') return null;
  const { shieldingId, status, subject, target: { authority, ...target }, ruling, decision } = state;
  const data: ShieldingV1 = {
    shieldingId, status, subject: { ...subject }, target: { ...target, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name }, ruling: { ...ruling }, shieldedOn: decision.on,
    ...(status === 'ended' ? { end: { on: state.end.on, outcome: state.end.outcome, reason: state.end.reason } } : {}),
  };
  return { type: status === 'ended' ? SHIELDING.unshielded : SHIELDING.shielded, data };
}

/** 事实重述 — how shieldings are told again after a restore that lost commits. */
export const ownedShieldings: OwnedTopic<Shielding> = {
  topic: TOPICS.repairEvents, aggregateType: 'shielding', store: shieldings,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = shieldingFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
