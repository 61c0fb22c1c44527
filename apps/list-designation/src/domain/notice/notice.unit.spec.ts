import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { court, debtorList, firm, marketRegulation, penaltyNo, TODAY } from '../../../test/sample-designations.ts';
import { receiveNotice, sendNotice } from './notice.decide.ts';
import { ReceiptOfAnother } from './notice.errors.ts';
import { evolveNotice, isNoticeOverdue, noNotice, type Notice, type NoticeEvent, type NoticeSubstance } from './notice.ts';
import { answerReceipt, evolveReceiptReport, isNoted, noReceiptReport, type ReceiptFacts, type ReceiptReport } from './receipt-report.ts';

const d = localDate;
const DUE = d('2026-11-30');
const { code, ruleId, statute } = debtorList;
const substance: NoticeSubstance = {
  noticeId: '0193a000-0000-7000-8000-000000000041', occasion: 'listed', addresseeKind: 'audit', ruleId: 'NOTICE_UNIT', clause: '通报审计部门', sender: court, subject: firm, unit: { uscc: firm.uscc! },
  entryId: '0193a000-0000-7000-8000-000000000001', listType: { code, ruleId, statute }, decision: { docNo: '（2026）辽05执88号', authorityUscc: court.uscc, authorityName: court.name, decidedOn: TODAY }, evidence: [penaltyNo(1)],
  term: { from: TODAY, until: null },
};
type Verb = (state: Notice) => readonly NoticeEvent[];
const verbs = {
  send: (s) => sendNotice({ substance, addressee: marketRegulation, dueOn: DUE, today: TODAY }, s),
  sendToNobody: (s) => sendNotice({ substance, addressee: undefined, dueOn: DUE, today: TODAY }, s),
  receive: (s) => receiveNotice({ source: marketRegulation.source, on: TODAY, by: 'officer-1', today: TODAY }, s),
  receiveOfAnother: (s) => receiveNotice({ source: court.source, on: TODAY, by: 'officer-1', today: TODAY }, s),
} satisfies Record<string, Verb>;
const run = (...all: Verb[]): Notice => all.reduce<Notice>((at, verb) => verb(at).reduce(evolveNotice, at), noNotice);
const states = { absent: noNotice, sent: run(verbs.send), received: run(verbs.send, verbs.receive), unaddressed: run(verbs.sendToNobody) } satisfies Record<Notice['status'], Notice>;
type Status = keyof typeof states;

const outcomeOf = (verb: Verb, state: Notice): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolveNotice, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('NOTICE.', '');
  }
};

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  send: { absent: 'NoticeSent→sent', sent: 'ALREADY_SENT', received: 'ALREADY_SENT', unaddressed: 'NoticeSent→sent' },
  sendToNobody: { absent: 'NoticeUnaddressed→unaddressed', sent: 'ALREADY_SENT', received: 'ALREADY_SENT', unaddressed: 'UNADDRESSED' },
  receive: { absent: 'NOT_FOUND', sent: 'NoticeReceived→received', received: 'ALREADY_RECEIVED', unaddressed: 'NOT_FOUND' },
  receiveOfAnother: { absent: 'NOT_FOUND', sent: 'NOT_FOUND', received: 'NOT_FOUND', unaddressed: 'NOT_FOUND' },
};

describe('a notice: every state under every verb', () => {
  for (const [name, expectations] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(expectations)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('the receipt of a notice', () => {
  const on = (day: string, today = '2026-12-03'): Verb => (s) => receiveNotice({ source: marketRegulation.source, on: d(day), by: 'officer-1', today: d(today) }, s);
  it('lies between the day on which it was sent and today', () => {
    expect(['2026-11-22', '2026-11-23', '2026-12-03', '2026-12-04'].map((day) => outcomeOf(on(day), states.sent))).toEqual(['RECEIPT_OUT_OF_ORDER', 'NoticeReceived→received', 'NoticeReceived→received', 'RECEIPT_OUT_OF_ORDER']);
  });
  it('says who received it and when', () => expect(run(verbs.send, on('2026-11-25'))).toMatchObject({ receipt: { on: '2026-11-25', by: 'officer-1' }, addressee: marketRegulation, dueOn: DUE }));
  it('is overdue the day after its last day, while nobody has received it; without a calendar it is not', () => {
    const provisional = run((s) => sendNotice({ substance, addressee: marketRegulation, dueOn: null, today: TODAY }, s));
    expect([isNoticeOverdue(states.sent, DUE), ...[states.sent, states.received, states.unaddressed, provisional].map((state) => isNoticeOverdue(state, d('2026-12-01')))]).toEqual([false, true, false, false, false]);
  });
});

describe('a reported receipt: every state under every answer', () => {
  const facts: ReceiptFacts = { matterId: 'm', source: 'audit', subject: firm, noticeId: 'n', said: '2026-11-24' };
  const other = { ...facts, said: '2026-11-25' };
  const refusal = new ReceiptOfAnother();
  const after = (answer: Parameters<typeof answerReceipt>[0], state = noReceiptReport): ReceiptReport => evolveReceiptReport(state, answerReceipt(answer, state));
  const told: Record<ReceiptReport['status'], ReceiptReport> = { absent: noReceiptReport, 'taken-over': after({ facts }), 'not-applicable': after({ facts, refusal }) };
  it.each<[ReceiptReport['status'], string, Parameters<typeof answerReceipt>[0], ReceiptReport['status']]>([
    ['absent', 'noted', { facts }, 'taken-over'], ['absent', 'refused', { facts, refusal }, 'not-applicable'],
    ['taken-over', 'the same, refused by now', { facts, refusal }, 'taken-over'], ['taken-over', 'another day, refused', { facts: other, refusal }, 'not-applicable'], ['taken-over', 'another day, noted', { facts: other }, 'taken-over'],
    ['not-applicable', 'refused again', { facts, refusal }, 'not-applicable'], ['not-applicable', 'noted at last', { facts }, 'taken-over'],
  ])('%s + %s', (status, _, answer, next) => expect(after(answer, told[status]).status).toBe(next));
  it('names the reason, and knows the same said again', () => {
    expect(told['not-applicable']).toMatchObject({ code: 'NOTICE.SUBJECT_OTHER', reason: '该通报不涉及所报主体' });
    expect([isNoted(told['taken-over'], facts), isNoted(told['taken-over'], other), isNoted(told['not-applicable'], facts)]).toEqual([true, false, false]);
  });
});
