import type { Output } from '../output.ts';
import type { Settings } from '../settings.ts';

/** What every command gets: settings, where to print, the outside world. */
export interface CommandContext {
  settings: Settings;
  output: Output;
  /** Milliseconds since the epoch. */
  nowMs(): number;
  readInput(): Promise<string>;
  /** Aborted by Ctrl-C. */
  stop: AbortSignal;
}
