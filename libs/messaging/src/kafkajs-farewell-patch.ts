// @ts-expect-error KafkaJS has no types for its internals
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import { hasEnded } from './client-id.ts';

interface Coordinator {
  describeGroups(asked: { groupIds: string[] }): Promise<{ groups: { members: { memberId: string; clientId: string }[] }[] }>;
  leaveGroup(asked: { groupId: string; memberId: string }): Promise<unknown>;
}
interface Group {
  readonly groupId: string;
  readonly cluster: { findGroupCoordinator(asked: { groupId: string }): Promise<Coordinator> };
  readonly logger: { warn(message: string, extra: object): void };
  connect(): Promise<void>;
}

/** Takes leave for every member of the group whose process has ended. Whatever goes wrong: the broker waits for them then, as it would have. */
async function takeLeaveFor({ groupId, cluster, logger }: Group): Promise<void> {
  try {
    const coordinator = await cluster.findGroupCoordinator({ groupId });
    const { groups } = await coordinator.describeGroups({ groupIds: [groupId] });
    for (const { memberId } of groups.flatMap(({ members }) => members).filter(({ clientId }) => hasEnded(clientId))) await coordinator.leaveGroup({ groupId, memberId });
  } catch (error) {
    logger.warn('members that have died may still be waited for', { groupId, error: (error as Error).message });
  }
}

let patched = false;

/**
 * After a kill -9 the broker keeps the dead member until its session is over (20 s) and lets every `JoinGroup` wait as long: nothing is read meanwhile. A process that starts says the farewell of those that
 * died on its host, and joins at once. Should one of them live after all, it is told that it is no member, and joins again: a rebalance, nothing is lost. Idempotent.
 */
export function patchFarewell(): void {
  if (patched) return;
  patched = true;
  const { prototype } = ConsumerGroup as { prototype: Group };
  const { connect } = prototype;
  prototype.connect = async function (this: Group) {
    await connect.call(this);
    await takeLeaveFor(this);
  };
}
