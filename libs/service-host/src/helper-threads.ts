import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const TASKS = '/proc/self/task';
/** As Linux shows V8's helpers, which mark and compile beside the thread that answers. */
const HELPER = 'V8Worker';
/** A tenth of the share of the thread that answers when both want a core. A heap may grow further before a collection is done: up to 330 MB instead of 290 while a large file is imported on two cores. */
const NICENESS = 10;
const LEAST = 19;

/**
 * Lets V8's helper threads give way: on few cores a collection beside the answers would otherwise take half of a core from them for a tenth of a second, which is what the slowest answers waited for.
 * Elsewhere than on Linux, or where it is not allowed, nothing changes.
 * @returns the thread ids that give way
 */
export function lowerHelperThreads(): number[] {
  try {
    const helpers = readdirSync(TASKS).filter((task) => readFileSync(`${TASKS}/${task}/comm`, 'utf8').trim() === HELPER).map(Number);
    const priority = Math.min(LEAST, getPriority() + NICENESS);
    for (const helper of helpers) setPriority(helper, priority); // Linux counts threads as processes
    return helpers;
  } catch {
    return [];
  }
}
