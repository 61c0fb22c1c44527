import { describe, expect, it } from '@jest/globals';
import { judgeRepair, type RepairSeen } from './repair-verdict.ts';
import { emptyVerdict } from './verdict.ts';

/** [lost, doubled, never-sent] */
const of = (seen: Omit<RepairSeen, 'what'>): number[] => {
  const verdict = emptyVerdict();
  judgeRepair({ what: 'r', ...seen }, verdict);
  return [verdict.lost.length, verdict.doubled.length, verdict.neverSent.length];
};
const granted = { kind: 'record', decided: 'approved', cases: ['approved'], register: 410, page: 410 } as const;
const left = { kind: 'record', cases: [], register: 200, page: 200 } as const;
const entry = { kind: 'list-entry', decided: 'approved', cases: ['approved'], register: 'ended', page: 410, lookUp: 'none' } as const;

describe('the judge of repairs', () => {
  it('is content when a grant has ended everything, and when nothing else has ended', () => expect([of(granted), of(left), of(entry), of({ ...left, decided: 'revoked', cases: ['revoked'] }), of({ ...left, decided: 'denied', cases: ['denied'] })]).toEqual(Array.from({ length: 5 }, () => [0, 0, 0])));
  it('sees each effect that a grant has left', () => {
    expect([of({ ...granted, register: 200 }), of({ ...granted, page: 200 }), of({ ...entry, lookUp: 'hit' }), of({ ...entry, register: 'in-force' }), of({ ...entry, silent: ['publicity'] })]).toEqual(Array.from({ length: 5 }, () => [1, 0, 0]));
  });
  it('sees what ended without a grant, and what a revoked grant did not bring back', () => {
    expect([of({ ...left, register: 410 }), of({ ...left, decided: 'revoked', cases: ['revoked'], page: 410 }), of({ ...left, page: undefined })]).toEqual([[0, 0, 1], [0, 0, 1], [1, 0, 0]]);
  });
  it('sees a decision that its case forgot, two cases of one item, and a grant that nobody gave', () => {
    expect([of({ ...granted, cases: ['accepted'] }), of({ ...granted, cases: ['approved', 'submitted'] }), of({ ...left, cases: ['approved'] })]).toEqual([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
  });
});
