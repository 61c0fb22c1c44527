import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { court, firm, marketRegulation, penaltyNo, person, TODAY } from '../../../test/sample-designations.ts';
import { basisFell, concludeRectification, extendDeadline, orderRectification, remind, submitEvidence, type OrderRectification } from './rectification-order.decide.ts';
import type { RectificationEvent } from './rectification-order.events.ts';
import { evolveOrder, isOverdue, noOrder, type RectificationOrder } from './rectification-order.ts';

type Verb = (state: RectificationOrder) => readonly RectificationEvent[];
const run = (...verbs: Verb[]): RectificationOrder => verbs.reduce<RectificationOrder>((at, verb) => verb(at).reduce(evolveOrder, at), noOrder);
const d = localDate;
const officer = { by: 'officer-1', today: TODAY };
const DUE = d('2026-12-11');
const AFTER = d('2026-12-12');

const asked = (over: Partial<OrderRectification> = {}): OrderRectification => ({
  ...officer, orderId: '0193a000-0000-7000-8000-000000000021', docNo: '本市监责改〔2026〕12号', subject: firm, authority: marketRegulation, basis: [penaltyNo(1), penaltyNo(2)], facts: '销售超过保质期的食品', demands: '下架销毁',
  dueOn: DUE, remindOn: d('2026-12-04'), effective: [penaltyNo(1).recordId, penaltyNo(2).recordId], speaksFor: [marketRegulation.uscc], ...over,
});

const verbs = {
  order: (s) => orderRectification(asked(), s),
  remind: (s) => remind({ today: d('2026-12-04') }, s),
  extend: (s) => extendDeadline({ ...officer, dueOn: d('2026-12-25'), remindOn: d('2026-12-18'), reason: '采购需要时间' }, s),
  submit: (s) => submitEvidence({ ...officer, statement: '已下架销毁' }, s),
  rectified: (s) => concludeRectification({ ...officer, rectified: true, finding: '整改到位' }, s),
  notRectified: (s) => concludeRectification({ by: 'officer-1', today: d('2026-12-28'), rectified: false, finding: '逾期未整改' }, s),
  basisFell: (s) => basisFell({ ...officer, recordId: penaltyNo(1).recordId, reason: '处罚决定被撤销', effective: [] }, s),
  basisFellButOne: (s) => basisFell({ ...officer, recordId: penaltyNo(1).recordId, reason: '处罚决定被撤销', effective: [penaltyNo(2).recordId] }, s),
} satisfies Record<string, Verb>;

const ordered = run(verbs.order);
const states = {
  absent: noOrder, ordered, reminded: run(verbs.order, verbs.remind), 'evidence-submitted': run(verbs.order, verbs.submit), rectified: run(verbs.order, verbs.submit, verbs.rectified),
  'not-rectified': run(verbs.order, verbs.notRectified), revoked: run(verbs.order, verbs.basisFell),
} satisfies Record<RectificationOrder['status'], RectificationOrder>;
type Status = keyof typeof states;

const row = (ordered: string, reminded: string, submitted: string): Record<Status, string> =>
  ({ absent: 'NOT_ORDERED', ordered, reminded, 'evidence-submitted': submitted, rectified: 'ENDED', 'not-rectified': 'ENDED', revoked: 'ENDED' });
const same = (outcome: string): Record<Status, string> => row(outcome, outcome, outcome);
const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  order: { ...(Object.fromEntries(Object.keys(states).map((s) => [s, 'ALREADY_ORDERED'])) as Record<Status, string>), absent: 'RectificationOrdered→ordered' },
  remind: row('SubjectReminded→reminded', 'NOTHING_TO_REMIND', 'NOTHING_TO_REMIND'),
  extend: row('DeadlineExtended→ordered', 'DeadlineExtended→ordered', 'EVIDENCE_IN_HAND'),
  submit: same('EvidenceSubmitted→evidence-submitted'),
  rectified: row('NO_EVIDENCE', 'NO_EVIDENCE', 'RectificationConcluded→rectified'),
  notRectified: same('RectificationConcluded→not-rectified'),
  basisFell: same('OrderRevoked→revoked'),
  basisFellButOne: row('OrderRebased→ordered', 'OrderRebased→reminded', 'OrderRebased→evidence-submitted'),
};

const outcomeOf = (verb: Verb, state: RectificationOrder): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveOrder, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('RECTIFICATION.', '');
  }
};

describe('an order to rectify: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('an order is refused', () => {
  const entry = { entryId: '0193a000-0000-7000-8000-000000000001', subjectId: firm.subjectId, source: marketRegulation.source };
  it.each<[string, string, Partial<OrderRectification>]>([
    ['without a document', 'NO_EFFECTIVE_BASIS', { basis: [] }],
    ['without a document in effect', 'NO_EFFECTIVE_BASIS', { effective: [] }],
    ['on a document about somebody else', 'BASIS_OF_ANOTHER_SUBJECT', { basis: [penaltyNo(1), { ...penaltyNo(2), subjectId: person.subjectId }] }],
    ['by a department that issued none of the documents', 'NOT_COMPETENT', { authority: court, speaksFor: [court.uscc] }],
    ['by a department that issued only a document that has fallen', 'NOT_COMPETENT', { basis: [{ ...penaltyNo(1), authorityUscc: court.uscc }, penaltyNo(2)], effective: [penaltyNo(1).recordId] }],
    ['about an entry of somebody else', 'ENTRY_OF_ANOTHER_SUBJECT', { entry: { ...entry, subjectId: person.subjectId } }],
    ['of a campaign that is not running', 'CAMPAIGN_NOT_RUNNING', { campaign: { code: 'food-2026', running: false } }],
    ['with a deadline of today', 'DEADLINE_INVALID', { dueOn: TODAY }],
  ])('%s', (_, code, over) => expect(outcomeOf((s) => orderRectification(asked(over), s), noOrder)).toBe(code));

  it('but not of the department that designated the entry, whoever issued the documents', () => {
    expect(outcomeOf((s) => orderRectification(asked({ authority: court, speaksFor: [court.uscc], entry: { ...entry, source: court.source } }), s), noOrder)).toBe('RectificationOrdered→ordered');
  });
  it('and names the campaign that is running', () => expect(run((s) => orderRectification(asked({ campaign: { code: 'food-2026', running: true } }), s))).toMatchObject({ campaign: 'food-2026' }));
  it('and rests on the documents that are in effect', () => expect(run((s) => orderRectification(asked({ effective: [penaltyNo(2).recordId] }), s))).toMatchObject({ basis: [{ docNo: penaltyNo(2).docNo }] }));
});

describe('the time that was given', () => {
  const extend = (over: object): Verb => (s) => extendDeadline({ ...officer, dueOn: d('2026-12-25'), remindOn: d('2026-12-18'), reason: '采购需要时间', ...over }, s);
  it('is the subject\'s to its last day', () => {
    const fail = (today: string): Verb => (s) => concludeRectification({ by: 'officer-1', today: d(today), rectified: false, finding: '未整改' }, s);
    for (const state of [ordered, states.reminded, states['evidence-submitted']]) expect(outcomeOf(fail(DUE), state)).toBe('DEADLINE_RUNNING');
    expect(outcomeOf(fail(AFTER), ordered)).toBe('RectificationConcluded→not-rectified');
  });
  it('is extended once, to a later day, while it runs; and then there is a new reminder', () => {
    const extended = run(verbs.order, verbs.remind, verbs.extend);
    expect(extended).toMatchObject({ status: 'ordered', dueOn: '2026-12-25', remindOn: '2026-12-18', extension: { from: DUE, reason: '采购需要时间' } });
    expect(outcomeOf(verbs.extend, extended)).toBe('ALREADY_EXTENDED');
    expect(outcomeOf((s) => remind({ today: d('2026-12-18') }, s), extended)).toBe('SubjectReminded→reminded');
    expect(outcomeOf(extend({ dueOn: DUE }), ordered)).toBe('DEADLINE_INVALID');
    expect(outcomeOf(extend({ today: AFTER }), ordered)).toBe('DEADLINE_PASSED');
    expect(outcomeOf(extend({ today: DUE }), ordered)).toBe('DeadlineExtended→ordered');
  });
  it('is overdue the day after, unless evidence is in hand', () => {
    expect([isOverdue(ordered, DUE), isOverdue(ordered, AFTER), isOverdue(states.reminded, AFTER), isOverdue(states['evidence-submitted'], AFTER), isOverdue(states.rectified, AFTER), isOverdue(noOrder, AFTER)]).toEqual([false, true, true, false, false, false]);
  });
  it('is reminded of on its day and not before', () => expect(outcomeOf((s) => remind({ today: d('2026-12-03') }, s), ordered)).toBe('REMINDER_NOT_DUE'));
  it('late evidence is taken, and all of it is kept', () => {
    expect(run(verbs.order, verbs.submit, (s) => submitEvidence({ by: 'officer-1', today: d('2027-01-05'), statement: '补充照片' }, s))).toMatchObject({ submissions: [{ statement: '已下架销毁' }, { on: '2027-01-05', statement: '补充照片' }] });
  });
});

it('a document that an order does not cite moves nothing', () => {
  expect(outcomeOf((s) => basisFell({ ...officer, recordId: '0193a000-0000-7000-8000-0000000001ff', reason: 'x', effective: [] }, s), ordered)).toBe('BASIS_NOT_CITED');
});
