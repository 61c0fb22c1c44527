import { AssignerProtocol } from 'kafkajs';
import type { PartitionAssigner } from 'kafkajs';

const NAME = 'credit-subscribed';
const VERSION = 1;

/**
 * Gives a partition only to members that subscribe its topic (P-21); KafkaJS' own round robin ignores subscriptions and loses records in a mixed group without a warning.
 * Deterministic: members and topics sorted, partitions dealt in turn, starting with whoever holds least.
 */
export const subscribedAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  protocol: ({ topics }) => ({ name: NAME, metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }) }),
  assign: async ({ members }) => {
    const subscriptions = members
      .map(({ memberId, memberMetadata }) => ({ memberId, topics: new Set(AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? []) }))
      .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
    const topics = [...new Set(subscriptions.flatMap((member) => [...member.topics]))].sort();
    await cluster.addMultipleTargetTopics(topics);
    await cluster.refreshMetadata();
    const given = deal(subscriptions, topics, (topic) => cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId));
    return [...given].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: VERSION, assignment, userData: Buffer.alloc(0) }),
    }));
  },
});

/** Every partition of every topic to exactly one of the members that subscribe it; counts differ by at most one per topic. */
export function deal(
  members: readonly { memberId: string; topics: ReadonlySet<string> }[], topics: readonly string[], partitionsOf: (topic: string) => number[],
): Map<string, Record<string, number[]>> {
  const given = new Map<string, Record<string, number[]>>(members.map(({ memberId }) => [memberId, {}]));
  const load = new Map<string, number>(members.map(({ memberId }) => [memberId, 0]));
  for (const topic of topics) {
    const candidates = members.filter((member) => member.topics.has(topic)).map(({ memberId }) => memberId);
    if (candidates.length === 0) continue;
    const order = candidates.sort((a, b) => load.get(a)! - load.get(b)! || (a < b ? -1 : 1));
    partitionsOf(topic).sort((a, b) => a - b).forEach((partition, n) => {
      const memberId = order[n % order.length]!;
      (given.get(memberId)![topic] ??= []).push(partition);
      load.set(memberId, load.get(memberId)! + 1);
    });
  }
  return given;
}
