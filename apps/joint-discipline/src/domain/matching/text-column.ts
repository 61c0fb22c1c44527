import { roomFor } from './room.ts';

/** 文本列 — texts by ordinal in one typed array: nothing for the collector to walk. One byte a character until a text needs two. Filled in order, then only read. */
export class TextColumn {
  private units: Uint8Array | Uint16Array;
  private starts: Uint32Array;
  private count = 0;

  /** @param size texts that are expected @param length of one of them */
  constructor(size: number, length: number) {
    this.units = new Uint8Array(size * length);
    this.starts = new Uint32Array(size + 1);
  }

  push(text: string): void {
    const at = this.starts[this.count]!;
    const end = at + text.length;
    if (end > this.units.length) this.units = roomFor(this.units, end);
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff && this.units instanceof Uint8Array) this.units = Uint16Array.from(this.units);
      this.units[at + i] = unit;
    }
    this.count += 1;
    if (this.count === this.starts.length) this.starts = roomFor(this.starts, this.count + 1);
    this.starts[this.count] = end;
  }

  at(ordinal: number): string {
    const units: number[] = []; // spread from a typed array takes seven times as long
    for (let i = this.starts[ordinal]!; i < this.starts[ordinal + 1]!; i += 1) units.push(this.units[i]!);
    return String.fromCharCode.apply(null, units);
  }

  /** Whether the text at the ordinal is this one. */
  is(ordinal: number, text: string): boolean {
    const at = this.starts[ordinal]!;
    if (this.starts[ordinal + 1]! - at !== text.length) return false;
    for (let i = 0; i < text.length; i += 1) if (this.units[at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Gives back what it had in reserve. */
  trim(): void {
    this.units = this.units.slice(0, this.starts[this.count]);
    this.starts = this.starts.slice(0, this.count + 1);
  }
}
