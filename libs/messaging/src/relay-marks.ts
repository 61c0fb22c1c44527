import type { Instant } from '@credit/kernel';
import { LANES } from '@credit/persistence';
import type { Database, Lane } from '@credit/persistence';
import type { OutgoingRecord } from './kafka-port.ts';

/** What the owner of a state topic says of it every second, so that readers know how old theirs is and whether anything is missing (P-8). */
export interface StateMarks<Row = any> {
  /** Without prefix. */
  topic: string;
  /** One row of what is kept in the transactions of the changes; must be cheap. */
  select: string;
  /** One record per partition, each with its `partition`. `at`: the owner's time when nothing later was committed than what the row counts. */
  records(row: Row, at: Instant): OutgoingRecord[];
}

const EVERY_MS = 1_000;

/**
 * Marks of a state topic, between the events of its lane. Row and end of the journal are read in one snapshot: ids are drawn in the order of the commits (ADR 0003), so the row counts exactly the journal up to there.
 * The relay stops at that id, sends the mark, and goes on: a mark never overtakes what it counts, and nothing that it does not count overtakes it.
 */
export class RelayMarks {
  readonly topic: string;
  private readonly database: Database;
  private readonly marks: StateMarks;
  private readonly read: { name: string; text: string };
  private readAt = -Infinity;
  private pending: { upTo: number; records: OutgoingRecord[] } | undefined;

  constructor(database: Database, lane: Lane, marks: StateMarks) {
    this.database = database;
    this.marks = marks;
    this.topic = marks.topic;
    this.read = { name: 'relay_marks', text: `select (select coalesce(max(id), 0) from ${LANES[lane].table}) as up_to, statement_timestamp() as at, m.* from (${marks.select}) m` };
  }

  /** Id at which the relay has to stop for the mark; undefined = nowhere. */
  get upTo(): number | undefined {
    return this.pending?.upTo;
  }

  get dueInMs(): number {
    return Math.max(0, this.readAt + EVERY_MS - performance.now());
  }

  /** The records to send now, with the relay at `position`; undefined when it is not time, or something that they count is still to be sent. */
  async due(position: number): Promise<OutgoingRecord[] | undefined> {
    if (position > (this.pending?.upTo ?? Infinity)) this.pending = undefined; // another instance has sent on
    if (this.pending === undefined && this.dueInMs === 0) {
      this.readAt = performance.now();
      const row = (await this.database.pool.query<{ up_to: string; at: Instant }>(this.read)).rows[0]!;
      this.pending = { upTo: Math.max(Number(row.up_to), position), records: this.marks.records(row, row.at) };
    }
    return this.pending?.upTo === position ? this.pending.records : undefined;
  }

  sent(): void {
    this.pending = undefined;
  }
}
