import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { firm, marketRegulation, person, TODAY } from '../../../test/sample-designations.ts';
import { delistRedEntry, expireRedEntry, takeRedReport, type RedReport } from './red-entry.decide.ts';
import { evolveRedEntry, noRedEntry, type RedEntry, type RedEntryEvent } from './red-entry.ts';

type Verb = (state: RedEntry) => readonly RedEntryEvent[];
const d = localDate;
const redList = { code: 'RED_LIST', kind: 'red', ruleId: 'LIST_RED_LIST', statute: '国发〔2016〕33号', published: true } as const;
const report = (over: Partial<RedReport> = {}): RedReport => ({
  entryId: '0193a000-0000-7000-8000-000000000041', subject: firm, listTypeCode: 'RED_LIST', authority: marketRegulation, term: { from: d('2026-03-16'), until: d('2027-03-16') }, today: TODAY,
  decision: { docNo: '本市监信〔2026〕1号', authorityUscc: marketRegulation.uscc, authorityName: marketRegulation.name, decidedOn: d('2026-03-16') }, facts: { listType: { ...redList, inForce: true }, competent: true }, ...over,
});
const removal = { kind: 'revoked', on: TODAY, reason: '不再符合条件' } as const;
const incompetent = { listType: { ...redList, inForce: true }, competent: false };

const verbs = {
  report: (s) => takeRedReport(report(), s),
  restated: (s) => takeRedReport(report({ term: { from: d('2026-03-16'), until: d('2028-03-16') } }), s),
  removed: (s) => takeRedReport(report({ removal }), s),
  unlawful: (s) => takeRedReport(report({ facts: incompetent }), s),
  delist: (s) => delistRedEntry({ by: 'officer-2', today: TODAY, docNo: '本市监信移〔2026〕1号', reason: '列入失信被执行人名单' }, s),
  expire: (s) => expireRedEntry({ today: d('2027-03-16') }, s),
} satisfies Record<string, Verb>;

const after = (...list: Verb[]): RedEntry => list.reduce<RedEntry>((at, verb) => verb(at).reduce(evolveRedEntry, at), noRedEntry);
const states = { absent: noRedEntry, 'in-force': after(verbs.report), ended: after(verbs.report, verbs.removed), 'not-applicable': after(verbs.unlawful) } satisfies Record<RedEntry['status'], RedEntry>;
type Status = keyof typeof states;

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  report: { absent: 'RedEntryTakenOver→in-force', 'in-force': 'RedReportRepeated→in-force', ended: 'RedReportRepeated→ended', 'not-applicable': 'RedEntryTakenOver→in-force' },
  restated: { absent: 'RedEntryTakenOver→in-force', 'in-force': 'RedTermRestated→in-force', ended: 'RedReportRepeated→ended', 'not-applicable': 'RedEntryTakenOver→in-force' },
  removed: { absent: 'RedReportSetAside→not-applicable', 'in-force': 'RedEntryEnded→ended', ended: 'RedReportRepeated→ended', 'not-applicable': 'RedReportSetAside→not-applicable' },
  unlawful: { absent: 'RedReportSetAside→not-applicable', 'in-force': 'RedReportRepeated→in-force', ended: 'RedReportRepeated→ended', 'not-applicable': 'RedReportSetAside→not-applicable' },
  delist: { absent: 'NOT_IN_FORCE', 'in-force': 'RedEntryEnded→ended', ended: 'NOT_IN_FORCE', 'not-applicable': 'NOT_IN_FORCE' },
  expire: { absent: 'NOT_IN_FORCE', 'in-force': 'RedEntryEnded→ended', ended: 'NOT_IN_FORCE', 'not-applicable': 'NOT_IN_FORCE' },
};

const outcomeOf = (verb: Verb, state: RedEntry): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveRedEntry, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('RED_LIST.', '');
  }
};

describe('an entry of a red list: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('a report is set aside', () => {
  it.each<[string, string, Partial<RedReport>]>([
    ['by a department without the power', 'NOT_COMPETENT', { facts: incompetent }],
    ['of a list that does not exist', 'LIST_TYPE_UNKNOWN', { facts: { listType: null, competent: false } }],
    ['of a list that is not in force', 'LIST_TYPE_NOT_IN_FORCE', { facts: { listType: { ...redList, inForce: false }, competent: true } }],
    ['of a list that is no red one', 'LIST_TYPE_UNKNOWN', { facts: { listType: { ...redList, kind: 'joint-discipline', inForce: true }, competent: true } }],
    ['about a person, of a list for units', 'SUBJECT_CLASS_NOT_LISTED', { subject: person, facts: { listType: { ...redList, inForce: true, subjectClasses: ['LEGAL_ENTITY'] }, competent: true } }],
    ['with a term that is over today', 'TERM_INVALID', { term: { from: d('2025-11-23'), until: TODAY } }],
    ['with a term that the rules cannot tell', 'TERM_REQUIRED', { term: new DomainError({ code: 'RULEBOOK.TERM_REQUIRED', message: 'x', userMessage: '决定书须载明期限' }) }],
    ['removed before it was known', 'REMOVED_ALREADY', { removal }],
  ])('%s', (_, code, over) => expect(takeRedReport(report(over), noRedEntry)).toMatchObject([{ type: 'RedReportSetAside', code }]));
});

describe('an end', () => {
  it('is not before its day', () => expect(outcomeOf((s) => expireRedEntry({ today: d('2027-03-15') }, s), states['in-force'])).toBe('TERM_NOT_OVER'));
  it('is stated with the day it was due', () => expect(after(verbs.report, (s) => expireRedEntry({ today: d('2027-04-01') }, s))).toMatchObject({ ending: 'expired', endedOn: '2027-03-16' }));
  it('does not come by date where there is none', () => expect(outcomeOf(verbs.expire, after((s) => takeRedReport(report({ term: { from: TODAY, until: null } }), s)))).toBe('TERM_NOT_OVER'));
});
