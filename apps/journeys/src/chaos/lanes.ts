const RETRY_MS = 250;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Queues that are worked off one after the other until the load ends: who is told "not yet" asks again, with the same words. */
export class Lanes<T> {
  private readonly queues = new Map<string, T[]>();
  private readonly working: Promise<void>[] = [];
  /** False from {@link finish} on: nothing new is made, what waits is sent to its end. */
  open = true;

  queue(name: string): T[] {
    const known = this.queues.get(name) ?? [];
    this.queues.set(name, known);
    return known;
  }

  waiting(): number {
    return [...this.queues.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  /** Works off a queue: `send` says true when the item is done; false, or an error, means again. */
  run(name: string, send: (item: T) => Promise<boolean>): void {
    this.also(async () => {
      const queue = this.queue(name);
      while (this.open || queue.length > 0) {
        const [first] = queue;
        if (first === undefined) await pause(20);
        else if (await send(first).catch(() => false)) queue.shift();
        else await pause(RETRY_MS);
      }
    });
  }

  /** Work of another shape that ends with the load. */
  also(work: () => Promise<void>): void {
    this.working.push(work());
  }

  async finish(): Promise<void> {
    this.open = false;
    await Promise.all(this.working);
  }
}

const WALKERS = 6;
const BETWEEN_WALKS_MS = 4_000;

/** Walkers that take one firm after the other, round after round, until the load ends: whatever a fault hits has work, however late in the run it comes. */
export class Rounds {
  private open = true;
  private walks = 0;
  private working: Promise<void>[] = [];

  start<F>(firms: readonly F[], walk: (firm: F, round: number) => Promise<void>): void {
    this.working = Array.from({ length: WALKERS }, async () => {
      while (this.open) {
        const turn = this.walks++;
        await walk(firms[turn % firms.length]!, Math.floor(turn / firms.length));
        if (this.open) await pause(BETWEEN_WALKS_MS);
      }
    });
  }

  /** Resolves when the walks that are under way are through. */
  async finish(): Promise<void> {
    this.open = false;
    await Promise.all(this.working);
  }
}

/** Asks until the answer is one; an error means not yet. */
export async function insist<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await pause(RETRY_MS);
  }
}
