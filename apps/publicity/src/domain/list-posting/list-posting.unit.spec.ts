import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, localDate, type LocalDate } from '@credit/kernel';
import fc from 'fast-check';
import { beginPosting, followEntry, lapsePosting, type FollowEntry } from './list-posting.decide.ts';
import { evolvePosting, noPosting, type ListPosting, type ListPostingEvent } from './list-posting.ts';

type Verb = (state: ListPosting) => readonly ListPostingEvent[];
const d = localDate;
const TODAY = d('2026-11-23');
const subject = { subjectId: '0193a000-0000-7000-8000-0000000000aa', subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' } as const;
const entry = (version: number, over: { from?: LocalDate; until?: LocalDate | null; ended?: LocalDate; today?: LocalDate } = {}): FollowEntry => {
  const { from = TODAY, until = d('2029-11-23'), ended, today = TODAY } = over;
  return {
    facts: { entryId: '0193a000-0000-7000-8000-000000000001', entryVersion: String(version), listType: 'MARKET_SERIOUS', subject, ruleId: 'LIST_MARKET_SERIOUS', from, until }, postedOn: TODAY, today, termOver: 'LIST_TERM_OVER',
    ...(ended === undefined ? {} : { ending: { on: ended, reason: 'LIST_REVOKED' } }),
  };
};
const follow = (command: FollowEntry): Verb => (s) => followEntry(command, s);
const LATER = d('2026-12-01');
const END = d('2029-11-23');

const verbs = {
  inForce: follow(entry(9)),
  beginsLater: follow(entry(9, { from: LATER })),
  overByDate: follow(entry(9, { until: TODAY, from: d('2026-11-01') })),
  ended: follow(entry(9, { ended: TODAY })),
  older: follow(entry(1)),
  begin: (s) => beginPosting({ today: LATER }, s),
  lapse: (s) => lapsePosting({ today: END, reason: 'LIST_TERM_OVER' }, s),
} satisfies Record<string, Verb>;

const after = (...list: Verb[]): ListPosting => list.reduce<ListPosting>((at, verb) => verb(at).reduce(evolvePosting, at), noPosting);
const posted = follow(entry(1));
const states = {
  absent: noPosting, scheduled: after(follow(entry(1, { from: LATER }))), posted: after(posted), lapsed: after(posted, verbs.lapse), withdrawn: after(posted, follow(entry(2, { ended: TODAY }))), forgone: after(follow(entry(2, { ended: TODAY }))),
} satisfies Record<ListPosting['status'], ListPosting>;
type Status = keyof typeof states;

const over = { withdrawn: 'OVER', forgone: 'OVER' };
const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  inForce: { absent: 'ListEntryPosted→posted', scheduled: 'ListEntryPosted→posted', posted: 'PostingAmended→posted', lapsed: 'ListEntryPosted→posted', ...over },
  beginsLater: { absent: 'PostingScheduled→scheduled', scheduled: 'PostingScheduled→scheduled', posted: 'PostingAmended→posted', lapsed: 'PostingAmended→lapsed', ...over },
  overByDate: { absent: 'PostingScheduled→scheduled', scheduled: 'PostingScheduled→scheduled', posted: 'PostingLapsed→lapsed', lapsed: 'PostingAmended→lapsed', ...over },
  ended: { absent: 'PostingClosed→forgone', scheduled: 'PostingClosed→forgone', posted: 'ListEntryWithdrawn→withdrawn', lapsed: 'PostingClosed→withdrawn', ...over },
  older: { absent: 'ListEntryPosted→posted', scheduled: 'VERSION_STALE', posted: 'VERSION_STALE', lapsed: 'VERSION_STALE', withdrawn: 'VERSION_STALE', forgone: 'VERSION_STALE' },
  begin: { absent: 'NOT_SCHEDULED', scheduled: 'ListEntryPosted→posted', posted: 'NOT_SCHEDULED', lapsed: 'NOT_SCHEDULED', withdrawn: 'NOT_SCHEDULED', forgone: 'NOT_SCHEDULED' },
  lapse: { absent: 'NOT_POSTED', scheduled: 'NOT_POSTED', posted: 'PostingLapsed→lapsed', lapsed: 'NOT_POSTED', withdrawn: 'NOT_POSTED', forgone: 'NOT_POSTED' },
};

const outcomeOf = (verb: Verb, state: ListPosting): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolvePosting, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('LIST_POSTING.', '');
  }
};

describe('a posting of a list entry: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('days', () => {
  it('begins on its first day, and not before; not at all when its term has passed meanwhile', () => {
    expect(outcomeOf((s) => beginPosting({ today: addDays(LATER, -1) }, s), states.scheduled)).toBe('NOT_SCHEDULED');
    expect(after(follow(entry(1, { from: LATER })), (s) => beginPosting({ today: d('2026-12-09') }, s))).toMatchObject({ status: 'posted', postedOn: LATER });
    expect(outcomeOf(verbs.begin, after(follow(entry(1, { from: d('2026-11-25'), until: LATER }))))).toBe('NOT_SCHEDULED');
  });
  it('lapses on the day it was due, however late, and not before', () => {
    expect(outcomeOf((s) => lapsePosting({ today: addDays(END, -1), reason: 'LIST_TERM_OVER' }, s), states.posted)).toBe('TERM_NOT_OVER');
    expect(after(posted, (s) => lapsePosting({ today: d('2030-02-01'), reason: 'LIST_TERM_OVER' }, s))).toMatchObject({ withdrawnOn: END, reason: 'LIST_TERM_OVER' });
    expect(outcomeOf(verbs.lapse, after(follow(entry(1, { until: null }))))).toBe('TERM_NOT_OVER');
  });
  it('a lapsed one keeps how it was withdrawn when its owner states the end', () => {
    expect(after(posted, verbs.lapse, follow(entry(2, { ended: d('2030-01-01') })))).toMatchObject({ status: 'withdrawn', withdrawnOn: END, reason: 'LIST_TERM_OVER' });
  });
});

/** What the journal would tell of versions that come in any order, some of them again. */
const told = (commands: readonly FollowEntry[]): string[] => {
  let state: ListPosting = noPosting;
  const facts: string[] = [];
  for (const command of commands) {
    try {
      for (const event of followEntry(command, state)) {
        state = evolvePosting(state, event);
        if (['ListEntryPosted', 'ListEntryWithdrawn', 'PostingLapsed'].includes(event.type)) facts.push(event.type === 'ListEntryPosted' ? 'posted' : 'withdrawn');
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return facts;
};

it('whatever comes again, and in whatever order: shown and withdrawn take turns, and after its end nothing is shown (R11)', () => {
  const versions = [entry(1), entry(2, { until: d('2030-11-23') }), entry(3, { ended: TODAY })];
  const seen = new Set<string>();
  fc.assert(fc.property(fc.array(fc.constantFrom(0, 1, 2), { maxLength: 12 }), (order) => {
    const facts = told(order.map((n) => versions[n]!));
    seen.add(facts.join());
    facts.forEach((fact, n) => expect(fact).toBe(n % 2 === 0 ? 'posted' : 'withdrawn'));
    expect(facts.length).toBeLessThanOrEqual(2);
    if (order.includes(2)) expect(told([...order, 0, 1, 2].map((n) => versions[n]!))).toEqual(facts);
  }));
  expect([...seen].sort()).toEqual(['', 'posted', 'posted,withdrawn']);
});
