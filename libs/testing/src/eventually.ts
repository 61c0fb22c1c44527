import { setTimeout as pause } from 'node:timers/promises';
import { livedTime } from './lived-time.ts';

/** `timeoutMs` 20,000 and `intervalMs` 50 unless told. */
export interface Patience {
  timeoutMs?: number;
  intervalMs?: number;
}

const show = (value: unknown): string => {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 500 ? `${json.slice(0, 500)}…` : json;
};

/**
 * The only way a test waits. Asks again until `probe` gives a truthy value without throwing, and returns that value.
 * @param sentence what a human waits for: "the receipt is on the topic"
 * @throws Error `waited 20.0 s for: <sentence>; last seen: …` when the time is over; a probe that hangs counts as over time too. Time in which the whole process is stopped does not count.
 */
export async function eventually<T>(probe: () => T | Promise<T>, sentence: string, { timeoutMs = 20_000, intervalMs = 50 }: Patience = {}): Promise<NonNullable<T>> {
  let last: unknown = 'nothing, the probe never answered';
  let over!: () => void;
  const overtime = new Promise<'overtime'>((resolve) => (over = () => resolve('overtime')));
  const lived = livedTime((ms) => ms >= timeoutMs && over());
  try {
    while (lived.ms() < timeoutMs) {
      try {
        const seen = await Promise.race([Promise.resolve(probe()).then((value) => ({ value })), overtime]);
        if (seen === 'overtime') break;
        if (seen.value) return seen.value as NonNullable<T>;
        last = seen.value;
      } catch (error) {
        last = error;
      }
      await pause(intervalMs);
    }
  } finally {
    lived.stop();
  }
  throw new Error(`waited ${(timeoutMs / 1000).toFixed(1)} s for: ${sentence}; last seen: ${show(last)}`, last instanceof Error ? { cause: last } : undefined);
}
