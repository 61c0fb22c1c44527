import type { Database } from '@credit/persistence';
import type { CodeSource } from '../application/make-commitment.ts';
import { commitmentCodeOf, harmlessSequence } from '../domain/policies/commitment-code.ts';

/** How many numbers one round trip reserves. What a process does not use is lost; numbers are unique, not without gaps. */
const BLOCK = 50;
const RESERVE = {
  name: 'commitment_sequence_reserve',
  text: `insert into commitment_sequence as s (region, day, next) values ($1, $2, 1 + ${BLOCK}) on conflict (region, day) do update set next = s.next + ${BLOCK} returning next`,
};

/** 承诺编码 — unique over all instances: blocks of numbers per place and day, reserved in a statement of their own so that no transaction holds the counter. Ask before a transaction begins, or hold at most one. */
export function codeBlocks(db: Database): CodeSource {
  const blocks = new Map<string, Promise<{ next: number; end: number }>>();
  const reserve = async (region: string, madeOn: string): Promise<{ next: number; end: number }> => {
    const { rows } = await db.pool.query<{ next: number }>({ ...RESERVE, values: [region, madeOn] });
    return { next: rows[0]!.next - BLOCK, end: rows[0]!.next };
  };
  return {
    async take(region, madeOn) {
      const key = `${region} ${madeOn}`;
      for (;;) {
        const pending = blocks.get(key) ?? reserve(region, madeOn);
        blocks.set(key, pending);
        const block = await pending.catch((error: unknown) => {
          blocks.delete(key);
          throw error;
        });
        const sequence = harmlessSequence(region, madeOn, block.next);
        block.next = sequence + 1;
        if (sequence < block.end) return commitmentCodeOf(region, madeOn, sequence);
        if (blocks.get(key) === pending) blocks.delete(key);
      }
    },
  };
}
