import type { WrittenRows } from '@credit/persistence';
import { entryOf, MOST_ROWS } from './relay-batch.ts';
import type { JournalEntry } from './relay-batch.ts';

/** More is not kept; the journal has it. */
const MOST = { rows: 2 * MOST_ROWS, characters: 8 * 1024 * 1024 };

interface Run {
  /** Id of the row before the first, whoever wrote it. */
  before: number;
  entries: JournalEntry[];
  characters: number;
}

/** What units of work of this process have just committed, so that the relay need not read back what it has in hand. Every run knows the row before it, so a gap is always seen. */
export class RecentRows {
  private runs: Run[] = [];
  private rows = 0;
  private characters = 0;
  /** Something was committed that is not kept here. */
  private missed = false;

  add({ before, rows }: WrittenRows): void {
    const characters = rows.reduce((sum, { row }) => sum + (row.publish?.payload?.length ?? 0), 0);
    if (rows.length === 0 || this.rows + rows.length > MOST.rows || this.characters + characters > MOST.characters) {
      this.missed = true;
      return;
    }
    const run = { before: Number(before), entries: rows.map(({ id, row }) => entryOf(id, row)), characters };
    const at = this.runs.findLastIndex((other) => other.before < run.before) + 1;
    this.runs.splice(at, 0, run);
    this.count(run, 1);
  }

  /** The rows that follow `position` without a gap, at most about `MOST_ROWS`; empty when there are none here. They are handed out once. */
  after(position: number): JournalEntry[] {
    const found: JournalEntry[] = [];
    let last = position;
    while (this.runs.length > 0 && this.runs[0]!.before <= last && found.length < MOST_ROWS) {
      const run = this.runs.shift()!;
      this.count(run, -1);
      for (const entry of run.entries) if (entry.id > last) found.push(entry);
      last = Math.max(last, run.entries.at(-1)!.id);
    }
    return found;
  }

  /** Whether rows are known to be in the journal that {@link after} cannot give; asking forgets it. */
  takeMissed(): boolean {
    const missed = this.missed || this.runs.length > 0;
    this.missed = false;
    return missed;
  }

  get any(): boolean {
    return this.runs.length > 0;
  }

  clear(): void {
    this.runs = [];
    this.rows = 0;
    this.characters = 0;
    this.missed = false;
  }

  private count(run: Run, sign: 1 | -1): void {
    this.rows += sign * run.entries.length;
    this.characters += sign * run.characters;
  }
}
