/** 文本列 — texts by ordinal in one typed array: nothing for the collector to walk. Filled once in order, then only read. */
export class TextColumn {
  private units: Uint16Array;
  private readonly starts: Uint32Array;
  private count = 0;

  constructor(size: number) {
    this.units = new Uint16Array(size * 24);
    this.starts = new Uint32Array(size + 1);
  }

  push(text: string): void {
    const at = this.starts[this.count]!;
    const end = at + text.length;
    if (end > this.units.length) {
      const grown = new Uint16Array(Math.max(this.units.length * 2, end));
      grown.set(this.units);
      this.units = grown;
    }
    for (let i = 0; i < text.length; i += 1) this.units[at + i] = text.charCodeAt(i);
    this.count += 1;
    this.starts[this.count] = end;
  }

  at(ordinal: number): string {
    return String.fromCharCode(...this.units.subarray(this.starts[ordinal], this.starts[ordinal + 1]));
  }
}
