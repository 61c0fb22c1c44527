import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { lowerHelperThreads } from './helper-threads.ts';

const onLinux = process.platform === 'linux';

describe("V8's helper threads", () => {
  it('give way to the thread that answers, and only they', () => {
    const own = getPriority();
    const lowered = lowerHelperThreads();
    if (!onLinux) return expect(lowered).toEqual([]);
    expect(lowered.length).toBeGreaterThan(0);
    for (const task of readdirSync('/proc/self/task')) {
      const helper = readFileSync(`/proc/self/task/${task}/comm`, 'utf8').trim() === 'V8Worker';
      expect([task, helper, getPriority(Number(task))]).toEqual([task, lowered.includes(Number(task)), helper ? Math.min(19, own + 10) : own]);
    }
  });
});
