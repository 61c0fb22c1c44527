import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { defaultRulebook as rb, dutyDueOn, reminderOn, withOverlay } from '../index.ts';

describe('履职期限', () => {
  it('counts working days, and guesses nothing beyond the last calendar', () => {
    expect(dutyDueOn(rb, 'list-conflict', d('2026-11-20'))).toEqual({ dueOn: { status: 'FIXED', date: '2026-11-27' }, ruleId: 'DUTY_LIST_CONFLICT' });
    expect(dutyDueOn(rb, 'notice-receipt', d('2026-12-28')).dueOn).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 });
  });
  it('knows no duty before the policy text', () => expect(() => dutyDueOn(rb, 'list-conflict', d('2020-05-14'))).toThrow(expect.objectContaining({ code: 'RULEBOOK.NO_RULE' })));
});

describe('提醒日', () => {
  const on = d('2026-09-01');
  it.each([
    ['five working days before a Friday', '2026-11-27', '2026-11-20'],
    ['over the National Day holiday', '2026-10-09', '2026-09-24'],
    ['in weeks where no calendar is announced', '2027-03-19', '2027-03-12'],
    ['never before the order', '2026-09-03', '2026-09-01'],
  ])('%s', (_, dueOn, expected) => expect(reminderOn(rb, { dueOn: d(dueOn), on })).toBe(expected));
  it('by the city, where it says another number', () => {
    const own = withOverlay(rb, { version: 'own', tables: { dutyPeriods: [{ id: 'DUTY_RECTIFICATION_REMINDER', workingDays: 1 }] } });
    expect(reminderOn(own, { dueOn: d('2026-11-27'), on })).toBe('2026-11-26');
  });
});
