/** A sleep that can be ended early. */
export class Alarm {
  private ring: () => void = () => undefined;
  private deaf = false;

  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.ring = () => undefined;
  }

  /** A sleep that {@link wake} does not end; none at all for less than a millisecond. */
  async rest(ms: number): Promise<void> {
    if (ms < 1) return;
    this.deaf = true;
    await this.sleep(ms);
    this.deaf = false;
  }

  /** Ends the sleep; nothing when nobody sleeps. */
  wake(): void {
    if (!this.deaf) this.ring();
  }

  /** Ends sleep and rest. */
  end(): void {
    this.ring();
  }
}
