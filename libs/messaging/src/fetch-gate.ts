import type { BatchControls, RawBatch } from './kafka-port.ts';

/** A batch and what can be done with its partition. */
export interface FetchedBatch {
  batch: RawBatch;
  controls: BatchControls;
}

interface Waiting extends FetchedBatch {
  done(): void;
  failed(error: unknown): void;
}

/** Gathers the batches that one fetch brings, so that they can share a transaction, and lets one such group through at a time. */
export class FetchGate {
  private waiting: Waiting[] = [];
  private turn: Promise<void> = Promise.resolve();
  private readonly work: (group: readonly FetchedBatch[]) => Promise<void>;

  constructor(work: (group: readonly FetchedBatch[]) => Promise<void>) {
    this.work = work;
  }

  /** Settles when the group of this batch has been worked off. */
  pass(batch: RawBatch, controls: BatchControls): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ batch, controls, done, failed });
      if (this.waiting.length === 1) this.turn = this.turn.then(() => this.next());
    });
  }

  private async next(): Promise<void> {
    const group = this.waiting;
    this.waiting = [];
    try {
      await this.work(group);
      for (const { done } of group) done();
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }
}
