import { describe, expect, it } from '@jest/globals';
import { judgeCommitment, type PromiseSeen } from './commitment-verdict.ts';
import { emptyVerdict } from './verdict.ts';

const kept: PromiseSeen = { what: 'x', commitmentId: 'c', done: 'kept', held: [{ id: 'c', status: 'kept' }], records: 1, shown: 1 };
const { done: _, ...open } = { ...kept, held: [{ id: 'c', status: 'tracking' }], records: 0 };
const retracted: PromiseSeen = { ...kept, done: 'retracted', held: [{ id: 'c', status: 'retracted' }], records: 0, shown: 0 };
const found = (seen: PromiseSeen): string[] => {
  const verdict = emptyVerdict();
  judgeCommitment(seen, verdict);
  return (['lost', 'doubled', 'neverSent'] as const).flatMap((kind) => verdict[kind].map(() => kind));
};

describe('a promise under fire', () => {
  it.each<[string, PromiseSeen, string[]]>([
    ['kept, everywhere', kept, []], ['open, everywhere', open, []], ['retracted, everywhere', retracted, []],
    ['nothing was acknowledged and nothing is there', { what: 'x', held: [], records: 0, shown: 0 }, []],
    ['it is two commitments', { ...kept, held: [...kept.held, { id: 'd', status: 'tracking' }] }, ['doubled']],
    ['it is another one than acknowledged', { ...kept, held: [{ id: 'd', status: 'kept' }] }, ['lost']],
    ['it is gone', { ...open, held: [], shown: 0 }, ['lost', 'lost']],
    ['kept, and its owner does not say so', { ...kept, held: [{ id: 'c', status: 'tracking' }] }, ['lost']],
    ['kept without anybody saying so', { ...open, held: [{ id: 'c', status: 'kept' }] }, ['neverSent']],
    ['kept, and the register has nothing', { ...kept, records: 0 }, ['lost']],
    ['two records of one promise', { ...kept, records: 2 }, ['doubled']],
    ['a record of what was not assessed', { ...open, records: 1 }, ['neverSent']],
    ['not in the column', { ...open, shown: 0 }, ['lost']],
    ['twice in the column', { ...kept, shown: 2 }, ['doubled']],
    ['retracted and still in the column', { ...retracted, shown: 1 }, ['neverSent']],
  ])('%s', (_name, seen, expected) => expect(found(seen)).toEqual(expected));
});
