import type { Logger } from '@credit/observability';
import type { Database, Lane } from '@credit/persistence';
import { Alarm } from './alarm.ts';
import { brokerError, recordAtFault } from './broker-errors.ts';
import type { KafkaPort, KafkaProducer, SentPartition } from './kafka-port.ts';
import { checkBroker, KnownEnds, rememberSent } from './relay-amnesia.ts';
import { cut, MOST_ROWS, PartitionCounts, readJournal, sentRanges, type JournalEntry, type RelayBatch } from './relay-batch.ts';
import { RecentRows } from './recent-rows.ts';
import { RelayLease } from './relay-lease.ts';
import { RelayMarks, type StateMarks } from './relay-marks.ts';

/** Only commits of other instances depend on the poll; those of this process wake the relay and bring their rows. */
const POLL_MS = { least: 10, most: 500 };
const FOREIGN_LEASE_MS = 500;
const FAILURE_MS = { first: 100, most: 2_000 };
const BROKER_CHECK_MS = 60_000;
const REFUSED = `insert into outbox_refused (id, lane, topic, code, message) values ($1, $2, $3, $4, $5) on conflict do nothing`;

/** Sends one lane of the journal in id order. At most one instance of a service sends a lane at a time; a crash sends some events again, never out of order, never none. */
export class Relay {
  private readonly lease: RelayLease;
  private readonly counts: PartitionCounts;
  private readonly ends = new KnownEnds();
  private readonly marks: RelayMarks | undefined;
  private readonly recent = new RecentRows();
  private readAt = -Infinity;
  private producer: KafkaProducer | undefined;
  private fresh = false;
  private limit = MOST_ROWS;
  private wait = POLL_MS.least;
  private failure = FAILURE_MS.first;
  private stopBy: number | undefined;
  private woken = false;
  private readonly alarm = new Alarm();
  private checkedAt = -Infinity;
  private running: Promise<void> | undefined;
  private readonly unsubscribe: () => void;
  sentRows = 0;
  refused = 0;
  leased = false;
  lastLoopAt = performance.now(); // on the monotonic clock

  /** @param paceMs least time from one send to the next; the first after a quiet time leaves at once */
  constructor(
    private readonly database: Database, private readonly kafka: KafkaPort, readonly lane: Lane, private readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>,
    private readonly onAmnesia = (): void => undefined, marks?: StateMarks, private readonly paceMs = 0,
  ) {
    this.marks = marks && new RelayMarks(database, lane, marks);
    this.lease = new RelayLease(database, lane);
    this.counts = new PartitionCounts(kafka);
    this.unsubscribe = database.onJournalWritten((of, written) => {
      if (of !== lane) return;
      if (this.leased) this.recent.add(written);
      this.woken = true;
      this.alarm.wake();
    });
  }

  get position(): number {
    return this.lease.position;
  }

  start(): void {
    this.running = this.loop();
  }

  /** Sends what is there, for at most `deadlineMs`, then frees the lease. */
  async stop(deadlineMs = 5_000): Promise<void> {
    this.stopBy = performance.now() + deadlineMs;
    this.alarm.end();
    await this.running;
    this.unsubscribe();
    await this.dropProducer();
    if (this.leased) await this.lease.free().catch(() => undefined);
    this.leased = false;
  }

  private get stopping(): boolean {
    return this.stopBy !== undefined;
  }

  private sleep = async (ms: number): Promise<void> => (this.stopping ? undefined : this.alarm.sleep(ms));

  private async loop(): Promise<void> {
    let ahead: Promise<JournalEntry[]> | undefined;
    while (this.stopBy === undefined || performance.now() < this.stopBy) {
      this.lastLoopAt = performance.now();
      try {
        if (!(await this.ensureLease())) {
          ahead = undefined;
          if (this.stopping) return;
          await this.sleep(FOREIGN_LEASE_MS);
          continue;
        }
        await this.mark();
        this.woken = false;
        const entries = await (ahead ?? this.next());
        ahead = undefined;
        if (entries.length === 0) {
          if (this.stopping) return;
          await this.idle();
          continue;
        }
        const began = performance.now();
        ({ ahead } = await this.sendSome(entries));
        if (ahead === undefined && this.limit === MOST_ROWS && !this.stopping) await this.alarm.rest(began + this.paceMs - performance.now());
      } catch (error) {
        ahead = undefined;
        await this.failed(error as Error);
      }
    }
  }

  /** The next rows: those in hand, or, when something may be missing there, those of the journal. */
  private async next(): Promise<JournalEntry[]> {
    const entries = this.recent.after(this.lease.position);
    if (entries.length > 0) return entries;
    if (!this.recent.takeMissed() && !this.stopping && performance.now() - this.readAt < this.wait) return [];
    this.readAt = performance.now();
    const read = await readJournal(this.database, this.lane, this.lease.position, MOST_ROWS);
    if (read.length > 0) this.wait = POLL_MS.least;
    return read;
  }

  private async idle(): Promise<void> {
    if (performance.now() - this.checkedAt > BROKER_CHECK_MS) await this.look();
    if (!this.woken) await this.sleep(Math.min(this.wait, this.marks?.dueInMs ?? this.wait));
    if (!this.woken) this.wait = Math.min(this.wait * 2, POLL_MS.most);
  }

  private async ensureLease(): Promise<boolean> {
    if (this.leased && !this.lease.ageing) return true;
    const had = this.leased;
    this.leased = await this.lease.take();
    if (!this.leased) {
      if (had) this.logger.warn({ code: 'RELAY.LEASE_LOST', lane: this.lane }, 'another instance took the lane over');
      await this.dropProducer();
    } else if (!had) {
      this.recent.clear();
      this.readAt = -Infinity;
      await this.look();
    }
    return this.leased;
  }

  /** Whether the broker still has what it acknowledged. */
  private async look(): Promise<void> {
    this.checkedAt = performance.now();
    const back = await checkBroker(this.database, this.kafka, this.lane, this.lease, this.ends);
    if (back === undefined) return;
    this.onAmnesia();
    this.logger.error({ code: 'BROKER.AMNESIA', lane: this.lane, from: back }, 'the broker lost events: they are published again from the journal');
  }

  /** Sends the longest allowed prefix and reads on while the broker works. @returns the rows that follow, when they could be read ahead */
  private async sendSome(entries: readonly JournalEntry[]): Promise<{ ahead: Promise<JournalEntry[]> | undefined }> {
    const topics = new Set(entries.flatMap(({ topic }) => (topic === null ? [] : [topic])));
    const counts = await this.counts.know(topics);
    const batch = cut(entries, counts, this.limit, this.marks?.upTo);
    const rest = entries.slice(batch.rows);
    const ahead = rest.length > 0 ? Promise.resolve(rest) : entries.length < MOST_ROWS || this.recent.any ? undefined : readJournal(this.database, this.lane, batch.lastId, MOST_ROWS);
    ahead?.catch(() => undefined);
    const producer = batch.topics.length === 0 ? undefined : await this.connected();
    if (!this.lease.held && !(await this.lease.take())) {
      this.leased = false;
      return { ahead: undefined };
    }
    const sent = producer ? await this.send(producer, batch) : [];
    if (sent === undefined) return { ahead: undefined };
    const ranges = sentRanges(batch, sent);
    const [moved] = await Promise.all([this.lease.move(batch.lastId), rememberSent(this.database, this.lane, ranges)]);
    if (!moved) {
      this.leased = false;
      return { ahead: undefined };
    }
    this.sentRows += batch.rows;
    this.limit = Math.min(this.limit * 2, MOST_ROWS);
    this.failure = FAILURE_MS.first;
    if (this.ends.landed(ranges)) {
      await this.look();
      return { ahead: undefined };
    }
    return { ahead };
  }

  /** Says how far the owner is, when that is due and everything it counts has been sent. */
  private async mark(): Promise<void> {
    const records = this.stopping ? undefined : await this.marks?.due(this.lease.position);
    if (records === undefined) return;
    const producer = await this.connected();
    if (!this.lease.held) return; // renewed at the next turn
    this.fresh = false;
    const sent = await producer.send([{ topic: this.marks!.topic, records }]);
    this.marks!.sent();
    if (this.ends.landed(sent.map((place) => ({ ...place, count: 1 })))) await this.look();
  }

  private async connected(): Promise<KafkaProducer> {
    if (this.producer) return this.producer;
    const created = this.kafka.createProducer();
    await created.connect();
    this.fresh = true;
    return (this.producer = created);
  }

  /** @returns undefined when the batch was not sent and must be read again */
  private async send(producer: KafkaProducer, batch: RelayBatch): Promise<SentPartition[] | undefined> {
    const fresh = this.fresh;
    try {
      this.fresh = false;
      return await producer.send(batch.topics);
    } catch (error) {
      await this.dropProducer();
      this.readAt = -Infinity;
      const type = recordAtFault(error);
      if (type === undefined) throw error;
      const records = batch.topics.reduce((sum, { records }) => sum + records.length, 0);
      if (records === 1 && batch.rows === 1 && fresh) await this.refuse(batch, type, error as Error);
      this.limit = Math.max(1, batch.rows >> 1);
      return undefined;
    }
  }

  private async refuse(batch: RelayBatch, type: string, error: Error): Promise<void> {
    this.refused += 1;
    this.logger.error({ code: 'OUTBOX.REFUSED', lane: this.lane, id: batch.lastId, topic: batch.topics[0]!.topic, reason: type }, 'the broker refused an event: put aside in outbox_refused');
    await this.database.pool.query(REFUSED, [batch.lastId, this.lane, batch.topics[0]!.topic, type, error.message.slice(0, 1_000)]);
    if (!(await this.lease.move(batch.lastId))) this.leased = false;
  }

  private async failed(error: Error): Promise<void> {
    this.logger.warn({ code: 'RELAY.FAILED', lane: this.lane, reason: brokerError(error) }, error.message);
    await this.dropProducer();
    this.checkedAt = -Infinity;
    this.leased = false;
    await this.sleep(this.failure);
    this.failure = Math.min(this.failure * 2, FAILURE_MS.most);
  }

  /** P-1: a producer that saw a rejected send is never used again. */
  private async dropProducer(): Promise<void> {
    const dropped = this.producer;
    this.producer = undefined;
    await dropped?.disconnect().catch(() => undefined);
  }
}
