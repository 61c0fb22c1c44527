import type { Outcome } from '../measure/report.ts';
import type { System } from '../stack/system.ts';
import type { Chain } from '../stack/chain.ts';

/** What the command line asks for. */
export interface Options {
  /** Counted pairs + one warm-up. */
  pairs: number;
  /** Events per run; default: the bar's own. */
  events: number | undefined;
  minutes: number;
  profile: boolean;
}

/** What a bar may use; the chain is opened when the first bar asks for it. */
export interface Bench {
  system: System;
  options: Options;
  chain(): Promise<Chain>;
  say(line: string): void;
}

export type RunBar = (bench: Bench) => Promise<Outcome>;
