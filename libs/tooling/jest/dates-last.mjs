import { readFileSync } from 'node:fs';
import TestSequencer from '@jest/test-sequencer';

const movesTheDate = ({ path }) => /\bmoveDateTo\(/.test(readFileSync(path, 'utf8'));

/**
 * Jest's own order (long suites first, by what it kept of earlier runs in this folder), but the journeys that move the business date run last, the same way each time:
 * the date only moves forward, and the ones after it stand where no calendar is published any more (domain 8.4).
 */
export default class DatesLast extends TestSequencer {
  sort(tests) {
    const journeys = tests.filter(({ path }) => path.endsWith('.e2e.spec.ts'));
    const last = journeys.filter(movesTheDate).sort((one, other) => (one.path < other.path ? -1 : 1));
    return [...super.sort(tests.filter((test) => !last.includes(test))), ...last];
  }
}
