/** A sleep that can be ended early. */
export class Alarm {
  private ring: () => void = () => undefined;

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

  /** Ends the sleep; nothing when nobody sleeps. */
  wake(): void {
    this.ring();
  }
}
