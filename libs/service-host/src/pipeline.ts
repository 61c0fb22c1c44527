import type { SandboxDateMovedV1 } from '@credit/contracts/events';
import { SANDBOX_DATE } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import type { TopicSpec } from '@credit/contracts/topics';
import { createKafka, followState, KafkaBatchStrategy, keepState, startRelays } from '@credit/messaging';
import type { KafkaPort, OwnedTopic, Relays, StateFollower, StateKeeper, StateMarks } from '@credit/messaging';
import type { Logger } from '@credit/observability';
import type { Lane } from '@credit/persistence';
import type { SandboxClock } from './clock.ts';
import type { Platform } from './platform.ts';
import type { ServiceSettings } from './service-settings.ts';

const LIVE_POLL_MS = 60_000;
const READY_POLL_MS = 30_000;
const LIVE_RELAY_MS = 60_000;

/** The connection to Kafka as the settings describe it; nothing is sent before somebody uses it. */
export function kafkaOf(settings: ServiceSettings, clientId: string, logger: Logger): KafkaPort {
  const { kafkaUsername: username, kafkaCa: ca } = settings;
  const password = settings.kafkaPasswordFile ?? settings.kafkaPassword;
  return createKafka({
    brokers: settings.kafkaBrokers, clientId, topicPrefix: settings.topicPrefix, logger,
    ...(ca !== undefined ? { ssl: { ca } } : settings.kafkaSsl === 'true' ? { ssl: true as const } : {}),
    ...(username === undefined || password === undefined ? {} : { sasl: { username, password } }),
  });
}

/** Topics on which the group works, by the manifest: intake and events, not state (broadcast readers follow those). */
const readsOf = (platform: Platform): TopicSpec[] =>
  topicManifest(platform.city).filter(({ kind, readers }) => (kind === 'intake' || kind === 'events') && readers.includes(platform.name));

/** The consumer of a service, or undefined when the manifest gives it nothing to read. */
export function strategyOf(platform: Platform): KafkaBatchStrategy | undefined {
  const topics = readsOf(platform);
  if (topics.length === 0) return undefined;
  const { kafka, database, clock, logger, metrics, name, fieldCipher } = platform;
  return new KafkaBatchStrategy({ kafka, group: name, database, topics, clock, logger, metrics, actor: `service:${name}`, cipher: fieldCipher });
}

/** Health that follows the loops: a consumer or relay that stands still is not alive. */
export function watchStrategy(platform: Platform, strategy: KafkaBatchStrategy): void {
  platform.health.add({
    name: 'consumer-loop', kind: 'live',
    look: () => {
      const { crashed, lastPollAgeMs } = strategy.health();
      return crashed !== undefined ? 'crashed' : lastPollAgeMs > LIVE_POLL_MS ? `no poll for ${Math.round(lastPollAgeMs / 1000)} s` : undefined;
    },
  });
  platform.health.add({
    name: 'consumer', kind: 'ready',
    look: () => {
      const { allAssigned, lastPollAgeMs } = strategy.health();
      return !allAssigned ? 'partitions without a reader' : lastPollAgeMs > READY_POLL_MS ? 'the broker does not answer' : undefined;
    },
  });
}

/** Starts the relays of the lanes and watches their loops. */
export function relaysOf(platform: Platform, lanes: readonly Lane[], marks?: StateMarks, paceMs?: number): Relays {
  const { database, kafka, logger, metrics, clock } = platform;
  const relays = startRelays(database, kafka, { lanes, logger, metrics, clock, marks, paceMs });
  platform.health.add({
    name: 'relay-loop', kind: 'live',
    look: () => {
      const stuck = relays.health().find(({ loopAgeMs }) => loopAgeMs > LIVE_RELAY_MS);
      return stuck === undefined ? undefined : `${stuck.lane}: no turn for ${Math.round(stuck.loopAgeMs / 1000)} s`;
    },
  });
  return relays;
}

/** The owner reads back the compacted topics on which it states its facts (decision 13). */
export function keepersOf(platform: Platform, owns: readonly OwnedTopic[]): StateKeeper[] {
  const { database, kafka, logger, clock, name, settings } = platform;
  return owns.flatMap((owned) => (owned.state === undefined ? [] : [keepState({ database, kafka, logger, clock, owned: { ...owned, state: owned.state }, group: `${name}.snapshot.${settings.instanceId}.kept`, actor: `service:${name}` })]));
}

/** Follows the business date of the sandbox; the date known so far stays while the broker is away. */
export function followBusinessDate({ kafka, logger, name, settings }: Platform, clock: SandboxClock): StateFollower {
  return followState(kafka, {
    topic: TOPICS.sandboxState, group: `${name}.snapshot.${settings.instanceId}`, logger,
    onRecord: ({ stated }) => {
      if (stated?.type !== SANDBOX_DATE) return;
      const { businessDate } = stated.data as SandboxDateMovedV1;
      if (clock.moveTo(businessDate)) logger.info({ businessDate }, 'business date');
    },
  });
}
