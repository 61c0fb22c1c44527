import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LIST_ENTRY_STATE, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { followState, type KafkaPort, type StateFollower, type StateRecord } from '@credit/messaging';
import type { Logger, Metrics } from '@credit/observability';
import { KAFKA, LOGGER, METRICS, PLATFORM, type Platform } from '@credit/service-host';
import { LIVE_LIST, type LiveList } from '../../application/live-list.ts';

const COMPARE_MS = 5_000;
const RETRY_MS = 1_000;
/** Keys of the owner's watermarks begin so; they say nothing of an entry. */
const WATERMARK = '~';

/**
 * 名单读取 — reads the whole list topic into this instance's index and follows it; asks the broker every five seconds whether anything is missing. What it knows is as old as the
 * last time nothing was; until the owner's watermarks are read, a frozen owner is not noticed here (P-8).
 */
@Injectable()
export class ListStateJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private follower?: StateFollower;
  private timer?: NodeJS.Timeout;
  private settling?: NodeJS.Immediate | undefined;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(KAFKA) private readonly kafka: KafkaPort,
    @Inject(LIVE_LIST) private readonly list: LiveList,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    platform.health.add({ name: 'list', kind: 'ready', look: () => list.staleBecause() });
    metrics.gauge('credit_list_age_seconds', 'How long ago the list was last known to be whole; -1 = never', [], (gauge) => {
      const age = list.ageMs();
      gauge.set(age === Number.POSITIVE_INFINITY ? -1 : age / 1000);
    });
    metrics.gauge('credit_list_entries', 'Entries of the list that count', [], (gauge) => gauge.set(list.current.size));
  }

  onApplicationBootstrap(): void {
    this.running = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.follower?.stop();
  }

  /** A broker that is away at the start is asked again; until it answers, questions get 503. */
  private async follow(): Promise<void> {
    while (!this.stopped && this.follower === undefined) {
      try {
        this.follower = await followState(this.kafka, {
          topic: TOPICS.listState, group: `${this.platform.name}.snapshot.${this.platform.settings.instanceId}.list`, logger: this.logger,
          onRecord: (record) => this.take(record),
          onCaughtUp: () => {
            this.list.ready();
            this.compareLater(0);
          },
        });
      } catch (error) {
        this.logger.warn({ code: 'LIST.NOT_FOLLOWED' }, (error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private take({ key, envelope, partition, offset }: StateRecord): void {
    this.list.passed(partition, offset);
    if (!key.startsWith(WATERMARK) && (envelope === undefined || envelope.type === LIST_ENTRY_STATE)) this.list.take(key, envelope?.data as ListEntryV1 | undefined);
    this.settling ??= setImmediate(() => {
      this.settling = undefined;
      this.list.settle();
    });
  }

  private compareLater(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.compare(), ms);
  }

  private async compare(): Promise<void> {
    const askedAt = Date.now();
    try {
      const ends = await this.kafka.offsetsOf(TOPICS.listState);
      this.list.settle();
      this.list.compare(ends, askedAt);
    } catch (error) {
      this.logger.warn({ code: 'LIST.ENDS_UNKNOWN' }, (error as Error).message);
    }
    this.compareLater(COMPARE_MS);
  }
}
