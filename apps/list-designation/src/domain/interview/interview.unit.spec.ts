import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { court, firm, marketRegulation, person, TODAY } from '../../../test/sample-designations.ts';
import { holdInterview, type HoldInterview } from './interview.decide.ts';
import { evolveInterview, noInterview, type Interview } from './interview.ts';

const d = localDate;
const asked = (over: Partial<HoldInterview> = {}, record: Partial<HoldInterview['record']> = {}): HoldInterview => ({
  record: {
    interviewId: '0193a000-0000-7000-8000-000000000031', docNo: '本市监约〔2026〕4号', kind: 'WARNING', subject: firm, authority: marketRegulation, entryId: '0193a000-0000-7000-8000-000000000001', heldOn: d('2026-11-20'),
    attended: true, attendees: ['王某（法定代表人）'], minutes: '就未按期整改进行约谈', outcome: '承诺整改', recordedBy: 'officer-1', recordedOn: TODAY, ...record,
  },
  entry: { source: marketRegulation.source, term: { from: d('2026-11-02'), until: d('2029-11-02') } }, today: TODAY, ...over,
});
const outcomeOf = (c: HoldInterview, state: Interview = noInterview): string => {
  try {
    const events = holdInterview(c, state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveInterview, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('INTERVIEW.', '');
  }
};
const held = holdInterview(asked(), noInterview).reduce(evolveInterview, noInterview);

describe('an interview: every state under its verb', () => {
  it('absent: held', () => expect(outcomeOf(asked())).toBe('InterviewHeld→held'));
  it('held: recorded already', () => expect(outcomeOf(asked(), held)).toBe('ALREADY_RECORDED'));
});

describe('谁认定、谁约谈', () => {
  const term = (from: string, until: string | null) => ({ entry: { source: marketRegulation.source, term: { from: d(from), until: until === null ? null : d(until) } } });
  it.each<[string, string, HoldInterview]>([
    ['by another than the designating authority', 'NOT_DESIGNATING_AUTHORITY', asked({}, { authority: court })],
    ['of an entry that burdens nobody', 'ENTRY_NOT_IN_FORCE', asked({ entry: { source: marketRegulation.source, term: null } })],
    ['before the entry began', 'ENTRY_NOT_IN_FORCE', asked(term('2026-11-21', null))],
    ['on the day on which it was over', 'ENTRY_NOT_IN_FORCE', asked(term('2023-11-20', '2026-11-20'))],
    ['tomorrow', 'HELD_IN_FUTURE', asked({}, { heldOn: d('2026-11-24') })],
    ['about an order of another department', 'ORDER_OF_ANOTHER', asked({ order: { source: court.source, subjectId: firm.subjectId } })],
    ['about an order to another subject', 'ORDER_OF_ANOTHER', asked({ order: { source: marketRegulation.source, subjectId: person.subjectId } })],
  ])('not %s', (_, code, command) => expect(outcomeOf(command)).toBe(code));

  it('on the first day and on the last, about an own order', () => {
    expect([outcomeOf(asked(term('2026-11-20', null))), outcomeOf(asked(term('2023-11-21', '2026-11-21'))), outcomeOf(asked({ order: { source: marketRegulation.source, subjectId: firm.subjectId } }))]).toEqual(Array(3).fill('InterviewHeld→held'));
  });
});
