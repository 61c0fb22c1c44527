import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, localDate as d } from '@credit/kernel';
import { deficient, MARKET, officer, promised, seen, text, TODAY, volunteered } from '../../../test/sample-commitments.ts';
import { acceptExplanation, decideBreach, explainBreach, noticeBreach, orderRectification, revokeBreach } from './breach.decide.ts';
import { endCommitment, linkRepair, makeCommitment, reportPerformance, retractCommitment, supplyDocuments } from './commitment.decide.ts';
import type { CommitmentEvent } from './commitment.events.ts';
import { evolveCommitment, isOverdue, noCommitment, type Commitment, type KnownCommitment } from './commitment.ts';

type Verb = (state: Commitment) => readonly CommitmentEvent[];
const run = (...verbs: Verb[]): Commitment => verbs.reduce((state, verb) => verb(state).reduce(evolveCommitment, state), noCommitment);
const outcomeOf = (verb: Verb, state: Commitment): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+')}→${events.reduce(evolveCommitment, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('COMMITMENT.', '');
    throw error;
  }
};
const market = { source: MARKET.source, uscc: MARKET.uscc, name: MARKET.name };
const LATER = d('2026-12-01');
const decision = { by: 'approver-2', source: MARKET.source, today: d('2026-12-20'), performance: 'NONE', docNo: '违诺1号', unperformed: '未用于经营', accountability: '撤销登记' } as const;
const verbs = {
  make: (s) => makeCommitment(promised(), s),
  kept: (s) => reportPerformance(seen({ finding: 'FULL', what: '与承诺一致' }), s),
  interim: (s) => reportPerformance(seen({ finding: 'FULL', what: '至今履行', interim: true }), s),
  find: (s) => reportPerformance(seen(), s),
  notice: (s) => noticeBreach({ ...officer, grounds: '未履行', explainUntil: d('2026-11-30') }, s),
  explain: (s) => explainBreach({ by: 'firm', today: TODAY, what: '正在搬迁' }, s),
  waive: (s) => explainBreach({ by: 'firm', today: TODAY, waived: true }, s),
  accept: (s) => acceptExplanation({ ...officer, reason: '属实' }, s),
  order: (s) => orderRectification({ ...officer, today: LATER, until: d('2026-12-15'), demands: '启用登记住所' }, s),
  decide: (s) => decideBreach(decision, s),
  revoke: (s) => revokeBreach({ ...officer, reason: '核查地址有误' }, s),
  retract: (s) => retractCommitment({ by: 'firm', today: TODAY, reason: '改按一般程序' }, s),
  end: (s) => endCommitment({ by: 'firm', today: TODAY, reason: '不再承诺' }, s),
  link: (s) => linkRepair({ caseId: 'k-1' }, s),
} satisfies Record<string, Verb>;
const CHECKED_TWICE: Verb = (s) => reportPerformance(seen({ finding: 'FULL', occasion: 'RANDOM_INSPECTION', reference: '双随机〔2026〕1号' }), s);
const states = {
  absent: noCommitment, tracking: run(verbs.make), found: run(verbs.make, verbs.find), noticed: run(verbs.make, verbs.find, verbs.notice), rectifying: run(verbs.make, verbs.find, verbs.notice, verbs.explain, verbs.order),
  kept: run(verbs.make, verbs.kept), breached: run(verbs.make, verbs.find, verbs.notice, verbs.explain, verbs.order, verbs.decide),
  'breach-revoked': run(verbs.make, verbs.find, verbs.notice, verbs.explain, verbs.order, verbs.decide, verbs.revoke), retracted: run(verbs.make, verbs.retract),
  ended: run((s) => makeCommitment(volunteered({ accepter: market }), s), verbs.end),
} satisfies Record<Commitment['status'], Commitment>;

describe('信用承诺: every state under every verb (《实施方案》二（一）; domain §6.3)', () => {
  /** what was found wanting can be kept until it is decided, whatever the window of the item says */
  const late = { kept: 'PerformanceChecked+CommitmentKept→kept', find: 'WRONG_STEP', interim: 'WRONG_STEP' };
  const table: Record<keyof typeof states, Partial<Record<keyof typeof verbs, string>>> = {
    absent: { make: 'CommitmentMade→tracking' },
    tracking: { kept: 'PerformanceChecked+CommitmentKept→kept', interim: 'PerformanceChecked→tracking', find: 'PerformanceChecked+NonPerformanceFound→found', retract: 'CommitmentRetracted→retracted' },
    found: { notice: 'BreachNoticed→noticed', ...late },
    noticed: { explain: 'BreachExplained→noticed', waive: 'BreachExplained→noticed', accept: 'NOTHING_EXPLAINED', order: 'RectificationOrdered→rectifying', ...late },
    rectifying: { decide: 'BreachDecided→breached', ...late },
    kept: {}, breached: { revoke: 'BreachRevoked→breach-revoked' }, 'breach-revoked': {}, retracted: {}, ended: {},
  };
  const rest = (status: keyof typeof states, verb: keyof typeof verbs): string => (status === 'absent' ? 'NOT_FOUND' : verb === 'make' ? 'ALREADY_MADE' : verb === 'link' ? `RepairLinked→${status}` : 'WRONG_STEP');
  const cells = (Object.keys(states) as (keyof typeof states)[]).flatMap((status) => (Object.keys(verbs) as (keyof typeof verbs)[]).map((verb) => [status, verb, table[status][verb] ?? rest(status, verb)] as const));
  it.each(cells)('%s + %s: %s', (status, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verbs[verb], states[status])).toBe(expected);
  });
  it('links a repair case once', () => expect(linkRepair({ caseId: 'k-1' }, run(verbs.make, verbs.link))).toEqual([]));
  it('of another department no verb is taken', () => {
    const other = { ...officer, source: 'benxi-fire' };
    const all: Verb[] = [(s) => reportPerformance(seen(other), s), (s) => supplyDocuments({ ...other, names: ['x'], on: TODAY }, s), (s) => noticeBreach({ ...other, grounds: 'x', explainUntil: null }, s), (s) => acceptExplanation({ ...other, reason: 'x' }, s),
      (s) => orderRectification({ ...other, until: LATER, demands: 'x' }, s), (s) => decideBreach({ ...decision, ...other }, s), (s) => revokeBreach({ ...other, reason: 'x' }, s)];
    for (const verb of all) for (const status of ['tracking', 'found', 'noticed', 'rectifying', 'breached'] as const) expect(outcomeOf(verb, states[status])).toBe('NOT_COMPETENT');
  });
});

describe('who may promise what (O4–O7; LZ 59, 61)', () => {
  const made = (over: Parameters<typeof promised>[0]) => outcomeOf((s) => makeCommitment(promised(over), s), noCommitment);
  it.each<[string, Parameters<typeof promised>[0], string]>([
    ['a version that was not offered', { standing: { notOffered: { itemCode: 'BX-ZM-001', version: 2 } } }, 'ITEM_NOT_OFFERED'],
    ['a department that does not take the item', { standing: { item: { text: text() }, notCompetent: true } }, 'NOT_COMPETENT'],
    ['somebody with an unrepaired breach', { standing: { item: { text: text() }, barred: { ruleId: 'R', clause: 'c', because: '有尚未修复的违诺' } } }, 'BARRED'],
    ['somebody who did not choose it', { chosen: false }, 'NOT_CHOSEN'],
    ['a promise of nothing', { content: ' ' }, 'UNFIT'], ['one for no reason', { reason: '' }, 'UNFIT'], ['one that nothing follows from', { breachLiability: '' }, 'UNFIT'],
    ['a promise of tomorrow', { madeOn: addDays(TODAY, 1) }, 'DAY_OUT_OF_ORDER'],
    ['a day for performance before the promise', { dueOn: addDays(TODAY, -1) }, 'UNFIT'],
    ['a validity that ends before it', { validTo: addDays(TODAY, -1) }, 'UNFIT'],
    ['a case without number', { referenceNo: undefined as never }, 'UNFIT'],
    ['a project code that is none', { projectCode: '2026-1' }, 'UNFIT'],
    ['an investment item without project code', { standing: { item: { text: text({ projectRequired: true }) } } }, 'UNFIT'],
    ['an investment item with one', { projectCode: '2026-210500-47-03-000123', standing: { item: { text: text({ projectRequired: true, type: 'APPROVAL_SUBSTITUTE' }) } } }, 'CommitmentMade→tracking'],
    ['deferred documents of another kind of item', { documents: [{ name: '租赁合同', dueOn: LATER }] }, 'UNFIT'],
    ['deficient acceptance without documents', { standing: { item: { text: deficient() } } }, 'UNFIT'],
    ['a document that may not be deferred', { documents: [{ name: '身份证明', dueOn: LATER }], standing: { item: { text: deficient() } } }, 'UNFIT'],
    ['a document twice', { documents: [{ name: '租赁合同', dueOn: LATER }, { name: '租赁合同', dueOn: LATER }], standing: { item: { text: deficient() } } }, 'UNFIT'],
    ['a document due before the promise', { documents: [{ name: '租赁合同', dueOn: addDays(TODAY, -1) }], standing: { item: { text: deficient() } } }, 'UNFIT'],
    ['deficient acceptance as it should be', { documents: [{ name: '租赁合同', dueOn: LATER }], standing: { item: { text: deficient() } } }, 'CommitmentMade→tracking'],
  ])('%s: %s', (_, over, expected) => expect(made(over)).toBe(expected));
  it('a free promise needs no item, is not retracted but ended, also when it was kept', () => {
    const free = run((s) => makeCommitment(volunteered(), s));
    expect([outcomeOf(verbs.retract, free), outcomeOf(verbs.end, free), outcomeOf(verbs.end, run((s) => makeCommitment(volunteered({ accepter: market }), s), CHECKED_TWICE))]).toEqual(['WRONG_STEP', 'CommitmentEnded→ended', 'CommitmentEnded→ended']);
  });
});

describe('nobody is checked more because a commitment was used (LZ 63)', () => {
  const check = (over: Parameters<typeof seen>[0], state: Commitment = states.tracking) => outcomeOf((s) => reportPerformance(seen({ today: d('2027-06-01'), ...over }), s), state);
  const window = run((s) => makeCommitment(promised({ checkWindow: { fromDays: 5, toDays: 20, maxChecks: 1, method: 'x' } }), s));
  it('the item is checked in its window and at most as often as it says', () => {
    expect([4, 5, 20, 21].map((days) => check({ on: addDays(TODAY, days) }, window))).toEqual(['CHECK_NOT_ORDINARY', 'PerformanceChecked+NonPerformanceFound→found', 'PerformanceChecked+NonPerformanceFound→found', 'CHECK_NOT_ORDINARY']);
    expect(outcomeOf(verbs.kept, run(verbs.make, verbs.interim))).toBe('CHECK_NOT_ORDINARY');
  });
  it('any other look names the inspection or the complaint that it rests on', () => {
    expect([check({ occasion: 'COMPLAINT' }), check({ occasion: 'COMPLAINT', reference: '' }), check({ occasion: 'COMPLAINT', reference: '举报2026-7' }), check({ occasion: 'RANDOM_INSPECTION' })])
      .toEqual(['CHECK_NOT_ORDINARY', 'CHECK_NOT_ORDINARY', 'PerformanceChecked+NonPerformanceFound→found', 'CHECK_NOT_ORDINARY']);
    expect(check({}, run((s) => makeCommitment(volunteered({ accepter: market }), s)))).toBe('CHECK_NOT_ORDINARY');
  });
  it('a look of before the promise or of tomorrow is none; what was not performed has to be said', () => {
    expect([check({ on: addDays(TODAY, -1) }), check({ on: d('2027-06-02') }), check({ unperformed: undefined }), check({ unperformed: '' })]).toEqual(['DAY_OUT_OF_ORDER', 'DAY_OUT_OF_ORDER', 'UNFIT', 'UNFIT']);
  });
});

describe('容缺受理', () => {
  const two = [{ name: '消防验收意见', dueOn: d('2026-12-01') }, { name: '租赁合同', dueOn: d('2026-12-10') }];
  const begun = run((s) => makeCommitment(promised({ documents: two, dueOn: undefined as never, standing: { item: { text: deficient() } }, checkWindow: deficient().checkWindow }), s));
  const supplied = (names: string[], on = d('2026-12-05')): Verb => (s) => supplyDocuments({ ...officer, today: d('2026-12-31'), names, on }, s);
  const whole: Verb = (s) => reportPerformance(seen({ today: d('2026-12-31'), finding: 'FULL' }), s);
  it('is closed when everything is there, in time or late, and not before', () => {
    expect(outcomeOf(whole, begun)).toBe('DOCUMENTS_OUTSTANDING');
    const one = supplied(['消防验收意见'])(begun).reduce(evolveCommitment, begun);
    expect([outcomeOf(whole, one), outcomeOf(supplied(['消防验收意见']), one), outcomeOf(supplied(['别的']), one)]).toEqual(['DOCUMENTS_OUTSTANDING', 'UNFIT', 'UNFIT']);
    const both = supplied(['租赁合同'], d('2026-12-31'))(one).reduce(evolveCommitment, one);
    expect(outcomeOf(whole, both)).toBe('PerformanceChecked+CommitmentKept→kept');
  });
  it('a document of before the promise or of tomorrow is none', () => expect([outcomeOf(supplied(['租赁合同'], addDays(TODAY, -1)), begun), outcomeOf(supplied(['租赁合同'], d('2027-01-01')), begun)]).toEqual(['DAY_OUT_OF_ORDER', 'DAY_OUT_OF_ORDER']));
  it('is overdue by the calendar, which changes nothing', () => expect(['2026-12-01', '2026-12-02'].map((day) => isOverdue(begun, d(day)))).toEqual([false, true]));
});

describe('a breach only by procedure (O11)', () => {
  const noticed = (explainUntil: string | null) => run(verbs.make, verbs.find, (s) => noticeBreach({ ...officer, grounds: 'x', explainUntil: explainUntil === null ? null : d(explainUntil) }, s));
  const orderOn = (day: string, state: Commitment) => outcomeOf((s) => orderRectification({ ...officer, today: d(day), until: d('2027-01-15'), demands: 'x' }, s), state);
  it('the promisor is heard, waives it, or lets the last day pass', () => {
    expect([orderOn('2026-11-30', noticed('2026-11-30')), orderOn('2026-12-01', noticed('2026-11-30')), orderOn('2026-12-01', noticed(null))]).toEqual(['EXPLANATION_PENDING', 'RectificationOrdered→rectifying', 'EXPLANATION_PENDING']);
    for (const said of [verbs.explain, verbs.waive]) expect(orderOn('2026-11-24', said(noticed(null)).reduce(evolveCommitment, noticed(null)))).toBe('RectificationOrdered→rectifying');
  });
  it('the term lies ahead, and nothing is decided before it has passed', () => {
    expect(outcomeOf((s) => orderRectification({ ...officer, today: LATER, until: LATER, demands: 'x' }, s), states.noticed)).toBe('UNFIT');
    expect([d('2026-12-15'), d('2026-12-16')].map((today) => outcomeOf((s) => decideBreach({ ...decision, today }, s), states.rectifying))).toEqual(['RECTIFICATION_RUNNING', 'BreachDecided→breached']);
  });
  it('who found, noticed or ordered it does not decide it', () => {
    const steps = (...by: string[]) => run(verbs.make, (s) => reportPerformance(seen({ by: by[0]! }), s), (s) => noticeBreach({ ...officer, by: by[1]!, grounds: 'x', explainUntil: null }, s), verbs.waive, (s) => orderRectification({ ...officer, by: by[2]!, today: LATER, until: d('2026-12-15'), demands: 'x' }, s));
    expect([['approver-2', 'a', 'b'], ['a', 'approver-2', 'b'], ['a', 'b', 'approver-2'], ['a', 'b', 'c']].map((by) => outcomeOf(verbs.decide, steps(...by)))).toEqual(['SAME_OFFICER', 'SAME_OFFICER', 'SAME_OFFICER', 'BreachDecided→breached']);
  });
  it('an accepted explanation ends the finding, and gives another day that has not passed', () => {
    const explained = run(verbs.make, verbs.find, verbs.notice, verbs.explain);
    const on = (dueOn: string): Verb => (s) => acceptExplanation({ ...officer, reason: '属实', dueOn: d(dueOn), remindOn: d('2026-12-25') }, s);
    expect(outcomeOf(on('2026-11-22'), explained)).toBe('UNFIT');
    const going = on('2027-01-05')(explained).reduce(evolveCommitment, explained) as KnownCommitment;
    expect(going).toMatchObject({ status: 'tracking', dueOn: '2027-01-05', remindOn: '2026-12-25' });
    expect(['found' in going, 'notice' in going, 'explanation' in going]).toEqual([false, false, false]);
    expect(outcomeOf(verbs.accept, run(verbs.make, verbs.find, verbs.notice, verbs.waive))).toBe('NOTHING_EXPLAINED');
  });
  it('a day that has passed breaches nothing', () => {
    expect([isOverdue(states.tracking, d('2026-12-23')), isOverdue(states.tracking, d('2026-12-24')), isOverdue(states.kept, d('2027-12-24'))]).toEqual([false, true, false]);
    expect(outcomeOf((s) => decideBreach({ ...decision, today: d('2028-01-01') }, s), states.tracking)).toBe('WRONG_STEP');
  });
});
