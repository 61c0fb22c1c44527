import { byTopic, type Addressed } from './load.ts';

const TICK_MS = 5;

/**
 * Sends each event at its intended time, begin + n / rate, whatever the broker does meanwhile: no coordinated omission. Events due in one tick travel together.
 * @param send one request; many may be in flight. @returns when the first was due, ms since the epoch
 */
export async function openLoop(events: readonly Addressed[], perSecond: number, send: (requests: ReturnType<typeof byTopic>) => Promise<unknown>): Promise<number> {
  const began = Date.now();
  const sends: Promise<unknown>[] = [];
  for (let next = 0; next < events.length;) {
    const due = Math.min(events.length, Math.floor(((Date.now() - began) / 1000) * perSecond) + 1);
    if (due > next) sends.push(send(byTopic(events.slice(next, due))));
    next = due;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(sends);
  return began;
}
