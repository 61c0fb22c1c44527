import { describe, expect, it } from '@jest/globals';
import { stopInOrder } from './run.ts';

describe('a stop', () => {
  it('goes on past a step that never ends or fails, and says which', async () => {
    const done: string[] = [];
    const told: unknown[] = [];
    const logger = { warn: (fields: { step: string }) => told.push(fields.step) } as never;
    await stopInOrder({ logger }, [
      { name: 'waits for a broker that is away', atMostMs: 20, run: () => new Promise(() => undefined) },
      { name: 'fails', run: () => Promise.reject(new Error('no')) },
      { name: 'database', run: async () => void done.push('database') },
    ]);
    expect([told, done]).toEqual([['waits for a broker that is away', 'fails'], ['database']]);
  });
});
