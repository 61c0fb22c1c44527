import { epochDay, type Clock } from '@credit/kernel';
import { isTransient, withUnitOfWork, type Cause, type Database } from '@credit/persistence';
import { match } from '../domain/matching/ladder.ts';
import { ListStale } from './list-stale.ts';
import { screen, type ScreeningDesk } from './screen.ts';
import type { Ask, Asker, ScreeningAnswer } from './screening-answer.ts';

/** Nest token of the one {@link LookUps} of this instance. */
export const LOOK_UPS = Symbol('LOOK_UPS');

/** Look-ups that share a transaction at most. */
const TOGETHER_MOST = 64;
const ATTEMPTS = 3;

interface Waiting {
  readonly ask: Ask;
  answered(answer: ScreeningAnswer): void;
  refused(error: unknown): void;
}

/** One transaction at a time. Whoever asks meanwhile waits, and shares the next one with the others of the same officer; officers take turns. */
class Lane {
  private readonly lines = new Map<string, { asker: Asker; waiting: Waiting[] }>();
  private running = false;

  constructor(private readonly answer: (asker: Asker, together: readonly Waiting[]) => Promise<void>) {}

  join(asker: Asker, one: Waiting): void {
    const line = this.lines.get(asker.officer) ?? { asker, waiting: [] };
    line.waiting.push(one);
    this.lines.set(asker.officer, line);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (const [officer, line] of this.lines) {
      const together = line.waiting.splice(0, TOGETHER_MOST);
      this.lines.delete(officer);
      if (line.waiting.length > 0) this.lines.set(officer, line);
      await this.answer(line.asker, together);
    }
    this.running = false;
  }
}

/**
 * 逐项比对 — look-ups that wait at the same moment share a transaction: on a quiet day each has its own, under load their number costs little. Those that name entries wait for the rows of
 * these and go apart, so that an entry that is just being changed keeps nobody else waiting.
 */
export class LookUps {
  private readonly hits = new Lane((asker, together) => this.together(asker, together));
  private readonly others = new Lane((asker, together) => this.together(asker, together));

  constructor(private readonly db: Database, private readonly clock: Clock, private readonly desk: ScreeningDesk) {}

  /** @throws ListStale; whatever the look-up itself fails with, never a fault of one that shares its transaction */
  one(asker: Asker, ask: Ask): Promise<ScreeningAnswer> {
    const { outcome } = match(this.desk.list.current, ask.sought, epochDay(this.clock.today()));
    return new Promise((answered, refused) => (outcome === 'none' ? this.others : this.hits).join(asker, { ask, answered, refused }));
  }

  /** 批量 — all of them in one transaction, answered from one state of the list. Two that raise the same prompt at once: one waits, meets the other's row, and is run again. @throws ListStale */
  async all(asker: Asker, asks: readonly Ask[], cause?: Cause): Promise<ScreeningAnswer[]> {
    for (let n = 1; ; n += 1) {
      try {
        return await withUnitOfWork(this.db, { actor: asker.officer, now: this.clock.now(), today: this.clock.today(), ...cause }, (uow) => screen(uow, this.desk, asker, asks));
      } catch (error) {
        if (n === ATTEMPTS || !isTransient(error)) throw error;
      }
    }
  }

  private async together(asker: Asker, waiting: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.all(asker, waiting.map(({ ask }) => ask));
      for (const [n, { answered }] of waiting.entries()) answered(answers[n]!);
    } catch (error) {
      if (waiting.length === 1 || error instanceof ListStale) for (const { refused } of waiting) refused(error);
      else for (const one of waiting) await this.together(asker, [one]);
    }
  }
}
