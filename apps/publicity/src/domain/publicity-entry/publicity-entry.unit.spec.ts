import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import fc from 'fast-check';
import type { Verdict } from '../policies/publicity-verdict.ts';
import { decidePublicity, endTerm, fixDueDate } from './publicity-entry.decide.ts';
import type { PublicityEntryEvent } from './publicity-entry.events.ts';
import { evolve, undecided, type EntryFacts, type PublicityEntry } from './publicity-entry.ts';

const day = localDate;
const TODAY = day('2026-11-23');
const facts = (recordVersion: string, over: Partial<EntryFacts> = {}): EntryFacts => ({
  recordId: '0193a000-0000-7000-8000-000000000001', recordKind: 'administrative-penalty', recordVersion, publicId: '5b1f6f2e-0000-4000-8000-000000000001',
  subjectId: '0193a000-0000-7000-8000-0000000000aa', subjectClass: 'LEGAL_ENTITY', subjectName: '示例甲有限公司', subjectUscc: '91210500MA0TYPE14G', subjectStatus: 'registered',
  source: 'benxi-market-regulation', authorityUscc: '11210500MB0XY1017D', docNo: '示市监罚〔2026〕1号', decisionDate: day('2026-11-20'), receivedOn: TODAY,
  due: { status: 'FIXED', on: day('2026-12-01') }, ...over,
});
const publish: Verdict = { publish: true, ruleId: 'R-GENERAL', endsOn: day('2027-11-20') };
const not = (reason: string): Verdict => ({ publish: false, reason, detail: null, ruleId: `R-${reason}` });
const fold = (events: readonly PublicityEntryEvent[], from: PublicityEntry = undecided): PublicityEntry => events.reduce(evolve, from);
const decide = (state: PublicityEntry, version: string, verdict: Verdict, today = TODAY): PublicityEntry => fold(decidePublicity({ facts: facts(version), verdict, today }, state), state);

const posted = decide(undecided, '1', publish);
const states: Record<PublicityEntry['status'], PublicityEntry> = {
  undecided,
  withheld: decide(undecided, '1', not('RECORD_HELD')),
  posted,
  withdrawn: decide(posted, '2', not('RECORD_REVOKED')),
};
const provisional = (state: PublicityEntry): PublicityEntry => (state.status === 'undecided' ? state : { ...state, due: { status: 'PROVISIONAL', enteredYear: 2027 } });

type Outcome = { events: PublicityEntryEvent['type'][]; next: PublicityEntry['status'] } | { refused: string };
const commands: Record<string, { run: (s: PublicityEntry) => readonly PublicityEntryEvent[]; from?: (s: PublicityEntry) => PublicityEntry; outcome: Record<PublicityEntry['status'], Outcome> }> = {
  'a publishable version': {
    run: (s) => decidePublicity({ facts: facts('9'), verdict: publish, today: TODAY }, s),
    outcome: {
      undecided: { events: ['EntryPosted'], next: 'posted' }, withheld: { events: ['EntryPosted'], next: 'posted' },
      posted: { events: ['EntryAmended'], next: 'posted' }, withdrawn: { events: ['EntryPosted'], next: 'posted' },
    },
  },
  'a version that may not be public': {
    run: (s) => decidePublicity({ facts: facts('9'), verdict: not('RECORD_REVOKED'), today: TODAY }, s),
    outcome: {
      undecided: { events: ['EntryWithheld'], next: 'withheld' }, withheld: { events: ['EntryWithheld'], next: 'withheld' },
      posted: { events: ['EntryWithdrawn'], next: 'withdrawn' }, withdrawn: { events: ['EntryWithdrawn'], next: 'withdrawn' },
    },
  },
  'a version already answered': {
    run: (s) => decidePublicity({ facts: facts('1'), verdict: publish, today: TODAY }, s),
    outcome: {
      undecided: { events: ['EntryPosted'], next: 'posted' }, withheld: { refused: 'PUBLICITY.RECORD_VERSION_STALE' },
      posted: { refused: 'PUBLICITY.RECORD_VERSION_STALE' }, withdrawn: { refused: 'PUBLICITY.RECORD_VERSION_STALE' },
    },
  },
  'the end of the term, after its last day': {
    run: (s) => endTerm({ today: day('2027-11-21'), reason: 'NOT_PUBLIC_TERM_OVER' }, s),
    outcome: {
      undecided: { refused: 'PUBLICITY.NOT_POSTED' }, withheld: { refused: 'PUBLICITY.NOT_POSTED' },
      posted: { events: ['EntryWithdrawn'], next: 'withdrawn' }, withdrawn: { refused: 'PUBLICITY.NOT_POSTED' },
    },
  },
  'the end of the term, on its last day': {
    run: (s) => endTerm({ today: day('2027-11-20'), reason: 'NOT_PUBLIC_TERM_OVER' }, s),
    outcome: {
      undecided: { refused: 'PUBLICITY.NOT_POSTED' }, withheld: { refused: 'PUBLICITY.NOT_POSTED' },
      posted: { refused: 'PUBLICITY.TERM_NOT_OVER' }, withdrawn: { refused: 'PUBLICITY.NOT_POSTED' },
    },
  },
  'a due date for a provisional one': {
    run: (s) => fixDueDate({ on: day('2027-01-05') }, s),
    from: provisional,
    outcome: {
      undecided: { refused: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL' }, withheld: { events: ['DueDateFixed'], next: 'withheld' },
      posted: { events: ['DueDateFixed'], next: 'posted' }, withdrawn: { events: ['DueDateFixed'], next: 'withdrawn' },
    },
  },
  'a due date for a fixed one': {
    run: (s) => fixDueDate({ on: day('2027-01-05') }, s),
    outcome: {
      undecided: { refused: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL' }, withheld: { refused: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL' },
      posted: { refused: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL' }, withdrawn: { refused: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL' },
    },
  },
};

const attempt = (run: () => readonly PublicityEntryEvent[]): { events: readonly PublicityEntryEvent[] } | { refused: string } => {
  try {
    return { events: run() };
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.code };
    throw error;
  }
};

describe('publicity entry: every state under every command', () => {
  for (const [name, command] of Object.entries(commands)) {
    for (const [status, state] of Object.entries(states)) {
      it(`${status} + ${name}`, () => {
        const expected = command.outcome[status as PublicityEntry['status']];
        const before = command.from ? command.from(state) : state;
        const answer = attempt(() => command.run(before));
        if ('refused' in answer) expect(answer).toEqual(expected);
        else expect({ events: answer.events.map((e) => e.type), next: fold(answer.events, before).status }).toEqual(expected);
      });
    }
  }
});

describe('publicity entry: days', () => {
  it('states the end with the day after the last day, however late the job runs', () => {
    expect(fold(endTerm({ today: day('2028-03-01'), reason: 'NOT_PUBLIC_TERM_OVER' }, posted), posted)).toMatchObject({ status: 'withdrawn', withdrawnOn: '2027-11-21' });
  });
  it('keeps the first day not public when a withdrawn entry is withdrawn for another reason', () => {
    expect(decide(states.withdrawn, '5', not('NOT_PUBLIC_TERM_OVER'), day('2027-12-31'))).toMatchObject({ withdrawnOn: '2026-11-23', reason: 'NOT_PUBLIC_TERM_OVER' });
  });
  it('remembers the first posting when a reinstated record is posted again', () => {
    expect(decide(states.withdrawn, '3', publish, day('2026-12-20'))).toMatchObject({ status: 'posted', firstPostedOn: '2026-11-23', postedOn: '2026-12-20', endsOn: '2027-11-20' });
  });
  it('keeps the earliest day of receipt and the public address', () => {
    const later = decidePublicity({ facts: facts('2', { receivedOn: day('2026-12-05'), publicId: 'other' }), verdict: publish, today: TODAY }, posted);
    expect(fold(later, posted)).toMatchObject({ receivedOn: '2026-11-23', publicId: posted.status === 'posted' ? posted.publicId : '' });
  });
});

describe('publicity entry: any order and repetition of record versions ends in the same decision', () => {
  const verdicts = fc.constantFrom<Verdict>(publish, not('NOT_PUBLIC_MINOR_TIER'), not('RECORD_HELD'), not('RECORD_REVOKED'), { publish: true, ruleId: 'R-SERIOUS', endsOn: day('2029-11-20') });
  const decisionOf = (s: PublicityEntry): object => {
    if (s.status === 'undecided') return { public: false };
    return { public: s.status === 'posted', version: s.recordVersion, ruleId: s.ruleId, reason: s.status === 'posted' ? null : s.reason, endsOn: s.status === 'posted' ? s.endsOn : null };
  };
  const arrive = (arrivals: readonly { version: number; verdict: Verdict }[]): PublicityEntry =>
    arrivals.reduce<PublicityEntry>((state, a) => {
      const answer = attempt(() => decidePublicity({ facts: facts(String(a.version)), verdict: a.verdict, today: TODAY }, state));
      return 'refused' in answer ? state : fold(answer.events, state);
    }, undecided);

  it('holds for 1000 histories', () => {
    fc.assert(
      fc.property(
        fc.array(verdicts, { minLength: 1, maxLength: 6 }).chain((list) => {
          const versions = list.map((verdict, index) => ({ version: index + 1, verdict }));
          return fc.tuple(fc.constant(versions), fc.array(fc.constantFrom(...versions), { maxLength: 8 }).chain((extra) => fc.shuffledSubarray([...versions, ...extra], { minLength: versions.length + extra.length })));
        }),
        ([inOrder, arrivals]) => {
          expect(decisionOf(arrive(arrivals))).toEqual(decisionOf(arrive(inOrder)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
