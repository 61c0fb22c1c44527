import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LIST_ENTRY_STATE, LIST_WATERMARK, type ListWatermarkV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { followState, type KafkaPort, type StateFollower, type StateRecord } from '@credit/messaging';
import type { Logger, Metrics } from '@credit/observability';
import { KAFKA, LOGGER, METRICS, PLATFORM, type Platform } from '@credit/service-host';
import { listedEntry, type ListedEntry } from '../../application/listed-entry.ts';
import { LIVE_LIST, type LiveList } from '../../application/live-list.ts';

/** How long the list is worked on before questions have their turn. */
const SLICE_MS = 8;
/** Keys of the owner's watermarks begin so. */
const WATERMARK = '~';

/** 名单读取 — reads the whole list topic into this instance's index and follows it. How old and how whole the list is, the owner's watermarks in it say (P-8): without broker, reader or owner none comes. */
@Injectable()
export class ListStateJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private follower?: StateFollower;
  private turn?: NodeJS.Immediate | undefined;
  private stopped = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: KafkaPort,
    @Inject(LIVE_LIST) private readonly list: LiveList,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    platform.health.add({ name: 'list', kind: 'ready', look: () => list.staleBecause() });
    metrics.gauge('credit_list_age_seconds', 'Age of the list by the watermarks of its owner; -1 = not known', [], (gauge) => {
      const age = list.ageMs();
      gauge.set(age === Number.POSITIVE_INFINITY ? -1 : age / 1000);
    });
    metrics.gauge('credit_list_differs', '1 while the list that was read is not what its owner says of it', [], (gauge) => gauge.set(list.differs ? 1 : 0));
    metrics.gauge('credit_list_entries', 'Entries of the list that count', [], (gauge) => gauge.set(list.current.size));
  }

  onApplicationBootstrap(): void {
    this.follower = followState(this.kafka, {
      topic: TOPICS.listState, group: `${this.platform.name}.snapshot.${this.platform.settings.instanceId}.list`, logger: this.logger,
      parse: (type, text): unknown => (type === LIST_ENTRY_STATE ? listedEntry(text) : JSON.parse(text.toString())),
      onRecord: (record) => this.take(record),
      onCaughtUp: () => {
        this.list.ready();
        this.goOn();
      },
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.follower?.stop();
    clearImmediate(this.turn);
  }

  private take({ key, stated, version, partition, offset }: StateRecord): void {
    this.list.passed(partition, offset);
    if (stated?.type === LIST_WATERMARK) this.list.mark(partition, stated.data as ListWatermarkV1);
    else if (!key.startsWith(WATERMARK) && (stated === undefined || stated.type === LIST_ENTRY_STATE)) {
      this.list.take({ partition, entryId: key, version, stated: stated && { entry: stated.data as ListedEntry, text: stated.text } });
    }
    this.goOn();
  }

  /** Puts into effect what was taken, a slice at a time. */
  private goOn(): void {
    this.turn ??= setImmediate(() => {
      this.turn = undefined;
      if (this.list.work(SLICE_MS) && !this.stopped) this.goOn();
    });
  }
}
