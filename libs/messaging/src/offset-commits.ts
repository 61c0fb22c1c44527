import type { BatchControls } from './kafka-port.ts';
import { placeOf } from './positions.ts';

const EVERY_MS = 250;

interface Next {
  topic: string;
  partition: number;
  next: number;
}

/** Tells the broker how far the group is: all partitions in one request, a few times a second. Only operators look at it; where we are is in the database. */
export class OffsetCommits {
  private readonly due = new Map<string, Next>();
  private controls: BatchControls | undefined;
  private at = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  note(moved: readonly Next[], controls: BatchControls): void {
    for (const one of moved) this.due.set(placeOf(one), one);
    this.controls = controls;
    this.timer ??= setTimeout(() => void this.send().catch(() => undefined), EVERY_MS);
  }

  /** @throws Error when the partitions are no longer ours */
  async sendWhenDue(): Promise<void> {
    if (performance.now() - this.at >= EVERY_MS) await this.send();
  }

  async send(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.due.size === 0 || !this.controls) return;
    const offsets = [...this.due.values()];
    this.due.clear();
    this.at = performance.now();
    await this.controls.commit(offsets);
  }

  /** Partitions were given to others. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due.clear();
  }
}
