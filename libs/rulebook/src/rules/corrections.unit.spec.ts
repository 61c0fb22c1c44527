import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { EFFECT_KINDS } from '../codes/index.ts';
import { correctionOf, defaultRulebook as rb, dutyDueOn } from '../index.ts';

describe('纠正方式 (O99: 采取措施消除不良影响)', () => {
  it.each(EFFECT_KINDS.map(({ code }) => code))('every kind of effect is put right in some way: %s', (kind) => expect(correctionOf(rb, kind, d('2026-11-23')).effect).toBe(kind));
  it('a measure is undone with an apology, what was public is corrected in public, who was told is told again', () => {
    expect((['measure', 'list-posting', 'publicity', 'look-up-answer', 'notice', 'related-person-entry'] as const).map((kind) => correctionOf(rb, kind, d('2026-11-23')).action)).toEqual(['undo-and-apologise', 'public-notice', 'public-notice', 'tell-users', 'tell-addressee', 'tell-person']);
  });
  it('there is no rule before the plan', () => expect(() => correctionOf(rb, 'measure', d('2020-05-14'))).toThrow(/no correction of measure/));
  it('is due after three working days', () => expect(dutyDueOn(rb, 'correction', d('2026-11-23')).dueOn).toEqual({ status: 'FIXED', date: '2026-11-26' }));
});
