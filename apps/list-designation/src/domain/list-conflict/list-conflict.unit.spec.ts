import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { defaultRulebook } from '@credit/rulebook';
import { court, firm, marketRegulation, TODAY } from '../../../test/sample-designations.ts';
import { conflictDueOn } from './conflict-deadline.ts';
import { closeConflict, decideDelisting, openConflict } from './list-conflict.decide.ts';
import { evolveConflict, noConflict, type ConflictCase, type ConflictEvent, type ListConflict } from './list-conflict.ts';

type Verb = (state: ListConflict) => readonly ConflictEvent[];
const found: ConflictCase = {
  conflictId: '0193a000-0000-7000-8000-000000000051', subject: firm, openedOn: TODAY, dueOn: localDate('2026-11-30'),
  red: { entryId: '0193a000-0000-7000-8000-000000000041', listType: 'RED_LIST', authority: marketRegulation, docNo: '本市监信〔2026〕1号' },
  black: { entryId: '0193a000-0000-7000-8000-000000000002', listType: 'JUDGMENT_DEFAULTER', authority: court, docNo: '（2026）辽05执123号' },
};
const decide = (source: string): Verb => (s) => decideDelisting({ by: 'officer-2', source, today: TODAY, docNo: '本市监信移〔2026〕1号', reason: '列入失信被执行人名单' }, s);

const verbs = {
  open: (s) => openConflict({ case: found }, s),
  decide: decide(marketRegulation.source),
  decideByBlack: decide(court.source),
  blackEnds: (s) => closeConflict({ on: TODAY, because: 'black-ended', reason: '已履行' }, s),
  redEnds: (s) => closeConflict({ on: TODAY, because: 'red-ended', reason: '期限届满' }, s),
} satisfies Record<string, Verb>;

const after = (...list: Verb[]): ListConflict => list.reduce<ListConflict>((at, verb) => verb(at).reduce(evolveConflict, at), noConflict);
const states = { absent: noConflict, open: after(verbs.open), delisted: after(verbs.open, verbs.decide), closed: after(verbs.open, verbs.blackEnds) } satisfies Record<ListConflict['status'], ListConflict>;
type Status = keyof typeof states;

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  open: { absent: 'ConflictOpened→open', open: 'ALREADY_OPENED', delisted: 'ALREADY_OPENED', closed: 'ALREADY_OPENED' },
  decide: { absent: 'NOT_FOUND', open: 'ConflictDelisted→delisted', delisted: 'ENDED', closed: 'ENDED' },
  decideByBlack: { absent: 'NOT_FOUND', open: 'NOT_RED_AUTHORITY', delisted: 'NOT_RED_AUTHORITY', closed: 'NOT_RED_AUTHORITY' },
  blackEnds: { absent: 'NOT_FOUND', open: 'ConflictClosed→closed', delisted: 'ENDED', closed: 'ENDED' },
  redEnds: { absent: 'NOT_FOUND', open: 'ConflictClosed→closed', delisted: 'ENDED', closed: 'ENDED' },
};

const outcomeOf = (verb: Verb, state: ListConflict): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveConflict, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('CONFLICT.', '');
  }
};

describe('a conflict of lists: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

it('a case that closed by itself says which entry ended, and why', () => {
  expect(states.closed).toMatchObject({ because: 'black-ended', reason: '已履行', endedOn: TODAY });
  expect(after(verbs.open, verbs.redEnds)).toMatchObject({ because: 'red-ended', reason: '期限届满' });
});

describe('the deadline', () => {
  it('is that of the duty, in working days', () => expect(conflictDueOn(defaultRulebook, TODAY)).toEqual({ status: 'FIXED', date: '2026-11-30' }));
  it('is not guessed into a year without a calendar', () => expect(conflictDueOn(defaultRulebook, localDate('2026-12-28'))).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 }));
  it('is none while no rule sets one: the case is opened all the same', () => expect(conflictDueOn(defaultRulebook, localDate('2019-01-02'))).toBeUndefined());
});
