import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { MARKET, published, text, TODAY } from '../../../test/sample-commitments.ts';
import { publishItem, withdrawItem, type PublishItem } from './commitment-item.decide.ts';
import { currentVersion, evolveItem, noItem, textOn, type CommitmentItem, type CommitmentItemEvent, type KnownItem } from './commitment-item.ts';

type Verb = (state: CommitmentItem) => readonly CommitmentItemEvent[];
const run = (...verbs: Verb[]): CommitmentItem => verbs.reduce((state, verb) => verb(state).reduce(evolveItem, state), noItem);
const outcomeOf = (verb: Verb, state: CommitmentItem): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveItem, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('COMMITMENT_ITEM.', '');
    throw error;
  }
};
const publishing = (over: Partial<PublishItem> = {}): Verb => (s) => publishItem(published(over), s);
const withdrawing: Verb = (s) => withdrawItem({ source: MARKET.source, today: d('2026-12-31'), reason: '法律修订', by: 'approver-1' }, s);
const states = { absent: noItem, published: run(publishing()), withdrawn: run(publishing(), withdrawing) } satisfies Record<CommitmentItem['status'], CommitmentItem>;

describe('承诺事项: every state under every verb (O4–O6)', () => {
  it.each<[keyof typeof states, string, Verb, string]>([
    ['absent', 'publish', publishing(), 'ItemPublished→published'], ['published', 'publish', publishing(), 'ItemPublished→published'], ['withdrawn', 'publish', publishing(), 'WITHDRAWN'],
    ['absent', 'withdraw', withdrawing, 'NOT_FOUND'], ['published', 'withdraw', withdrawing, 'ItemWithdrawn→withdrawn'], ['withdrawn', 'withdraw', withdrawing, 'WITHDRAWN'],
  ])('%s + %s: %s', (status, _, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verb, states[status])).toBe(expected);
  });

  it('of another department it is neither changed nor withdrawn', () => {
    const fire = { ...MARKET, source: 'benxi-fire' };
    expect([outcomeOf(publishing({ authority: fire }), states.published), outcomeOf((s) => withdrawItem({ source: 'benxi-fire', today: TODAY, reason: 'x', by: 'y' }, s), states.published)]).toEqual(['NOT_COMPETENT', 'NOT_COMPETENT']);
  });

  it.each<[string, Partial<PublishItem>, string]>([
    ['no text told', { text: text({ told: '' }) }, 'INCOMPLETE'], ['no conditions', { text: text({ conditions: [] }) }, 'INCOMPLETE'], ['no model text', { text: text({ modelText: '' }) }, 'INCOMPLETE'], ['no name', { text: text({ name: '' }) }, 'INCOMPLETE'],
    ['no liability', { text: text({ breachLiability: '' }) }, 'INCOMPLETE'], ['no procedure', { text: text({ procedure: '' }) }, 'INCOMPLETE'], ['no way of checking', { text: text({ checkWindow: { fromDays: 0, toDays: 9, maxChecks: 1, method: '' } }) }, 'INCOMPLETE'],
    ['a window that ends before it begins', { text: text({ checkWindow: { fromDays: 9, toDays: 8, maxChecks: 1, method: 'x' } }) }, 'INCOMPLETE'], ['no check at all', { text: text({ checkWindow: { fromDays: 0, toDays: 9, maxChecks: 0, method: 'x' } }) }, 'INCOMPLETE'],
    ['deficient acceptance without a list', { text: text({ type: 'DEFICIENT_ACCEPTANCE' }) }, 'INCOMPLETE'], ['what is promised freely', { text: text({ type: 'VOLUNTARY' as never }) }, 'TYPE_FREE'],
    ['what the law excludes', { exclusion: { id: 'COMMITMENT_NOT_FOR_ENVIRONMENT', risk: 'ENVIRONMENT', clause: 'c' } }, 'EXCLUDED'],
  ])('%s: refused', (_, over, expected) => expect(outcomeOf(publishing(over), noItem)).toBe(expected));

  it('each text holds from its day until the day of the next, that day included', () => {
    const item = run(publishing(), publishing({ today: d('2026-12-05'), text: text({ told: '第二版' }) }), withdrawing) as KnownItem;
    expect(currentVersion(item)).toMatchObject({ version: 2, from: '2026-12-05' });
    expect(['2026-11-22', '2026-11-23', '2026-12-05', '2026-12-06'].map((day) => textOn(item, 1, d(day))?.told.slice(0, 3))).toEqual([undefined, '以承诺', '以承诺', undefined]);
    expect(['2026-12-04', '2026-12-05', '2026-12-30', '2026-12-31'].map((day) => textOn(item, 2, d(day))?.told)).toEqual([undefined, '第二版', '第二版', undefined]);
    expect([textOn(item, 3, d('2026-12-10')), textOn(noItem, 1, TODAY)]).toEqual([undefined, undefined]);
  });
});
